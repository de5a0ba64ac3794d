import {
  type Address,
  concatHex,
  type Hash,
  type Hex,
  keccak256,
  sha256,
  sliceHex,
  type TransactionReceipt,
} from 'viem';
import { datasetIdOf } from '../protocol/vault/dataset.ts';
import { type AccessPurchase, accessOffer, type Offer } from '../protocol/vault/offer.ts';
import { createTestContext, type TestClient, type TestContext } from './context.ts';

/** A month, in seconds. */
export const month = 2_592_000;

/** What the offer in the token costs. */
export const accessPrice = 5_000_000n;

/** What offers and grants of the context name. */
export const texts = { purpose: 'Study of languages', terms: 'No redistribution. Delete after the study.' } as const;

/** Eighty bytes in a wrapped key's place. They open nothing. */
export const wrappedKey: Hex = concatHex([keccak256('0x01'), keccak256('0x02'), sliceHex(keccak256('0x03'), 0, 16)]);

/** What tests of the vault share: an owner with a dataset that is theirs alone, and a buyer that has tokens. */
export type VaultContext = TestContext & {
  datasetId: Hex;
  owner: TestClient;
  researcher: TestClient;
  buyer: TestClient;
  gatekeeper: TestClient;
  /** Offers of a month, which are open: in the token, and in the native coin. */
  offers: { token: Offer; native: Offer };
  /** Registers another dataset of the owner, with the gatekeeper. */
  register: (number: bigint) => Promise<Hex>;
  /** An offer of a month's access in the token, which is not opened. */
  offerOf: (datasetId: Hex, more?: Partial<Offer>) => Offer;
  open: (offer: Offer) => Promise<void>;
  /** Buys for the buyer, or with `client` for itself. Any start that can be recorded is accepted. */
  buy: (offer: Offer, client?: TestClient) => Promise<AccessPurchase>;
  /** Delivers by the gatekeeper. */
  deliver: (purchase: AccessPurchase) => Promise<void>;
  /** What a grant for this account names now. */
  nextOf: (datasetId: Hex, researcher: Address) => Promise<{ epoch: number; version: number }>;
  /** Waits until what an action sent is mined. */
  mined: (hash: Promise<Hash>) => Promise<TransactionReceipt>;
};

/** As `createTestContext`. */
export async function createVaultContext(file: string, rpcUrl?: string): Promise<VaultContext> {
  const context = await createTestContext(file, rpcUrl);
  const { provider: owner, payer: buyer, token, clientOf } = context;
  const [researcher, gatekeeper] = [await clientOf('researcher'), await clientOf('gatekeeper')];
  await context.mint(buyer.account.address, 1_000n * accessPrice);

  const mined: VaultContext['mined'] = async (hash) => buyer.vault.waitForTransaction({ hash: await hash });
  const register: VaultContext['register'] = async (number) => {
    const datasetId = datasetIdOf(owner.account.address, number);
    const content = { contentDigest: keccak256('0x04'), ciphertextHash: sha256('0x05') };
    const server = { locator: 'https://data.example/1', gatekeeper: gatekeeper.account.address };
    await mined(owner.vault.registerDataset({ datasetId, ...content, ...server }));
    return datasetId;
  };
  const offerOf: VaultContext['offerOf'] = (datasetId, more) => ({
    ...accessOffer({ datasetId, token, price: accessPrice, duration: month, deliveryWindow: 172_800, ...texts }),
    ...more,
  });
  const open: VaultContext['open'] = async (offer) => {
    await mined(owner.vault.openOffer({ offer }));
  };
  const buy: VaultContext['buy'] = async (offer, client = buyer) => {
    if (BigInt(offer.token) !== 0n) await mined(client.vault.approve({ token: offer.token, amount: offer.price }));
    const terms = await client.vault.preparePurchase({ offer, latestStart: 2 ** 40 - 1 });
    await mined(client.vault.purchase(terms));
    return { offer, buyer: client.account.address, salt: terms.salt };
  };
  const nextOf: VaultContext['nextOf'] = async (datasetId, account) => {
    const { epoch } = await owner.vault.getDataset({ datasetId });
    const { version } = await owner.vault.getGrant({ datasetId, researcher: account });
    return { epoch, version: version + 1 };
  };
  const deliver: VaultContext['deliver'] = async (purchase) => {
    const next = await nextOf(purchase.offer.datasetId, purchase.buyer);
    await mined(gatekeeper.vault.deliver({ purchase, wrappedKey, ...next }));
  };

  const datasetId = await register(1n);
  const native = accessOffer({ datasetId, price: 1_000n, duration: month, deliveryWindow: 172_800, ...texts });
  const offers = { token: offerOf(datasetId), native };
  for (const offer of Object.values(offers)) await open(offer);
  const clients = { owner, researcher, buyer, gatekeeper };
  return { ...context, ...clients, datasetId, offers, register, offerOf, open, buy, deliver, nextOf, mined };
}

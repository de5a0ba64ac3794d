import { concatHex, type Hex, keccak256, stringToHex, toHex } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dataVaultAbi } from '../../generated/contracts.ts';
import type { Offer } from '../../protocol/vault/index.ts';
import type { WrapContext } from '../../sealing/index.ts';
import { type Anvil, startAnvil } from '../../testing/anvil.ts';
import type { TestClient } from '../../testing/context.ts';
import type { GatekeeperEvent, GatekeeperOptions, WrapDataKey } from '../index.ts';
import {
  createVaultContext,
  offerOf,
  purchaseIdOf,
  startTestGatekeeper,
  type TestGatekeeper,
  type VaultContext,
} from './support.ts';

const dataKey: Hex = keccak256(stringToHex('the data key'));
const forever = 2 ** 40 - 1;
const statusPending = 1;
const statusDelivered = 2;
const statusClosed = 3;

/** Opening a database takes seconds where cores are few. */
const startsServer = { timeout: 60_000 };

let anvil: Anvil;
let context: VaultContext;
let offer: Offer;
let gatekeeper: TestGatekeeper;
let wrapped: { dataKey: Hex; publicKey: Hex; context: WrapContext }[] = [];
let locked = false;
let buyers = 0;

/** Stands for HPKE: 80 bytes that are bound to all that they are for. */
const wrapDataKey: WrapDataKey = async (parameters) => {
  if (locked) throw new Error('the key store is locked');
  wrapped.push(parameters);
  const text = JSON.stringify(parameters);
  return concatHex([keccak256(toHex(text)), keccak256(toHex(`${text} 2`)), `0x${'11'.repeat(16)}`]);
};

beforeAll(async () => {
  anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  offer = offerOf(context);
  await context.send(context.owner, 'openOffer', [offer]);
});

afterAll(async () => {
  await context.remove();
  await anvil.stop();
});

async function start(overrides: Partial<GatekeeperOptions> = {}): Promise<void> {
  const purchases = { walletClient: context.relayer, wrapDataKey, readDataKey: async () => dataKey };
  gatekeeper = await startTestGatekeeper(context, { purchases, ...overrides });
}

beforeEach(() => {
  wrapped = [];
});

async function buyerWithoutKey(): Promise<TestClient> {
  buyers += 1;
  return context.clientOf(`buyer ${buyers}`);
}

async function buyerWithKey(key?: Hex): Promise<TestClient> {
  const buyer = await buyerWithoutKey();
  await context.send(buyer, 'setEncryptionKey', [key ?? keccak256(toHex(`key ${buyers}`))]);
  return buyer;
}

async function buy(buyer: TestClient, salt: bigint, of = offer): Promise<Hex> {
  await context.send(buyer, 'purchase', [of, salt, forever], of.price);
  return purchaseIdOf(of, buyer.account.address, salt);
}

async function statusOf(purchaseId: Hex): Promise<number> {
  const request = {
    abi: dataVaultAbi,
    address: context.vault,
    functionName: 'getPurchase',
    args: [purchaseId],
  } as const;
  return (await context.owner.readContract(request)).status;
}

function eventsOf(type: GatekeeperEvent['type'], purchaseId: Hex): GatekeeperEvent[] {
  return gatekeeper.events.filter(
    (event) => event.type === type && 'purchaseId' in event && event.purchaseId === purchaseId,
  );
}

/** Why its delivery failed, each time. */
function failuresOf(purchaseId: Hex): string[] {
  const failed = eventsOf('delivery_failed', purchaseId);
  return failed.map((event) => (event.type === 'delivery_failed' ? String(event.error) : ''));
}

/** Wrapped for this buyer. */
function versionsOf(buyer: TestClient): number[] {
  const mine = wrapped.filter((one) => one.context.researcher === buyer.account.address);
  return mine.map((one) => one.context.version);
}

describe('a purchase', () => {
  beforeAll(() => start());
  afterAll(() => gatekeeper.stop());

  test('is watched and delivered, with the key wrapped for this grant alone', async () => {
    const publicKey = keccak256(toHex('a key'));
    const buyer = await buyerWithKey(publicKey);
    const purchaseId = await buy(buyer, 1n);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
    const { chain, vault, datasetId } = context;
    const grant = { chainId: chain.id, vault, datasetId, epoch: 1, researcher: buyer.account.address, version: 1 };
    expect(wrapped).toEqual([{ dataKey, publicKey, context: grant }]);
    expect(eventsOf('purchase_delivered', purchaseId)).toEqual([
      expect.objectContaining({ purchaseId, epoch: 1, version: 1 }),
    ]);
    await gatekeeper.deliver();
    expect(wrapped).toHaveLength(1);
    expect(failuresOf(purchaseId)).toEqual([]);
  });

  test('of another owner is none of its business', async () => {
    const other = await buyerWithoutKey();
    const id = `${other.account.address}${'0'.repeat(24)}`.toLowerCase() as Hex;
    const server = context.relayer.account.address;
    const hashes = { contentDigest: offer.termsHash, ciphertextHash: offer.termsHash };
    await context.send(other, 'registerDataset', [{ datasetId: id, ...hashes, gatekeeper: server, locator: '' }]);
    const theirs = { ...offer, datasetId: id };
    await context.send(other, 'openOffer', [theirs]);
    const purchaseId = await buy(await buyerWithKey(), 1n, theirs);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusPending);
    expect(gatekeeper.events.some((event) => 'purchaseId' in event && event.purchaseId === purchaseId)).toBe(false);
  });

  test('of a buyer without a key waits for it', async () => {
    const buyer = await buyerWithoutKey();
    const purchaseId = await buy(buyer, 1n);
    await gatekeeper.deliver();
    await gatekeeper.deliver();
    expect(eventsOf('encryption_key_missing', purchaseId)).toEqual([
      { type: 'encryption_key_missing', purchaseId, buyer: buyer.account.address },
    ]);
    await context.send(buyer, 'setEncryptionKey', [keccak256(toHex('late'))]);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
  });

  test('of who was revoked before is left to the owner, unless the gatekeeper is told to sell to them', async () => {
    const buyer = await buyerWithKey();
    await context.send(context.owner, 'revokeAccess', [buyer.account.address, context.datasetId]);
    const purchaseId = await buy(buyer, 1n);
    await gatekeeper.deliver();
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusPending);
    expect(eventsOf('purchase_declined', purchaseId)).toHaveLength(1);
    const purchases = {
      walletClient: context.relayer,
      wrapDataKey,
      readDataKey: async () => dataKey,
      sellToRevoked: true,
    };
    const generous = await startTestGatekeeper(context, { purchases });
    try {
      await generous.deliver();
      expect(await statusOf(purchaseId)).toBe(statusDelivered);
    } finally {
      await generous.stop();
    }
  }, 60_000);

  test('is given up at its deadline, and settled on request: the buyer has its money back', async () => {
    const buyer = await buyerWithoutKey();
    const purchaseId = await buy(buyer, 1n);
    await context.mineAt((await context.now()) + BigInt(offer.deliveryWindow) + 1n);
    await context.send(buyer, 'setEncryptionKey', [keccak256(toHex('too late'))]);
    await gatekeeper.deliver();
    expect(eventsOf('purchase_abandoned', purchaseId)).toEqual([
      { type: 'purchase_abandoned', purchaseId, reason: 'deadline_passed' },
    ]);
    expect(wrapped).toEqual([]);
    const { purchases, transactions } = await gatekeeper.settle();
    expect(purchases).toBeGreaterThanOrEqual(1);
    expect(transactions).toHaveLength(1);
    expect(await statusOf(purchaseId)).toBe(statusClosed);
    const credit = { functionName: 'creditOf', args: [buyer.account.address, offer.token] } as const;
    expect(await context.owner.readContract({ abi: dataVaultAbi, address: context.vault, ...credit })).toBe(
      offer.price,
    );
  });

  test('that failed for its wrapping is tried again', async () => {
    locked = true;
    const purchaseId = await buy(await buyerWithKey(), 1n);
    await gatekeeper.deliver();
    locked = false;
    expect(failuresOf(purchaseId)).toEqual(['Error: the key store is locked']);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
  });

  test('is read again when the chain was re-organised, and delivered again', async () => {
    const purchaseId = await buy(await buyerWithKey(), 1n);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
    await context.rpc('anvil_reorg', [1, []]);
    expect(await statusOf(purchaseId)).toBe(statusPending);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
    expect(wrapped).toHaveLength(1);
  });

  test('a purchase that was re-organised away is not delivered', async () => {
    const purchaseId = await buy(await buyerWithoutKey(), 1n);
    await gatekeeper.deliver();
    await context.rpc('anvil_reorg', [1, []]);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(0);
    expect(gatekeeper.events).toContainEqual(expect.objectContaining({ type: 'history_changed' }));
    expect(failuresOf(purchaseId)).toEqual([]);
  });
});

describe('where blocks are confirmed later, a purchase', () => {
  beforeAll(() => start({ confirmations: 2 }));
  afterAll(() => gatekeeper.stop());

  test('whose grant moved on is refused by the vault, then wrapped again and delivered', async () => {
    const buyer = await buyerWithKey();
    const purchaseId = await buy(buyer, 1n);
    await context.mine(2);
    await context.send(context.owner, 'cancelSignedGrants', [buyer.account.address, context.datasetId]);
    await gatekeeper.deliver();
    expect(failuresOf(purchaseId)).toEqual([expect.stringContaining('AccessGrants_WrongVersion')]);
    await context.mine(2);
    await gatekeeper.deliver();
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
    expect(versionsOf(buyer)).toEqual([1, 2]);
    // It is not confirmed yet, and must not be sent again.
    await gatekeeper.deliver();
    await context.mine(2);
    await gatekeeper.deliver();
    expect(eventsOf('purchase_delivered', purchaseId)).toHaveLength(1);
    expect(failuresOf(purchaseId)).toHaveLength(1);
  });

  test('V6: that was revoked for all is refused by the vault, and given up once that is confirmed', async () => {
    const purchaseId = await buy(await buyerWithKey(), 1n);
    await context.mine(2);
    await context.send(context.owner, 'revokeAll', [context.datasetId]);
    await gatekeeper.deliver();
    expect(failuresOf(purchaseId)).toEqual([expect.stringContaining('AccessGrants_WrongEpoch')]);
    await context.mine(2);
    await gatekeeper.deliver();
    expect(eventsOf('purchase_abandoned', purchaseId)).toEqual([
      { type: 'purchase_abandoned', purchaseId, reason: 'revoked' },
    ]);
  });

  test('survives a restart: what was sent is not sent again, nor wrapped again', startsServer, async () => {
    const buyer = await buyerWithKey();
    const purchaseId = await buy(buyer, 1n);
    await context.mine(2);
    await gatekeeper.deliver();
    expect(versionsOf(buyer)).toEqual([1]);
    expect(await statusOf(purchaseId)).toBe(statusDelivered);
    await gatekeeper.stop();
    await start(gatekeeper.options);
    await gatekeeper.deliver();
    expect(versionsOf(buyer)).toEqual([1]);
    expect(failuresOf(purchaseId)).toEqual([]);
  });
});

test('who may not deliver does not start', async () => {
  const purchases = { walletClient: context.signer, wrapDataKey, readDataKey: async () => dataKey };
  await expect(startTestGatekeeper(context, { purchases })).rejects.toThrow(
    `purchases: ${context.signer.account.address} is neither owner nor gatekeeper of ${context.datasetId}`,
  );
});

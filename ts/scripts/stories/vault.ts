import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import lande from 'lande';
import { type Address, createClient, type Hex, http, type LocalAccount } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { sendTransaction } from 'viem/actions';
import { fetchDataset, type Gatekeeper, ReadRefusedError, startGatekeeper } from '../../gatekeeper/index.ts';
import { type AccessPurchase, accessOffer, datasetIdOf, nativeToken, type Offer } from '../../protocol/index.ts';
import { type EncryptionKey, generateEncryptionKey, sealFile, wrapDataKey } from '../../sealing/index.ts';
import { say } from '../../terminal/progress.ts';
import { formatNumber, textTable } from '../../terminal/textTable.ts';
import { readCorpus, type Sample } from '../corpus.ts';
import type { Actor, Stage } from '../stage.ts';
import type { Story } from './story.ts';
import { collectTransactions, type Mined, type StoryTransaction, transactionTable } from './transactions.ts';

/** What the story ends with. Amounts in the token's smallest unit, as decimal strings. */
export type VaultResult = {
  story: 'vault';
  chain: string;
  vault: Address;
  token: Address;
  dataset: { datasetId: Hex; sentences: number; bytes: number; sealedBytes: number };
  granted: { sentences: number; accuracy: number; refusedAfterRevocation: string };
  bought: { sentences: number; price: string; earned: string; refunded: string; refusedAfterRevocation: string };
  /** Signed reads that the gatekeeper noted. */
  receipts: number;
  transactions: StoryTransaction[];
};

const sentences = 1_500;
const purpose = 'Study of how languages are told apart';
const terms = 'No redistribution. Delete after the study.';
const grantSeconds = 3_600n;
const offer = { duration: 3_600, deliveryWindow: 86_400, purpose, terms };
const pollMilliseconds = 200;

type Cast = { stage: Stage; owner: Actor; mined: Mined };

/** A person with an account and an encryption key. */
type Researcher = { actor: Actor; account: LocalAccount; key: EncryptionKey };

/** On a chain that lasts, every run has a dataset of its own. */
function randomNumber(): bigint {
  return BigInt(`0x${Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex')}`);
}

/** The sentences as lines of JSON, sealed: what leaves the owner's machine. */
async function sealCorpus({ stage, owner }: Cast) {
  const samples = readCorpus(sentences);
  const [plain, sealed] = [join(stage.directory, 'udhr.jsonl'), join(stage.directory, 'udhr.sealed')];
  await writeFile(plain, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(''));
  const summary = await sealFile({ input: plain, output: sealed });
  return { datasetId: datasetIdOf(owner.account.address, randomNumber()), path: sealed, ...summary };
}

type Sealed = Awaited<ReturnType<typeof sealCorpus>>;

/** A newcomer who can pay for one transaction, and publishes an encryption key by it. */
async function arrive({ stage, owner, mined }: Cast, account: LocalAccount, name: string): Promise<Researcher> {
  const actor = stage.actor(account);
  const key = generateEncryptionKey();
  if ((await actor.getBalance({ address: account.address })) === 0n) {
    const value = (await actor.estimateFeesPerGas()).maxFeePerGas * 200_000n;
    await mined(`gas for ${name}`, await sendTransaction(owner, { to: account.address, value }));
  }
  await mined(`${name} publishes a key`, await actor.vault.setEncryptionKey({ publicKey: key.publicKey }));
  return { actor, account, key };
}

async function grantTo({ stage, owner, mined }: Cast, { datasetId, dataKey }: Sealed, reader: Researcher) {
  const researcher = reader.account.address;
  const { epoch } = await owner.vault.getDataset({ datasetId });
  const { version: present } = await owner.vault.getGrant({ datasetId, researcher });
  const version = present + 1;
  const context = { chainId: stage.chain.id, vault: stage.vault, datasetId, epoch, researcher, version };
  const wrappedKey = await wrapDataKey({ dataKey, publicKey: reader.key.publicKey, context });
  const expiry = (await owner.getBlock()).timestamp + grantSeconds;
  const hash = await owner.vault.grant({ researcher, datasetId, expiry, epoch, version, purpose, terms, wrappedKey });
  await mined('grant for an hour', hash);
}

function open({ stage, owner }: Cast, { datasetId, path, dataKey }: Sealed): Promise<Gatekeeper> {
  const { chain, vault, directory } = stage;
  return startGatekeeper({
    chainId: chain.id,
    vault,
    clients: [createClient({ chain, transport: http(owner.transport.url) })],
    directory: join(directory, 'gatekeeper'),
    datasets: [{ id: datasetId, revision: 1, path }],
    purchases: { walletClient: owner, wrapDataKey, readDataKey: () => Promise.resolve(dataKey) },
    pollSeconds: 0.5,
  });
}

/** Fetches, decrypts and reads the dataset as this person. */
async function read({ stage }: Cast, { url }: Gatekeeper, { datasetId }: Sealed, reader: Researcher, name: string) {
  const { chain, vault, directory } = stage;
  const output = join(directory, `${name}.jsonl`);
  const { account, actor } = reader;
  const { privateKey } = reader.key;
  await fetchDataset({ client: actor, chainId: chain.id, vault, account, privateKey, datasetId, url, output });
  const samples: Sample[] = [];
  for await (const line of createInterface({ input: createReadStream(output) })) samples.push(JSON.parse(line));
  return { samples, bytes: (await stat(output)).size };
}

/** The reason for which the gatekeeper refuses. @throws if it does not. */
async function refusalOf(cast: Cast, gatekeeper: Gatekeeper, sealed: Sealed, reader: Researcher, name: string) {
  try {
    await read(cast, gatekeeper, sealed, reader, name);
  } catch (error) {
    if (error instanceof ReadRefusedError) return error.type;
    throw error;
  }
  throw new Error(`${name} was served without a live grant`);
}

/** What the researcher uses the data for: how many sentences the embedded model assigns to their language. */
function measureAccuracy(samples: readonly Sample[]): number {
  const right = samples.filter(({ text, language }) => lande(text)[0]?.[0] === language);
  return right.length / samples.length;
}

/** In a token by permit, or in the native coin with the call. */
async function purchase({ mined }: Cast, { actor, account }: Researcher, bought: Offer): Promise<AccessPurchase> {
  const native = bought.token === nativeToken;
  const hash = native
    ? await actor.vault.purchase({ offer: bought })
    : await actor.vault.purchaseWithPermit({ offer: bought });
  await mined(`buy access${native ? '' : ', by permit'}`, hash);
  const { salt } = (await actor.vault.waitForEvent({ hash, eventName: 'AccessPurchased' })).args;
  return { offer: bought, buyer: account.address, salt };
}

async function waitUntilLive(actor: Actor, datasetId: Hex, researcher: Address): Promise<void> {
  while (!(await actor.vault.isLive({ datasetId, researcher }))) await sleep(pollMilliseconds);
}

async function play(stage: Stage): Promise<VaultResult> {
  const { provider: owner, client, vault, token } = stage;
  const { transactions, mined } = collectTransactions(owner);
  const cast: Cast = { stage, owner, mined };

  say('sealing a dataset and registering it');
  const sealed = await sealCorpus(cast);
  const { datasetId, contentDigest, ciphertextHash } = sealed;
  const registration = { datasetId, contentDigest, ciphertextHash, locator: 'https://data.example' };
  await mined('register the dataset', await owner.vault.registerDataset(registration));
  const gatekeeper = await open(cast, sealed);
  try {
    say('granting a researcher access, who studies it, and revoking');
    const researcher = await arrive(cast, privateKeyToAccount(generatePrivateKey()), 'the researcher');
    await grantTo(cast, sealed, researcher);
    const { samples, bytes } = await read(cast, gatekeeper, sealed, researcher, 'researcher');
    const accuracy = measureAccuracy(samples);
    const address = researcher.account.address;
    await mined('revoke', await owner.vault.revokeAccess({ datasetId, researcher: address }));
    const refused = await refusalOf(cast, gatekeeper, sealed, researcher, 'the researcher, later');

    say('selling access to another, and refunding what revocation leaves');
    const price = stage.price * 100_000n;
    const sold = accessOffer({ ...offer, datasetId, token, price });
    await mined('open an offer', await owner.vault.openOffer({ offer: sold }));
    const buyer = await arrive(cast, client.account, 'the buyer');
    const bought = await purchase(cast, buyer, sold);
    await waitUntilLive(client, datasetId, bought.buyer);
    const copy = await read(cast, gatekeeper, sealed, buyer, 'buyer');
    await mined('revoke all', await owner.vault.revokeAll({ datasetId }));
    const refusedBuyer = await refusalOf(cast, gatekeeper, sealed, buyer, 'the buyer, later');

    const hash = await client.vault.settle({ purchase: bought });
    await mined('settle the purchase', hash);
    const { earned, refunded } = (await client.vault.waitForEvent({ hash, eventName: 'PurchaseSettled' })).args;
    await mined('the buyer withdraws the refund', await client.vault.withdraw({ token }));
    await mined('the owner withdraws what was earned', await owner.vault.withdraw({ token }));
    const receipts = await gatekeeper.receipts({ datasetId });
    return {
      story: 'vault',
      chain: stage.name,
      vault,
      token,
      dataset: { datasetId, sentences, bytes, sealedBytes: Number(sealed.sealedSize) },
      granted: { sentences: samples.length, accuracy, refusedAfterRevocation: refused },
      bought: {
        sentences: copy.samples.length,
        price: price.toString(),
        earned: earned.toString(),
        refunded: refunded.toString(),
        refusedAfterRevocation: refusedBuyer,
      },
      receipts: receipts.length,
      transactions,
    };
  } finally {
    await gatekeeper.stop();
  }
}

/** The result as people read it. */
function format({ chain, dataset, granted, bought, receipts, transactions }: VaultResult, stage: Stage): string {
  const amount = (value: string) => stage.formatAmount(BigInt(value));
  const facts = [
    ['dataset', `${formatNumber(dataset.sentences)} sentences, ${formatNumber(dataset.bytes)} bytes`],
    ['sealed', `${formatNumber(dataset.sealedBytes)} bytes`],
    ['the researcher read', `${formatNumber(granted.sentences)} sentences`],
    ['and measured the classifier on them', `${(granted.accuracy * 100).toFixed(1)} % right`],
    ['after the revocation', `refused (${granted.refusedAfterRevocation})`],
    ['the buyer paid for an hour', amount(bought.price)],
    ['and read', `${formatNumber(bought.sentences)} sentences`],
    ['after everyone was revoked', `refused (${bought.refusedAfterRevocation})`],
    ['earned until then', amount(bought.earned)],
    ['refunded', amount(bought.refunded)],
    ['read receipts signed', String(receipts)],
  ];
  return [textTable(['', chain], facts, new Set()), '', transactionTable(transactions)].join('\n');
}

/** A dataset is sealed, granted, read and revoked; access to it is sold, and refunded when it is revoked early. */
export const vaultStory: Story<VaultResult> = { name: 'vault', play, format };

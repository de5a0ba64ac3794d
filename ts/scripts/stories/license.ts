import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Address, Hex, LocalAccount } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { addressContent, verifyContent } from '../../content/index.ts';
import { languageClassifier, startLicensedGateway } from '../../gateway/index.ts';
import { createLicensedFetch, type LicensedFetch, NotServedError } from '../../licensing/index.ts';
import {
  modelIdOf,
  nativeToken,
  type Plan,
  perpetualPlan,
  type Share,
  splitIdOf,
  timedPlan,
  totalParts,
  usesPlan,
} from '../../protocol/index.ts';
import { say } from '../../terminal/progress.ts';
import { formatNumber, textTable } from '../../terminal/textTable.ts';
import { readCorpus } from '../corpus.ts';
import type { Actor, Stage } from '../stage.ts';
import type { Story } from './story.ts';
import { collectTransactions, type Mined, type StoryTransaction, transactionTable } from './transactions.ts';

/** What the story ends with. Amounts in the token's smallest unit, as decimal strings. */
export type LicenseResult = {
  story: 'license';
  chain: string;
  license: Address;
  token: Address;
  model: { modelId: Hex; parentId: Hex; cid: string; bytes: number };
  /** By who asked. */
  asked: Record<string, Asked>;
  /** Uses that one redemption took. */
  redeemedUses: string;
  earned: string;
  payees: { name: string; parts: number; owed: string; received: string }[];
  transactions: StoryTransaction[];
};

const parentParts = 200_000;
const authorParts = 700_000;
const annotatorParts = totalParts - parentParts - authorParts;
const partsOf = { lab: parentParts, author: authorParts, annotator: annotatorParts };
const soldUses = 5;
const monthSeconds = 30n * 86_400n;

/** The embedded model's code and weights, as its package has them. */
const weights = dirname(createRequire(import.meta.url).resolve('lande'));

type Cast = {
  stage: Stage;
  creator: Actor;
  buyer: Actor;
  mined: Mined;
};

/** Payees, licensees and callers, none of whom sends a transaction. */
type People = Record<'lab' | 'author' | 'annotator' | 'user' | 'studio' | 'seat' | 'stranger', LocalAccount>;

/** A key of a story's person who sends no transaction. */
function newcomer() {
  return privateKeyToAccount(generatePrivateKey());
}

/** Twelve random bytes: on a chain that lasts, every run publishes models of its own. */
function randomNumber(): bigint {
  return BigInt(`0x${Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('hex')}`);
}

async function publish({ creator, mined }: Cast, { lab, author, annotator }: People) {
  let bytes = 0n;
  const { cid, modelURI, contentDigest } = await addressContent({
    path: weights,
    onProgress: (hashed) => {
      bytes = hashed;
    },
  });
  await verifyContent({ path: weights, cid });
  const address = creator.account.address;
  const parentId = modelIdOf(address, randomNumber());
  const labShares: Share[] = [{ payee: lab.address, parts: totalParts }];
  const parent = { modelId: parentId, modelURI, contentDigest, shares: labShares, royaltyParts: parentParts };
  await mined('publish the base model', await creator.license.publishModel(parent));

  const modelId = modelIdOf(address, randomNumber());
  const shares: Share[] = [
    { payee: author.address, parts: authorParts },
    { payee: annotator.address, parts: annotatorParts },
  ];
  const parents = [{ modelId: parentId, parts: parentParts }];
  const derived = { modelId, modelURI, contentDigest, parents, shares };
  await mined('publish a model derived from it', await creator.license.publishModel(derived));
  return {
    modelId,
    parentId,
    cid,
    bytes,
    splits: { parent: splitIdOf(parentId, labShares), own: splitIdOf(modelId, shares) },
  };
}

/** Three plans, whose prices do not divide evenly. */
async function openPlans({ stage, creator, mined }: Cast, modelId: Hex, splitId: Hex) {
  const { price, token } = stage;
  const plans = {
    uses: usesPlan({ modelId, token, uses: BigInt(soldUses), price: price * 333n + 1n }),
    timed: timedPlan({ modelId, token, seconds: monthSeconds, price: price * 1_000n + 1n }),
    perpetual: perpetualPlan({ modelId, token, price: price * 10_000n + 3n }),
  };
  for (const plan of Object.values(plans)) {
    await mined(`open a plan: ${plan.kind}`, await creator.license.openPlan({ plan, splitId }));
  }
  return plans;
}

/** In a token by permit, or in the native coin with the call. */
async function acquire({ buyer, mined }: Cast, plan: Plan, licensee: Address, what: string): Promise<void> {
  const native = plan.token === nativeToken;
  const hash = native
    ? await buyer.license.acquire({ plan, licensee })
    : await buyer.license.acquireWithPermit({ plan, licensee });
  await mined(`${what}${native ? '' : ', by permit'}`, hash);
}

/** In a token by an EIP-3009 authorisation that somebody else brings. */
async function acquireSigned(cast: Cast, plan: Plan, licensee: Address, what: string): Promise<void> {
  const { buyer, creator, mined } = cast;
  if (plan.token === nativeToken) return acquire(cast, plan, licensee, what);
  const validBefore = (await buyer.getBlock()).timestamp + 3_600n;
  const authorization = await buyer.license.signPurchaseAuthorization({ plan, licensee, validBefore });
  const hash = await creator.license.acquireWithAuthorization({ plan, licensee, authorization });
  await mined(`${what}, by EIP-3009, sent by another`, hash);
}

/** What a caller's requests came to: answers, and refusals by their reason. */
type Asked = { served: number; refused: Record<string, number> };

/** Asks the gateway with every sentence. */
async function ask(url: string, licensedFetch: LicensedFetch, sentences: readonly string[]): Promise<Asked> {
  const asked: Asked = { served: 0, refused: {} };
  for (const input of sentences) {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ input }) };
    try {
      const response = await licensedFetch(`${url}/v1/classifications`, init);
      if (!response.ok) throw new Error(`the gateway answered ${response.status}: ${await response.text()}`);
      asked.served += 1;
    } catch (error) {
      if (!(error instanceof NotServedError)) throw error;
      asked.refused[error.type] = (asked.refused[error.type] ?? 0) + 1;
    }
  }
  return asked;
}

/** Everybody asks: who has a licence is answered, who has none or has used it up is refused. */
async function useModel({ stage, creator, buyer, mined }: Cast, modelId: Hex, people: People) {
  const { license } = stage;
  const chainId = stage.chain.id;
  const gateway = await startLicensedGateway({
    chainId,
    license,
    modelId,
    directory: join(stage.directory, 'licensed'),
    client: creator,
    account: creator.account,
    model: languageClassifier(),
  });
  const sentences = readCorpus(soldUses + 1).map(({ text }) => text);
  const as = (account: LocalAccount, licensee = account.address) =>
    ask(
      gateway.url,
      createLicensedFetch({ account, licensee, modelId, chainId, license, client: buyer }),
      account === people.stranger ? sentences.slice(0, 1) : sentences,
    );
  try {
    const asked: Record<string, Asked> = {
      'licensed for a month': await as(buyer.account),
      'a seat of that licence': await as(people.seat, buyer.account.address),
      'licensed for ever': await as(people.studio),
      [`licensed for ${soldUses} uses`]: await as(people.user),
      'not licensed': await as(people.stranger),
    };
    const hash = await creator.license.redeemUsage({ vouchers: await gateway.pendingUsage() });
    const { rows } = await creator.license.waitForRedemption({ hash });
    await mined(`redeem one voucher for ${soldUses} uses`, hash);
    const redeemed = rows.reduce((sum, row) => sum + (row.status === 'redeemed' ? row.uses : 0n), 0n);
    return { asked, redeemed };
  } finally {
    await gateway.stop();
  }
}

async function pay({ creator, mined }: Cast, plans: Plan[], splits: { parent: Hex; own: Hex }, token: Address) {
  await mined('collect what three plans earned', await creator.license.collect({ plans }));
  await mined("roll up the base model's part", await creator.license.rollUp({ splitIds: [splits.own], token }));
  const claims = [
    { name: 'pay the base model', splitId: splits.parent, index: 0 },
    { name: 'pay the author', splitId: splits.own, index: 0 },
    { name: 'pay the annotator', splitId: splits.own, index: 1 },
  ];
  const received = new Map<Address, bigint>();
  for (const { name, ...claim } of claims) {
    const hash = await creator.license.claim({ ...claim, token });
    await mined(name, hash);
    const { payee, amount } = (await creator.license.waitForEvent({ hash, eventName: 'RevenueClaimed' })).args;
    received.set(payee, amount);
  }
  return received;
}

async function play(stage: Stage): Promise<LicenseResult> {
  const { provider: creator, client: buyer, license, token } = stage;
  const { transactions, mined } = collectTransactions(creator);
  const cast: Cast = { stage, creator, buyer, mined };
  const people: People = {
    lab: newcomer(),
    author: newcomer(),
    annotator: newcomer(),
    user: newcomer(),
    studio: newcomer(),
    seat: newcomer(),
    stranger: newcomer(),
  };

  say('publishing a model, and one that derives from it');
  const { splits, ...model } = await publish(cast, people);
  const plans = await openPlans(cast, model.modelId, splits.own);

  say('selling licences');
  await acquire(cast, plans.timed, buyer.account.address, 'buy a month');
  await acquire(cast, plans.timed, buyer.account.address, 'renew it early');
  await acquire(cast, plans.uses, people.user.address, `buy ${soldUses} uses for another`);
  await acquireSigned(cast, plans.perpetual, people.studio.address, 'buy a licence for ever for another');
  const { expiresAt } = await buyer.license.getLicense({ modelId: model.modelId, account: buyer.account.address });
  const seats = [people.seat.address];
  await mined('name a seat', await buyer.license.setSeats({ modelId: model.modelId, seats, until: expiresAt }));

  say('serving the licensed, refusing the others');
  const { asked, redeemed } = await useModel(cast, model.modelId, people);

  say('paying everyone whose work is in it');
  const sold = [plans.timed, plans.timed, plans.uses, plans.perpetual];
  const earned = sold.reduce((sum, { price }) => sum + price, 0n);
  const { tokens } = await creator.license.getRevenue({ token });
  const owed = tokens.flatMap(({ payees }) => payees);
  const received = await pay(cast, Object.values(plans), splits, token);
  const payees = (['lab', 'author', 'annotator'] as const).map((name) => {
    const { address } = people[name];
    const outstanding = owed.find(({ payee }) => payee === address)?.outstanding ?? 0n;
    const amount = received.get(address) ?? 0n;
    if (amount !== outstanding) throw new Error(`${name} is owed ${outstanding} by the events and got ${amount}`);
    return { name, parts: partsOf[name], owed: outstanding.toString(), received: amount.toString() };
  });
  return {
    story: 'license',
    chain: stage.name,
    license,
    token,
    model: { ...model, bytes: Number(model.bytes) },
    asked,
    redeemedUses: redeemed.toString(),
    earned: earned.toString(),
    payees,
    transactions,
  };
}

/** The result as people read it. */
function format(result: LicenseResult, { formatAmount }: Stage): string {
  const facts = [
    ['model', `${result.model.cid} (${formatNumber(result.model.bytes)} bytes)`],
    ...Object.entries(result.asked).map(([name, { served, refused }]) => [
      name,
      [`${served} answered`, ...Object.entries(refused).map(([reason, count]) => `${count} refused (${reason})`)].join(
        ', ',
      ),
    ]),
    ['uses redeemed by one voucher', result.redeemedUses],
    ['earned', formatAmount(BigInt(result.earned))],
    ...result.payees.map(({ name, parts, received }) => [
      `paid to the ${name}, ${parts / 10_000} %`,
      formatAmount(BigInt(received)),
    ]),
  ];
  return [textTable(['', result.chain], facts, new Set()), '', transactionTable(result.transactions)].join('\n');
}

/** A model with a parent is published and sold by three plans, used through a gateway, and all whose work is in it are paid. */
export const licenseStory: Story<LicenseResult> = { name: 'license', play, format };

import { join } from 'node:path';
import type { Address } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import {
  type Classification,
  type Gateway,
  languageClassifier,
  startFreeGateway,
  startGateway,
} from '../../gateway/index.ts';
import { createPayer, type ReceivedConsent } from '../../payer/index.ts';
import { type Channel, nativeToken } from '../../protocol/index.ts';
import { say, startProgress } from '../../terminal/progress.ts';
import { formatNumber, textTable } from '../../terminal/textTable.ts';
import { readCorpus } from '../corpus.ts';
import type { Actor, Stage } from '../stage.ts';
import type { Story } from './story.ts';
import { collectTransactions, type Mined, type StoryTransaction, transactionTable } from './transactions.ts';

/** What the story ends with. Amounts in the token's smallest unit, as decimal strings. */
export type InferenceResult = {
  story: 'inference';
  chain: string;
  escrow: Address;
  token: Address;
  inferences: number;
  languages: number;
  /** Share of sentences whose language was named rightly. */
  accuracy: number;
  paid: string;
  returned: string;
  /** Of the settling transaction alone, and of every transaction of the story. */
  gasPerInference: number;
  gasPerInferenceOverall: number;
  /** Median time of a request as the client sees it. */
  milliseconds: { free: number; paid: number; ratio: number };
  transactions: StoryTransaction[];
};

const noticeSeconds = 172_800;
const validSeconds = 3_600n;

/** An hour from now by the chain's clock, in unix seconds. */
async function inAnHour(client: Actor): Promise<bigint> {
  return (await client.getBlock()).timestamp + validSeconds;
}

async function depositOnce({ client, token }: Stage, amount: bigint, mined: Mined): Promise<void> {
  if (token === nativeToken) {
    await mined('deposit', await client.ledger.depositNative({ amount }));
    return;
  }
  await mined('deposit by permit', await client.ledger.depositWithPermit({ token, amount }));
}

async function openChannel(stage: Stage, amount: bigint, mined: Mined) {
  const { client, provider, token } = stage;
  const signer = stage.actor(privateKeyToAccount(generatePrivateKey()));
  const channel: Channel = {
    signer: signer.account.address,
    receiver: provider.account.address,
    token,
    salt: Math.floor(Math.random() * 2 ** 32),
  };
  const deadline = await inAnHour(client);
  const opening = { channel, payer: client.account.address, amount, noticeSeconds, deadline };
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const { blockNumber } = await mined('open the channel', await client.inference.open({ opening, signerSignature }));
  return { channel, signer, blockNumber };
}

async function untilFinal({ client, finality }: Stage, blockNumber: bigint): Promise<void> {
  const final = async () =>
    finality === 'finalized'
      ? (await client.getBlock({ blockTag: 'finalized' })).number
      : (await client.getBlockNumber()) - BigInt(finality) + 1n;
  while ((await final()) < blockNumber) await new Promise((resolve) => setTimeout(resolve, client.pollingInterval));
}

function requestOf(text: string): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ input: text }) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

async function timed(fetchFunction: Fetch, url: string, text: string) {
  const start = performance.now();
  const response = await fetchFunction(`${url}/v1/classifications`, requestOf(text));
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  const { language } = (await response.json()) as Classification;
  return { language, milliseconds: performance.now() - start };
}

/** Buys every inference and, after each, asks for the same one where it is free, so that both see the same machine. */
async function buy(
  stage: Stage,
  gateway: Gateway,
  freeUrl: string,
  opened: Awaited<ReturnType<typeof openChannel>>,
  count: number,
) {
  const samples = readCorpus(count);
  const payer = createPayer({
    client: stage.client,
    account: opened.signer.account,
    channel: opened.channel,
    domain: { chainId: stage.chain.id, escrow: stage.escrow },
    maxPricePerRequest: stage.price,
  });
  const progress = startProgress('paid inferences', samples.length);
  const times = { paid: [] as number[], free: [] as number[] };
  let right = 0;
  for (const [index, { text, language }] of samples.entries()) {
    const bought = await timed(payer.fetch, gateway.url, text);
    const free = await timed(fetch, freeUrl, text);
    times.paid.push(bought.milliseconds);
    times.free.push(free.milliseconds);
    if (bought.language === language) right += 1;
    progress.step(index + 1);
  }
  return {
    languages: new Set(samples.map(({ language }) => language)).size,
    accuracy: right / samples.length,
    payer,
    milliseconds: { free: median(times.free), paid: median(times.paid) },
  };
}

async function closeAndWithdraw({ client, token }: Stage, consent: ReceivedConsent, mined: Mined): Promise<bigint> {
  await mined('close with consent', await client.inference.closeWithConsent(consent));
  const amount = await client.ledger.getBalance({ account: client.account.address, token });
  await mined('withdraw the rest', await client.ledger.withdraw({ token, amount }));
  return amount;
}

async function play(stage: Stage, count: number): Promise<InferenceResult> {
  const { client, provider, escrow, token, price, finality } = stage;
  const { mined, transactions } = collectTransactions(client);
  const budget = price * BigInt(count) * 2n;

  say('the provider starts its gateway');
  const model = languageClassifier();
  const gateway = await startGateway({
    chainId: stage.chain.id,
    escrow,
    token,
    price,
    finality,
    directory: join(stage.directory, 'gateway'),
    client: provider,
    account: provider.account,
    model,
    settleAmount: budget,
    pollSeconds: 1,
  });
  const free = await startFreeGateway({ model });
  try {
    say(`the client deposits ${stage.formatAmount(budget)} and opens a channel`);
    await depositOnce(stage, budget, mined);
    const opened = await openChannel(stage, budget, mined);
    await untilFinal(stage, opened.blockNumber);
    const { payer, milliseconds, accuracy, languages } = await buy(stage, gateway, free.url, opened, count);

    say('the provider settles, the client closes and withdraws');
    const settlements = await gateway.settle();
    for (const { transaction } of settlements) await mined('settle', transaction);
    const settled = settlements.reduce((sum, { gasUsed }) => sum + Number(gasUsed), 0);
    const { claimed } = await client.inference.getChannel({ channel: opened.channel });
    const owed = payer.cumulativeAmount();
    if (claimed !== owed) throw new Error(`${owed} is owed, but ${claimed} was settled`);
    const returned = await closeAndWithdraw(stage, await payer.requestClose(gateway.url), mined);

    return {
      story: 'inference',
      chain: stage.name,
      escrow,
      token,
      inferences: count,
      languages,
      accuracy,
      paid: claimed.toString(),
      returned: returned.toString(),
      gasPerInference: settled / count,
      gasPerInferenceOverall: transactions.reduce((sum, { gas }) => sum + gas, 0) / count,
      milliseconds: { ...milliseconds, ratio: milliseconds.paid / milliseconds.free },
      transactions,
    };
  } finally {
    await free.stop();
    await gateway.stop();
  }
}

function format(result: InferenceResult, { formatAmount }: Stage): string {
  const { milliseconds } = result;
  const facts = [
    ['inferences bought', `${formatNumber(result.inferences)} in ${result.languages} languages`],
    ['accuracy', `${(result.accuracy * 100).toFixed(1)} %`],
    ['paid', formatAmount(BigInt(result.paid))],
    ['returned to the client', formatAmount(BigInt(result.returned))],
    ['gas per inference, settling', formatNumber(result.gasPerInference, 1)],
    ['gas per inference, everything', formatNumber(result.gasPerInferenceOverall, 1)],
    ['a free request (median)', `${milliseconds.free.toFixed(1)} ms`],
    ['a paid request (median)', `${milliseconds.paid.toFixed(1)} ms (${milliseconds.ratio.toFixed(1)} ×)`],
  ];
  return [textTable(['', result.chain], facts, new Set()), '', transactionTable(result.transactions)].join('\n');
}

/** From a deposit to paid, settled inference and the rest back: the package's main job. */
export const inferenceStory: Story<InferenceResult> = {
  name: 'inference',
  play: (stage, { inferences }) => play(stage, inferences),
  format,
};

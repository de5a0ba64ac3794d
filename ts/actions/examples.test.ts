import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import * as viem from 'viem';
import { beforeAll, expect, test } from 'vitest';
import * as tallystick from '../index.ts';
import * as sealing from '../sealing/index.ts';
import { startAnvil } from '../testing/anvil.ts';
import { createLicenseContext, type LicenseContext, month, price } from '../testing/licenses.ts';
import { createVaultContext, type VaultContext, wrappedKey } from '../testing/vaults.ts';

const TWO_DAYS = 172_800;
const root = fileURLToPath(new URL('..', import.meta.url));

let context: LicenseContext;
let vaultContext: VaultContext;
let closable: tallystick.Channel;
let nextNumber = 1_000;

/** The chain starts two days ago and is moved to the present, so that examples that close a channel find its notice over. */
beforeAll(async () => {
  const timestamp = Math.floor(Date.now() / 1000) - TWO_DAYS;
  const anvil = await startAnvil(['--timestamp', String(timestamp)]);
  context = await createLicenseContext(import.meta.url, anvil.rpcUrl);
  vaultContext = await createVaultContext(`${import.meta.url}#vault`, anvil.rpcUrl);
  closable = await context.openChannel(nextNumber, 5_000_000n);
  const hash = await context.payer.inference.startClose({ channel: closable });
  await context.payer.inference.waitForTransaction({ hash });
  await context.advance(TWO_DAYS);
  return anvil.stop;
});

type Example = { file: string; imports: string[]; body: string };

function examplesOf(file: string): Example[] {
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(/^ \* @example\n((?: \*.*\n)+?) \*\/$/gm)].map(([, block = '']) => {
    const lines = block.split('\n').map((line) => line.replace(/^ \* ?/, ''));
    const body = lines.filter((line) => !line.startsWith('import ')).join('\n');
    return { file, imports: lines.filter((line) => line.startsWith('import ')), body };
  });
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name));
}

const actions = ['actions/ledger', 'actions/inference', 'actions/license', 'actions/vault']
  .flatMap(sourcesIn)
  .filter((file) => !file.endsWith('index.ts'));
const others = ['actions', 'client', 'protocol', 'protocol/license', 'protocol/vault'].flatMap(sourcesIn);
const examples = [...actions, ...others].flatMap(examplesOf);

/** What the examples of licences take for granted: a model of its own for each, with a plan in the token and a price per use. */
async function licenseScope() {
  const { creator, buyer, relayer, chain, license, token, mined } = context;
  const { modelId, splitId } = await context.publish(BigInt(nextNumber));
  const plan = tallystick.timedPlan({ modelId, price, token, seconds: month });
  await context.sell(plan, splitId);
  await mined(creator.license.setPricePerUse({ modelId, splitId, pricePerUse: 1_000n }));
  return {
    creator: creator.account,
    buyer: buyer.account,
    relayer: relayer.account,
    chain,
    license,
    token,
    modelId,
    splitId,
    plan,
    deadline: (await context.now()) + 3_600n,
  };
}

/** What the examples of the vault take for granted: a dataset of its own for each, an offer of it, and a purchase that waits. */
async function vaultScope() {
  const { owner, researcher, buyer, gatekeeper, relayer, chain, vault, token, register, offerOf } = vaultContext;
  const datasetId = await register(BigInt(nextNumber));
  const offer = offerOf(datasetId);
  await vaultContext.open(offer);
  const purchase = await vaultContext.buy(offer);
  const now = await vaultContext.now();
  return {
    owner: owner.account,
    researcher: researcher.account,
    buyer: buyer.account,
    gatekeeper: gatekeeper.account,
    relayer: relayer.account,
    chain,
    vault,
    token,
    datasetId,
    offer,
    purchase,
    wrappedKey,
    dataKey: sealing.generateDataKey(),
    publicKey: viem.keccak256(datasetId),
    expiry: now + 86_400n,
    deadline: now + 3_600n,
  };
}

/** The scope of the contract that a file is about. */
function scopeOf(file: string) {
  if (file.includes('vault')) return vaultScope();
  return file.includes('license') ? licenseScope() : escrowScope();
}

/** What the other examples take for granted, with money for each of them. */
async function escrowScope() {
  const { payer, signer, provider, relayer, chain, escrow, token } = context;
  const channel = await context.openChannel(nextNumber, 5_000_000n);
  await context.fund(payer, 5_000_000n);
  await context.mint(payer.account.address, 5_000_000n);
  nextNumber += 1;
  const opening = await context.openingOf(context.channelOf(nextNumber), 1_000_000n);
  return {
    payer: payer.account,
    signer: signer.account,
    provider: provider.account,
    relayer: relayer.account,
    chain,
    escrow,
    token,
    channel,
    closable,
    opening,
    deadline: opening.deadline,
    signature: await signer.inference.signVoucher({ channel, cumulativeAmount: 1n }),
  };
}

/** Runs an example; what it logs with a comment behind must be what the comment says. */
async function run({ file, imports, body }: Example) {
  nextNumber += 1;
  const scope = await scopeOf(file);
  const http = () => viem.http(context.rpcUrl);
  const modules: Record<string, object> = { viem, tallystick, 'tallystick/sealing': sealing };
  const imported = imports.flatMap((line) => {
    const [, names = '', from = ''] = /^import \{ (.+) \} from '(.+)'$/.exec(line) ?? [];
    const found = modules[from];
    if (!found) throw new Error(`an example imports what cannot be resolved: ${line}`);
    return names.split(', ').map((name) => {
      if (!(name in found)) throw new Error(`${from} has no ${name}`);
      return [name, found[name as keyof typeof found]] as const;
    });
  });
  const check = (actual: unknown, expected: string) => expect(inspect(actual)).toBe(expected);
  const values = { ...Object.fromEntries(imported), ...scope, http, console: { log: () => undefined }, check };
  const checked = body.replace(/console\.log\((.+)\) \/\/ (.+)$/gm, (_, value, expected) => {
    return `check(${value}, ${JSON.stringify(expected)})`;
  });
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  await AsyncFunction(...Object.keys(values), `{ ${checked}\n }`)(...Object.values(values));
}

test.each(actions)('%s has an example', (file) => {
  expect(examplesOf(file).length).toBeGreaterThan(0);
});

test.each(examples)('the example in $file runs', async (example) => {
  await run(example);
});

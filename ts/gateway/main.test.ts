import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, runOrThrow } from '../terminal/process.ts';
import { createTestContext, type TestContext, testKey } from '../testing/context.ts';
import { classify, payerOf, price, removeDirectory, temporaryDirectory, until } from './e2e/support.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

let context: TestContext;
let directory: string;
/** A complete command line. */
let flags: Record<string, string>;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  directory = await temporaryDirectory();
  const passwordFile = join(directory, 'password');
  await writeFile(passwordFile, 'a password');
  const key = ['--private-key', testKey(import.meta.url, 'provider'), '--unsafe-password', 'a password'];
  await runOrThrow('cast', ['wallet', 'import', 'provider', '--keystore-dir', directory, ...key]);
  flags = {
    'rpc-url': context.rpcUrl,
    keystore: join(directory, 'provider'),
    'password-file': passwordFile,
    'chain-id': String(context.chain.id),
    escrow: context.escrow,
    token: context.token,
    price: String(price),
    directory: join(directory, 'gateway'),
    finality: '1',
    'poll-seconds': '0.1',
    'minimum-notice-seconds': '86400',
    'settle-before-close-seconds': '43200',
  };
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await removeDirectory(directory);
});

function argsOf(changes: Record<string, string | undefined> = {}): string[] {
  return Object.entries({ ...flags, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}=${value}`],
  );
}

function startCommand(args: readonly string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  const exited = once(child, 'close');
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  createInterface({ input: child.stderr }).on('line', (line) => lines.stderr.push(line));
  const firstLine = once(
    createInterface({ input: child.stdout }).on('line', (line) => lines.stdout.push(line)),
    'line',
  );
  return {
    lines,
    started: Promise.race([firstLine.then(([line]) => String(line)), exited.then(() => lines.stderr.join('\n'))]),
    stop: async (signal: 'SIGTERM' | 'SIGINT') => {
      child.kill(signal);
      const [code] = await exited;
      children.delete(child);
      return code;
    },
  };
}

test('sells an inference, settles it, tells so, and stops when asked to', async () => {
  const channel = await context.openChannel(1, 10n * price);
  const command = startCommand([...argsOf({ price: undefined }), '--json', '--settle-amount', String(price)], {
    TALLYSTICK_PRICE: String(price),
  });
  const started = JSON.parse(await command.started);
  expect(started).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    receiver: context.provider.account.address,
    chainId: context.chain.id,
    escrow: context.escrow,
    token: context.token,
    price: String(price),
  });

  const response = await classify(payerOf(context, channel), started, 'Guten Morgen, wie geht es Ihnen?');
  expect(await response.json()).toMatchObject({ language: 'deu' });
  const claimed = async () => (await context.provider.inference.getChannel({ channel })).claimed;
  await until(async () => (await claimed()) === price);
  await until(() => command.lines.stderr.length === 1);

  expect(await command.stop('SIGTERM')).toBe(0);
  expect(command.lines.stdout).toHaveLength(1);
  const [event] = command.lines.stderr.map((line) => JSON.parse(line));
  expect(event).toMatchObject({ type: 'settled', settlement: { status: 'success', amount: String(price) } });
  await expect(fetch(`${started.url}/healthz`)).rejects.toThrow(TypeError);
}, 60_000);

test('a second start goes on with the same records, and stops on SIGINT too', async () => {
  const command = startCommand(argsOf(), {});
  expect(await command.started).toMatch(/^serving at http:\/\/127\.0\.0\.1:\d+ for 0x/);
  expect(await command.stop('SIGINT')).toBe(0);
  expect(command.lines.stderr).toEqual([]);
}, 60_000);

test.each([
  ["Unknown option '--colour'", { colour: 'red' }],
  ['--price=0: must be at least 1', { price: '0' }],
  ['--escrow is missing', { escrow: undefined }],
  ['--rpc-url is missing; TALLYSTICK_RPC_URL may stand for it', { 'rpc-url': undefined }],
  ['/nowhere/keystore cannot be opened', { keystore: '/nowhere/keystore' }],
  ['Mac Mismatch', { 'password-file': main }],
  ['the RPC of --rpc-url does not answer', { 'rpc-url': 'http://127.0.0.1:1' }],
  ['chainId=1: the RPC serves chain 31337', { 'chain-id': '1' }],
])(
  'ends with one clear line: %s',
  async (line, changes) => {
    const { code, stdout, stderr } = await run(process.execPath, ['--import', 'tsx', main, ...argsOf(changes)]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  },
  60_000,
);

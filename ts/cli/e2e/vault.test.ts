import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Address } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeDirectory, temporaryDirectory } from '../../gateway/e2e/support.ts';
import { datasetIdOf } from '../../protocol/index.ts';
import { runOrThrow } from '../../terminal/process.ts';
import { createTestContext, type TestContext, testKey } from '../../testing/context.ts';
import { runCommand } from '../command.ts';
import { COMMANDS } from '../commands.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const secret = 'pulse 61, pulse 64, pulse 59\n';

let context: TestContext;
let directory: string;
let server: ChildProcess | undefined;
const addresses: Record<string, Address> = {};

const path = (name: string) => join(directory, name);
const chainFlags = () => ['--rpc-url', context.rpcUrl, '--vault', context.vault];
const accountFlags = (name: string) => [...chainFlags(), '--keystore', path(name), '--password-file', path('password')];
const keyFlags = (name: string) => ['--key-file', path(`${name}.key`), '--key-password-file', path('password')];

/** Runs a command, and reads the JSON that it prints. */
async function tallystick(...args: string[]) {
  return JSON.parse(await runCommand(COMMANDS, ['vault', ...args, '--json']));
}

async function keystore(name: string): Promise<void> {
  const key = ['--private-key', testKey(import.meta.url, name), '--unsafe-password', 'a password'];
  await runOrThrow('cast', ['wallet', 'import', name, '--keystore-dir', directory, ...key]);
  addresses[name] = (await context.clientOf(name)).account.address;
}

/** Starts `vault serve` as a process of its own, and returns where it serves. */
async function serve(...args: string[]): Promise<string> {
  server = spawn(process.execPath, ['--import', 'tsx', main, 'vault', 'serve', ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!server.stdout) throw new Error('the server has no output');
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  return JSON.parse(line).url;
}

async function stopServing(): Promise<number | null> {
  if (!server) return null;
  const exited = once(server, 'exit');
  server.kill('SIGTERM');
  const [code] = await exited;
  server = undefined;
  return code;
}

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
  directory = await temporaryDirectory();
  await writeFile(path('password'), 'a password\n');
  await writeFile(path('study.csv'), secret);
  await keystore('owner');
  await keystore('researcher');
});

afterAll(async () => {
  await stopServing();
  await removeDirectory(directory);
});

test('an owner seals, registers, grants and revokes; a researcher fetches; the reads are on record', async () => {
  const owner = addresses['owner'] as Address;
  const researcher = addresses['researcher'] as Address;
  const datasetId = datasetIdOf(owner, 1n);
  const dataset = ['--dataset', datasetId];

  const sealing = ['seal', path('study.csv'), '--owner', owner, '--number', '1', '--output', path('study.sealed')];
  const sealed = await tallystick(...sealing, ...keyFlags('owner'));
  expect(sealed).toMatchObject({ datasetId, revision: 1 });
  expect(await readFile(path('study.sealed'), 'latin1')).not.toContain('pulse');
  const locator = ['--locator', 'https://data.example'];
  await tallystick('register', path('study.sealed'), ...locator, ...accountFlags('owner'));

  await tallystick('key', ...keyFlags('researcher'));
  await tallystick('key', '--publish', ...keyFlags('researcher'), ...accountFlags('researcher'));
  const reader = ['--researcher', researcher];
  const granted = await tallystick(
    'grant',
    ...dataset,
    ...reader,
    ...['--for', '1h', '--purpose', 'Study of pulses'],
    ...keyFlags('owner'),
    ...accountFlags('owner'),
  );
  expect(granted).toMatchObject({ researcher, revision: 1, version: 1 });

  const url = await serve(path('study.sealed'), '--directory', path('gatekeeper'), ...chainFlags());
  const fetchTo = (output: string) =>
    tallystick(
      'fetch',
      ...dataset,
      ...['--url', url, '--output', path(output)],
      ...keyFlags('researcher'),
      ...accountFlags('researcher'),
    );
  await fetchTo('copy.csv');
  expect(await readFile(path('copy.csv'), 'utf8')).toBe(secret);

  await tallystick('revoke', ...dataset, ...reader, ...accountFlags('owner'));
  await expect(fetchTo('later.csv')).rejects.toThrow('access_not_live');
  await expect(readFile(path('later.csv'))).rejects.toThrow('ENOENT');

  expect(await stopServing()).toBe(0);
  const records = await tallystick('receipts', ...dataset, '--directory', path('gatekeeper'), ...chainFlags());
  expect(records.receipts).toMatchObject([{ researcher, revision: 1 }]);
}, 60_000);

test('a second revision is sealed under another key, and published after the first', async () => {
  const owner = addresses['owner'] as Address;
  const datasetId = datasetIdOf(owner, 2n);
  const sealing = (revision: string) => [
    ...['seal', path('study.csv'), '--dataset', datasetId, '--revision', revision],
    ...['--output', path(`two.${revision}`), ...keyFlags('owner')],
  ];
  const registering = (revision: string) =>
    tallystick('register', path(`two.${revision}`), '--locator', 'https://data.example', ...accountFlags('owner'));
  const first = await tallystick(...sealing('1'));
  const second = await tallystick(...sealing('2'));
  expect(second.contentDigest).not.toBe(first.contentDigest);
  await expect(registering('2')).rejects.toThrow('is revision 2');
  await registering('1');
  const [dataset, reader] = [
    ['--dataset', datasetId],
    ['--researcher', addresses['researcher'] as Address],
  ];
  await tallystick('grant', ...dataset, ...reader, '--for', '1h', ...keyFlags('owner'), ...accountFlags('owner'));
  await registering('2');
  const client = await context.clientOf('owner');
  expect(await client.vault.getDataset({ datasetId })).toMatchObject({
    revision: 2,
    ciphertextHash: second.ciphertextHash,
  });
  const rewrapped = await tallystick('rewrap', ...dataset, ...keyFlags('owner'), ...accountFlags('owner'));
  expect(rewrapped).toMatchObject({ revision: 2, researchers: [addresses['researcher']], withoutKey: [] });
}, 60_000);

test.each([
  [['vault', 'burn'], 'there is no command "vault burn"; there are: vault key, vault seal'],
  [['vault', 'seal'], 'one file is sealed'],
  [['vault', 'seal', 'FILE'], '--output is missing; TALLYSTICK_OUTPUT may stand for it'],
  [['vault', 'seal', 'FILE', '--colour'], "Unknown option '--colour'"],
  [['vault', 'revoke', '--dataset', '0x12'], '--dataset=0x12: must be 32 bytes in hex'],
  [['vault', 'revoke', '--dataset', `0x${'12'.repeat(32)}`], 'either --researcher ADDRESS or --all'],
])('%j ends with one clear error', async (args, message) => {
  await expect(runCommand(COMMANDS, args)).rejects.toThrow(message);
});

test('the help lists every command, and each has its own', async () => {
  const all = await runCommand(COMMANDS, ['--help']);
  for (const { words, summary } of COMMANDS) {
    expect(all).toContain(`tallystick ${words}`);
    expect(await runCommand(COMMANDS, [...words.split(' '), '--help'])).toContain(summary);
  }
});

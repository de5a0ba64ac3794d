import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What a program left behind when it ended. `code` is null if a signal ended it. */
export type Ended = { code: number | null; stdout: string; stderr: string };

/** A program that could not be started, or ended with an exit code that its caller does not accept. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly command: string,
    readonly code: number | null,
    readonly output: string,
  ) {
    super(`\`${command}\` ended with ${code === null ? 'a signal' : `exit code ${code}`}:\n${output.slice(-4_000)}`);
  }
}

/** A command was called with the wrong words. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The environment of this process, with the programs of `node_modules/.bin` found first. */
export function environment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const path = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...process.env, ...extra, PATH: path };
}

/** Runs a program to its end and returns what it printed, whatever its exit code. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: environment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}

/** Runs a program that must succeed. @throws {CommandError} on any other exit code than zero. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const ended = await run(command, args, options);
  if (ended.code !== 0) {
    throw new CommandError([command, ...args].join(' '), ended.code, `${ended.stdout}${ended.stderr}`);
  }
  return ended;
}

/** Runs `main`; an error becomes one line on stderr and exit code 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    process.exitCode = 1;
  }
}

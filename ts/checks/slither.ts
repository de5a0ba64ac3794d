// `npm run slither`: static analysis of src/. Any finding of medium or higher fails, unless a comment in the source turns
// that detector off for that line and gives the reason.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, ROOT, run, runMain, runOrThrow } from '../terminal/process.ts';
import { pythonEnvironment } from './python.ts';

const VERSION = '0.11.6';
const PACKAGE = 'slither-analyzer';
const FOLDER = join(ROOT, 'cache', 'slither');

/** A command line that starts slither: the installed one, else through pipx, else from a virtual environment of ours. */
async function findSlither(): Promise<[string, ...string[]]> {
  if (await answers('slither', ['--version'], VERSION)) return ['slither'];
  if (await answers('pipx', ['--version'], '')) return ['pipx', 'run', '--spec', `${PACKAGE}==${VERSION}`, 'slither'];
  return [join(await pythonEnvironment(PACKAGE, VERSION), 'slither')];
}

async function answers(command: string, args: readonly string[], version: string): Promise<boolean> {
  try {
    const { code, stdout } = await run(command, args);
    return code === 0 && stdout.includes(version);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

async function main(): Promise<void> {
  const [command, ...first] = await findSlither();
  const out = join(FOLDER, 'out');
  rmSync(out, { recursive: true, force: true });
  const env = { FOUNDRY_OUT: out, FOUNDRY_CACHE_PATH: join(FOLDER, 'cache') };
  await runOrThrow('forge', ['build', 'src', '--force', '--build-info'], { env });
  const args = ['.', '--ignore-compile', '--foundry-out-directory', out, '--config-file', 'slither.config.json'];
  const { code, stdout, stderr } = await run(command, [...first, ...args]);
  const output = `${stdout}${stderr}`;
  const analysed = /analyzed \((\d+) contracts with (\d+) detectors\), (\d+) result/.exec(output);
  if (code !== 0 || analysed?.[3] !== '0') throw new CommandError('slither', code, output);
  console.log(`slither ${VERSION}: ${analysed[1]} contracts, ${analysed[2]} detectors, no finding of medium or higher`);
}

await runMain(main);

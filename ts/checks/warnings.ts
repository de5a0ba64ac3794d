// `npm run warnings`: compiles src/ alone and afresh, and fails on any compiler warning. In a build with the tests the
// compiler gives up after the hundreds of warnings of forge-std, ours among them.
import { join } from 'node:path';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';

const FOLDER = join(ROOT, 'cache', 'warnings');

async function main(): Promise<void> {
  await runOrThrow('forge', ['build', 'src', '--force', '--deny', 'warnings'], {
    env: { FOUNDRY_OUT: join(FOLDER, 'out'), FOUNDRY_CACHE_PATH: join(FOLDER, 'cache') },
  });
  console.log('src compiles without a warning');
}

await runMain(main);

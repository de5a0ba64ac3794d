// `npm run generate:check`: regenerates the bindings and compares them with the committed ones, which stay as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';

const BINDINGS = 'ts/generated/contracts.ts';

/** A generated file is not what its generator makes of the sources. */
class StaleFileError extends Error {
  override readonly name = 'StaleFileError';
}

async function main(): Promise<void> {
  const file = join(ROOT, BINDINGS);
  const committed = readFileSync(file, 'utf8');
  await runOrThrow('forge', ['build', 'src']);
  try {
    await runOrThrow('wagmi', ['generate']);
    const fresh = readFileSync(file, 'utf8');
    if (fresh !== committed)
      throw new StaleFileError(`${BINDINGS} differs from what wagmi generates: npm run generate`);
  } finally {
    writeFileSync(file, committed);
  }
  console.log(`${BINDINGS} is what wagmi generates`);
}

await runMain(main);

// Part of `npm run generate:check`: the contracts' bytecode, and so their address, must not depend on where forge finds its
// libraries. Those of a machine with foundryup and those of one with npm alone (ts/setup/prepare.mjs) must give the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTRACTS } from '../deployment/contracts.ts';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';

const LIBRARIES = { foundryup: '["lib","node_modules"]', npm: '["lib/forge-std/src","node_modules"]' };

/** Two machines would deploy different code. */
class NotReproducibleError extends Error {
  override readonly name = 'NotReproducibleError';
}

async function bytecodes(machine: keyof typeof LIBRARIES): Promise<string[]> {
  const folder = join(ROOT, 'cache', 'reproducible', machine);
  const out = join(folder, 'out');
  const env = { FOUNDRY_LIBS: LIBRARIES[machine], FOUNDRY_OUT: out, FOUNDRY_CACHE_PATH: join(folder, 'cache') };
  await runOrThrow('forge', ['build', 'src', '--force'], { env });
  return CONTRACTS.map((name) => {
    const artifact = JSON.parse(readFileSync(join(out, `${name}.sol`, `${name}.json`), 'utf8'));
    return artifact.bytecode.object as string;
  });
}

await runMain(async () => {
  const [here, there] = [await bytecodes('foundryup'), await bytecodes('npm')];
  const different = CONTRACTS.filter((_, index) => here[index] !== there[index]);
  if (different.length > 0) {
    throw new NotReproducibleError(`${different.join(', ')}: other bytecode with libs ${LIBRARIES.npm}`);
  }
  console.log(`${CONTRACTS.join(', ')}: the same bytecode wherever the libraries are`);
});

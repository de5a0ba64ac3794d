// Writes test/vectors: ids, EIP-712 hashes and signatures as this package computes them, which test/differential holds
// against the contracts. `--check` only compares, and fails if they differ.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, runMain } from '../terminal/process.ts';
import { renderVectors } from './vectors/inference.ts';
import { renderLicenseVectors } from './vectors/license.ts';
import { renderVaultVectors } from './vectors/vault.ts';

const FILES = {
  'test/vectors/typedData.json': renderVectors,
  'test/vectors/licenseTypedData.json': renderLicenseVectors,
  'test/vectors/vaultTypedData.json': renderVaultVectors,
} as const;

/** A committed file is not what this package computes. */
class StaleVectorsError extends Error {
  override readonly name = 'StaleVectorsError';

  constructor(readonly file: string) {
    super(`${file} differs from what ts/protocol computes: run ts/scripts/vectors.ts, and review the difference`);
  }
}

await runMain(async () => {
  const onlyCheck = process.argv.includes('--check');
  for (const [file, render] of Object.entries(FILES)) {
    const path = join(ROOT, file);
    const rendered = await render();
    if (onlyCheck && readFileSync(path, 'utf8') !== rendered) throw new StaleVectorsError(file);
    if (!onlyCheck) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, rendered);
    }
    console.log(onlyCheck ? `${file} is current` : `wrote ${file}`);
  }
});

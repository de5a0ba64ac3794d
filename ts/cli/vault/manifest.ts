import { readFile, writeFile } from 'node:fs/promises';
import { type Hex, isHex, size } from 'viem';
import { z } from 'zod';
import { UsageError } from '../../terminal/process.ts';

const bytes32 = z.custom<Hex>((value) => isHex(value) && size(value) === 32, { error: 'must be 32 bytes in hex' });

const manifestSchema = z.strictObject({
  datasetId: bytes32,
  revision: z.int().min(1),
  contentDigest: bytes32,
  ciphertextHash: bytes32,
  plaintextBytes: z.string().regex(/^\d+$/),
});

/** What is public of a sealed file: what goes on chain, and its size. Stands beside it as JSON. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Where the manifest of a sealed file stands. */
export function manifestPathOf(sealed: string): string {
  return `${sealed}.json`;
}

export async function writeManifest(sealed: string, manifest: Manifest): Promise<void> {
  await writeFile(manifestPathOf(sealed), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @throws {UsageError} if it is not there, or no manifest. */
export async function readManifest(sealed: string): Promise<Manifest> {
  const path = manifestPathOf(sealed);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${path}: cannot be read; \`tallystick vault seal\` writes it beside the sealed file`, {
      cause,
    });
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw new UsageError(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

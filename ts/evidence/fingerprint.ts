import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../terminal/process.ts';

const SOURCES = ['src', 'test', 'script', 'ts', 'foundry.toml', 'remappings.txt', 'package-lock.json'] as const;

/** Every file under `path`, relative to the root, sorted. */
function filesUnder(path: string): string[] {
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const child = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(child) : [child];
    })
    .sort();
}

/** A hash of all that decides what a test does, so that results of an older tree are not taken for this one's. */
export function sourceFingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const files = /\.(toml|txt|json)$/.test(source) ? [source] : filesUnder(source);
    for (const file of files)
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(ROOT, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileCandidate, ImportCandidate } from 'ipfs-unixfs-importer';
import { UnsupportedEntryError } from './errors.ts';

/** Bytes in order, as much at a time as the source gives. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** What to do with entries of a folder whose name begins with a dot. */
export type HiddenEntries = 'include' | 'skip';

/** Content to address: a file or folder, or the bytes of one file. */
export type ContentSource =
  | {
      path: string;
      /**
       * `skip` is what `ipfs add -r` does, `include` what it does with `--hidden`. By default a folder with such entries
       * is refused, so that nothing is left out unseen.
       */
      hidden?: HiddenEntries;
    }
  | { stream: ByteStream };

/** The name that a folder has while it is imported. Names are in the folder above, so it does not count. */
const rootName = 'root';

const readBytes = 1_048_576;

function fileCandidate(path: string): FileCandidate {
  return { content: createReadStream(path, { highWaterMark: readBytes }) };
}

async function* candidatesIn(
  folder: string,
  name: string,
  hidden: HiddenEntries | undefined,
): AsyncGenerator<ImportCandidate> {
  const entries = await readdir(folder, { withFileTypes: true });
  let empty = true;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.') && hidden !== 'include') {
      if (hidden === 'skip') continue;
      throw new UnsupportedEntryError(path, "hidden: say whether to 'include' or to 'skip' such entries");
    }
    if (entry.name.includes('\\')) throw new UnsupportedEntryError(path, 'named with a backslash');
    empty = false;
    const below = `${name}/${entry.name}`;
    if (entry.isDirectory()) yield* candidatesIn(path, below, hidden);
    else if (entry.isFile()) yield { path: below, ...fileCandidate(path) };
    else throw new UnsupportedEntryError(path, 'neither a file nor a folder; links are not followed');
  }
  if (empty) yield { path: name };
}

/** What the importer takes. The last thing that it makes of it is the root. */
export async function* candidatesOf(source: ContentSource): AsyncGenerator<ImportCandidate> {
  if ('stream' in source) {
    yield { content: source.stream };
    return;
  }
  const { path, hidden } = source;
  const found = await stat(path);
  if (found.isFile()) yield fileCandidate(path);
  else if (found.isDirectory()) yield* candidatesIn(path, rootName, hidden);
  else throw new UnsupportedEntryError(path, 'neither a file nor a folder');
}

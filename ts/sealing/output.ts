import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OutputExistsError } from './errors.ts';

const ownerOnly = 0o600;

async function writeFully(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
}

/** Writes in order, one write on its way while the next bytes are made. */
export class FileWriter {
  readonly #file: FileHandle;
  #room: Uint8Array;
  #otherRoom: Uint8Array;
  #underWay: Promise<void> = Promise.resolve();

  /** @param room makes buffers for what is written at a time; it is called twice. */
  constructor(file: FileHandle, room: () => Uint8Array) {
    this.#file = file;
    this.#room = room();
    this.#otherRoom = room();
  }

  /** Writes what `make` returns, which may be in the buffer that it is given. */
  async write(make: (room: Uint8Array) => Uint8Array): Promise<void> {
    const bytes = make(this.#room);
    await this.#underWay;
    [this.#room, this.#otherRoom] = [this.#otherRoom, this.#room];
    this.#underWay = writeFully(this.#file, bytes);
    // It is awaited by the next call; until then its failure is nobody's.
    this.#underWay.catch(() => undefined);
  }

  /** Waits until everything was written. */
  async finish(): Promise<void> {
    await this.#underWay;
  }
}

async function requireAbsent(path: string): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found) throw new OutputExistsError(path);
}

/** Takes the name, so that nobody else's file is replaced by the rename that follows. @throws {OutputExistsError} */
async function take(path: string): Promise<void> {
  try {
    await (await open(path, 'wx', ownerOnly)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new OutputExistsError(path);
    throw error;
  }
}

async function publish(temporary: string, output: string, overwrite: boolean): Promise<void> {
  if (!overwrite) await take(output);
  try {
    await rename(temporary, output);
  } catch (error) {
    if (!overwrite) await rm(output, { force: true });
    throw error;
  }
}

/** A file to write as a whole. */
export type WholeFile = { output: string; overwrite?: boolean | undefined };

/**
 * Lets `write` write a temporary file beside `output`, and gives it that name when it is done; if it fails, nothing is left.
 *
 * @throws {OutputExistsError} unless `overwrite` is set, before and after writing.
 */
export async function writeWhole<T>(
  { output, overwrite = false }: WholeFile,
  write: (file: FileHandle) => Promise<T>,
): Promise<T> {
  if (!overwrite) await requireAbsent(output);
  const temporary = join(dirname(output), `.${basename(output)}.${randomBytes(8).toString('hex')}.part`);
  const file = await open(temporary, 'wx', ownerOnly);
  try {
    // Closing waits for what is under way.
    const result = await write(file).finally(() => file.close());
    await publish(temporary, output, overwrite);
    return result;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

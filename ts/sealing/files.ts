import { type FileHandle, open } from 'node:fs/promises';
import { blocksOf, fileSource } from './blocks.ts';
import { sealedSegmentSize, sealedSizeOf, segmentSize } from './format.ts';
import { type OpenOptions, plaintextBlock, startOpening } from './open.ts';
import { FileWriter, writeWhole } from './output.ts';
import { type SealedSummary, Sealer, type SealOptions, sealedBlock } from './seal.ts';

/** From where to where. */
export type FilePaths = {
  /** Path of the file to read. */
  input: string;
  /** Path of the file to write, which only its owner may read (mode 0600). */
  output: string;
  /** Whether a file at `output` may be replaced; by default it may not. */
  overwrite?: boolean | undefined;
};

async function reading<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await read(file);
  } finally {
    await file.close();
  }
}

/** A file to seal. */
export type SealFileParameters = FilePaths & SealOptions;

/**
 * Seals a file of any size with about 6 MiB of buffers. The output is there when it is whole, or not at all.
 *
 * @throws {OutputExistsError}
 * @throws {FileTooLargeError} beyond `maxSize`.
 * @throws {InvalidBytesError} unless `dataKey` has 32 bytes.
 *
 * @example
 * import { sealFile } from 'tallystick/sealing'
 *
 * const { dataKey, contentDigest, ciphertextHash } = await sealFile({ input: 'genome.vcf', output: 'genome.sealed' })
 */
export async function sealFile({ input, output, overwrite, ...options }: SealFileParameters): Promise<SealedSummary> {
  const sealer = new Sealer(options);
  return reading(input, async (file) => {
    // Only refuses what is too large: what is read may be another size.
    sealedSizeOf((await file.stat({ bigint: true })).size);
    return writeWhole({ output, overwrite }, async (target) => {
      const writer = new FileWriter(target, sealedBlock);
      await writer.write(() => sealer.header);
      for await (const block of blocksOf(fileSource(file), segmentSize)) {
        await writer.write((room) => sealer.seal(block, room));
      }
      await writer.finish();
      return sealer.summary();
    });
  });
}

/** A sealed file to open. */
export type OpenFileParameters = FilePaths & OpenOptions;

/**
 * Opens a sealed file of any size with about 6 MiB of buffers. Until the last segment and both digests were right, plaintext
 * is only in a temporary file beside the output; a file that is refused leaves nothing.
 *
 * @throws {OutputExistsError}
 * @throws {SealedFileError} one class a failure.
 * @throws {InvalidBytesError} unless key and digests have 32 bytes.
 *
 * @example
 * import { openFile } from 'tallystick/sealing'
 *
 * await openFile({ input: 'genome.sealed', output: 'genome.vcf', dataKey, contentDigest, ciphertextHash })
 */
export async function openFile({ input, output, overwrite, ...options }: OpenFileParameters): Promise<void> {
  await reading(input, (file) =>
    writeWhole({ output, overwrite }, async (target) => {
      const source = fileSource(file);
      const opener = await startOpening(source, options);
      const writer = new FileWriter(target, plaintextBlock);
      for await (const block of blocksOf(source, sealedSegmentSize)) {
        await writer.write((room) => opener.open(block, room));
      }
      await writer.finish();
    }),
  );
}

import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, lstat, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Address, type Client, getAddress, type Hex, type LocalAccount, toHex } from 'viem';
import { getBlockNumber, readContract } from 'viem/actions';
import { dataVaultAbi } from '../generated/contracts.ts';
import type { VaultDomain } from '../protocol/vault/index.ts';
import type { ByteRange } from './range.ts';
import { CiphertextMismatchError, OutputTakenError } from './readerErrors.ts';
import { ReadSession } from './session.ts';

/** Who reads, and what from. */
export type ReaderOptions = VaultDomain & {
  /** Signs challenges. */
  account: LocalAccount;
  /** Who has the grant, if it is a contract account that takes the account's signatures. Default: the account. */
  researcher?: Address | undefined;
  /** Reads the chain: which file is the right one. */
  client: Client;
  /** How often a read is resumed after a cut connection. Default: 5. */
  maxResumes?: number | undefined;
  /** By default the global `fetch`. */
  fetch?: typeof fetch | undefined;
};

/** Which dataset, and where. */
export type ReadParameters = {
  /** The gatekeeper's, or the dataset's own: only the origin is used. */
  url: string | URL;
  datasetId: Hex;
};

/** What was downloaded. */
export type Download = { size: number; ciphertextHash: Hex; revision: number };

/** Reads sealed files from gatekeepers. */
export type Reader = {
  /**
   * The sealed file, or a part of it: a response with status 200 or 206, whose body is resumed where a connection is cut. What
   * it says is not checked against the chain.
   *
   * @throws {ReaderError} one of its subclasses; the body's stream fails with them too.
   */
  fetch: (parameters: ReadParameters & { range?: ByteRange | undefined }) => Promise<Response>;
  /**
   * Writes the sealed file to `output`, once its SHA-256 is the one that the chain has. On failure nothing is left.
   *
   * @throws {CiphertextMismatchError}
   * @throws {OutputTakenError} if there is a file of that name.
   * @throws {ReaderError} another of its subclasses.
   */
  download: (parameters: ReadParameters & { output: string }) => Promise<Download>;
};

const ownerOnly = 0o600;

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done || !value) return;
      yield value;
    }
  } finally {
    await reader?.cancel();
  }
}

/** Writes what comes, and returns its SHA-256. */
async function writeHashed(file: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<{ hash: Hex; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
    let written = 0;
    while (written < chunk.length) written += (await file.write(chunk, written)).bytesWritten;
  }
  return { hash: toHex(hash.digest()), size };
}

async function requireAbsent(output: string): Promise<void> {
  try {
    await lstat(output);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw error;
  }
  throw new OutputTakenError(output);
}

/** Gives the file its name, unless someone took it meanwhile. */
async function publish(temporary: string, output: string): Promise<void> {
  try {
    await link(temporary, output);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new OutputTakenError(output, { cause });
    throw cause;
  }
}

/**
 * A reader of sealed files. It signs nothing but reads of the dataset that it is asked for, for the host that it is asked to
 * read from. A session serves several reads.
 *
 * @example
 * const reader = createReader({ chainId, vault, account: researcher, client })
 * const { revision } = await reader.download({ url: 'https://data.example', datasetId, output: 'study.sealed' })
 */
export function createReader(options: ReaderOptions): Reader {
  const { account, client, chainId, maxResumes = 5 } = options;
  const vault = getAddress(options.vault);
  const researcher = getAddress(options.researcher ?? account.address);
  const sessions = new Map<string, ReadSession>();

  const sessionOf = ({ url, datasetId }: ReadParameters): ReadSession => {
    const { origin } = new URL(url);
    const id = datasetId.toLowerCase() as Hex;
    const known = sessions.get(origin + id);
    if (known) return known;
    const domain = { chainId, vault };
    const fetchFunction = options.fetch ?? fetch;
    const session = new ReadSession({ origin, datasetId: id, domain, account, researcher, maxResumes, fetchFunction });
    sessions.set(origin + id, session);
    return session;
  };

  const expectedFile = async (datasetId: Hex): Promise<{ ciphertextHash: Hex; revision: number }> => {
    const blockNumber = await getBlockNumber(client, { cacheTime: 0 });
    const request = { abi: dataVaultAbi, functionName: 'getDataset', args: [datasetId] } as const;
    return readContract(client, { address: vault, ...request, blockNumber });
  };

  return {
    fetch: ({ range, ...parameters }) => sessionOf(parameters).read(range),

    download: async ({ output, ...parameters }) => {
      await requireAbsent(output);
      const session = sessionOf(parameters);
      const { ciphertextHash, revision } = await expectedFile(parameters.datasetId);
      const temporary = join(dirname(output), `.${basename(output)}.${randomBytes(8).toString('hex')}.part`);
      const response = await session.read(undefined, revision);
      const file = await open(temporary, 'wx', ownerOnly);
      try {
        const { hash, size } = await writeHashed(file, chunksOf(response)).finally(() => file.close());
        if (hash !== ciphertextHash) throw new CiphertextMismatchError(hash, ciphertextHash);
        await publish(temporary, output);
        return { size, ciphertextHash, revision };
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
}

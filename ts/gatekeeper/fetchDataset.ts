import { rm } from 'node:fs/promises';
import type { Client, Hex, LocalAccount } from 'viem';
import { getDataset } from '../actions/vault/getDataset.ts';
import { getGrants } from '../actions/vault/getGrants.ts';
import type { VaultDomain } from '../protocol/vault/index.ts';
import { openFile, unwrapDataKey } from '../sealing/index.ts';
import { createReader } from './reader.ts';
import { NoWrappedKeyError } from './readerErrors.ts';

/** What a researcher has, and wants. */
export type FetchDatasetParameters = VaultDomain & {
  /** Reads the chain. */
  client: Client;
  /** Who has the grant; signs the read. */
  account: LocalAccount;
  /** The researcher's X25519 key, which the data key is wrapped for. */
  privateKey: Hex;
  datasetId: Hex;
  /** The gatekeeper's, or the dataset's own. */
  url: string | URL;
  /** Where the plaintext goes: a new file, which only its owner may read. */
  output: string;
  /** The vault's deployment block, or any before it. Default: 0, which asks a long chain many times. */
  fromBlock?: bigint | undefined;
};

/** What was fetched. */
export type FetchedDataset = { datasetId: Hex; revision: number; output: string };

/**
 * Fetches a dataset and decrypts it: finds the wrapped key in the grant's event, reads the sealed file from the gatekeeper,
 * unwraps, opens, and checks every segment and both digests against the chain. A file that is refused leaves nothing.
 *
 * @throws {NoWrappedKeyError} if no grant came with a key.
 * @throws {WrappedKeyError} if it was wrapped for another key.
 * @throws {ReaderError} if the gatekeeper refuses, or serves something else.
 * @throws {SealedFileError} if the file is not what was registered, or not sealed under this key.
 *
 * @example
 * const { revision } = await fetchDataset({
 *   client, chainId, vault, account: researcher, privateKey, datasetId, url: 'https://data.example', output: 'study.csv',
 * })
 */
export async function fetchDataset(parameters: FetchDatasetParameters): Promise<FetchedDataset> {
  const { client, chainId, vault, account, datasetId, url, output } = parameters;
  const dataKey = await unwrapLatest(parameters);
  const sealed = `${output}.sealed`;
  const { revision } = await createReader({ chainId, vault, account, client }).download({
    url,
    datasetId,
    output: sealed,
  });
  try {
    const { contentDigest, ciphertextHash } = await getDataset(client, { datasetId, vault });
    await openFile({ input: sealed, output, dataKey, contentDigest, ciphertextHash });
    return { datasetId, revision, output };
  } finally {
    await rm(sealed, { force: true });
  }
}

/** The data key of the newest grant that came with one. */
async function unwrapLatest(parameters: FetchDatasetParameters): Promise<Hex> {
  const { client, chainId, vault, account, privateKey, datasetId, fromBlock } = parameters;
  const { grants } = await getGrants(client, { datasetId, vault, fromBlock });
  const researcher = account.address;
  const granted = grants.find((grant) => grant.researcher === researcher)?.granted ?? [];
  const latest = granted.findLast(({ wrappedKey }) => wrappedKey !== '0x');
  if (!latest) throw new NoWrappedKeyError(datasetId, researcher);
  const { epoch, version, wrappedKey } = latest;
  return unwrapDataKey({
    wrappedKey,
    privateKey,
    context: { chainId, vault, datasetId, epoch, researcher, version },
  });
}

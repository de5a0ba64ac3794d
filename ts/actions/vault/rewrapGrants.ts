import type { Address, Hash, Hex } from 'viem';
import type { GrantStruct } from '../../protocol/vault/grant.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';
import { type ActionClient, resolveDomain } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import type { HistoryParameters } from '../internal/history.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import { waitForTransaction } from '../waitForTransaction.ts';
import { getEncryptionKey } from './getEncryptionKey.ts';
import { type DatasetGrant, getGrants } from './getGrants.ts';

/** What a wrapped key is bound to; as `wrapDataKey` of `tallystick/sealing` takes it. */
export type RewrapContext = {
  chainId: number;
  vault: Address;
  datasetId: Hex;
  epoch: number;
  researcher: Address;
  version: number;
};

export type RewrapGrantsParameters = WriteParameters &
  VaultParameter &
  Pick<HistoryParameters, 'fromBlock' | 'blockRange'> & {
    datasetId: Hex;
    /** Wraps the new revision's data key for a grantee. */
    wrapDataKey: (grantee: { publicKey: Hex; context: RewrapContext }) => Promise<Hex>;
    /** Grants in one transaction. Default: 100. */
    batchSize?: number | undefined;
  };

export type RewrapGrantsReturnType = {
  /** Who has the new key now. */
  researchers: Address[];
  /** Who has a live grant and no encryption key. */
  withoutKey: Address[];
  /** Each mined. */
  hashes: Hash[];
};

const defaultBatchSize = 100;

/**
 * Brings a new revision's key to those who have a live grant, and to nobody else: grants each again until the same time, for the
 * same purpose and terms, with the new wrapped key. Calls `grantMany(grants)` and waits for it, until all have theirs; a batch
 * that fails leaves those before it in place, and the call can be repeated.
 *
 * Throws {@link NotAllowedError}, {@link WrongEpochError} and {@link WrongVersionError} if something was revoked or granted
 * meanwhile, {@link WrappedKeyLengthError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}; viem's `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 * import { wrapDataKey } from 'tallystick/sealing'
 *
 * const client = createWalletClient({ account: owner, chain, transport: http() }).extend(tallystick({ vault }))
 * const { researchers } = await client.vault.rewrapGrants({
 *   datasetId,
 *   wrapDataKey: (grantee) => wrapDataKey({ ...grantee, dataKey }),
 * })
 */
export async function rewrapGrants(
  client: ActionClient,
  parameters: RewrapGrantsParameters,
): Promise<RewrapGrantsReturnType> {
  const { datasetId, wrapDataKey, batchSize = defaultBatchSize, fromBlock, blockRange, ...transaction } = parameters;
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new ValueOutOfRangeError({
      field: 'batchSize',
      value: batchSize,
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
    });
  }
  const { chainId, vault } = await resolveDomain(client, dataVault, transaction);
  const { epoch, grants } = await getGrants(client, { datasetId, vault, fromBlock, blockRange });
  const structs: GrantStruct[] = [];
  const withoutKey: Address[] = [];
  for (const grant of grants.filter(({ live }) => live)) {
    const { researcher } = grant;
    const { publicKey, version: keyVersion } = await getEncryptionKey(client, { account: researcher, vault });
    if (keyVersion === 0) {
      withoutKey.push(researcher);
      continue;
    }
    const version = grant.version + 1;
    const context = { chainId, vault, datasetId, epoch, researcher, version };
    structs.push(structOf(grant, context, await wrapDataKey({ publicKey, context })));
  }
  const hashes: Hash[] = [];
  for (let from = 0; from < structs.length; from += batchSize) {
    const batch = structs.slice(from, from + batchSize);
    const hash = await write(client, dataVault, transaction, { functionName: 'grantMany', args: [batch] });
    await waitForTransaction(client, { hash });
    hashes.push(hash);
  }
  return { researchers: structs.map(({ researcher }) => researcher), withoutKey, hashes };
}

/** The grant as it is, with another key. */
function structOf({ expiry, granted }: DatasetGrant, context: RewrapContext, wrappedKey: Hex): GrantStruct {
  const { datasetId, epoch, researcher, version } = context;
  const last = granted.at(-1);
  if (!last) throw new RangeError('a live grant was granted');
  const { purposeHash, termsHash } = last;
  return { researcher, datasetId, expiry, epoch, version, purposeHash, termsHash, wrappedKey };
}

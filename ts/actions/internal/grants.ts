import { type Address, getAddress, type Hex } from 'viem';
import type { AccessGrant } from '../../protocol/vault/grant.ts';
import type { ActionClient } from './client.ts';
import { dataVault, type VaultParameter } from './contracts/dataVault.ts';
import { read } from './read.ts';
import { requireGrant } from './vaultChecks.ts';

/** A grant as an owner describes it. */
export type GrantTerms = {
  /** Who may read. */
  researcher: Address;
  datasetId: Hex;
  /** Unix seconds; not live at this time or later. 64 bits. */
  expiry: bigint;
  /** What the data may be used for. Its hash is in the event. */
  purpose: string;
  /** What the researcher accepts. Its hash is in the event. */
  terms: string;
  /** The data's key for the researcher, `wrappedKeyBytes` long. It opens with the epoch and version that it was wrapped for:
   * name both with it. Default: none. */
  wrappedKey?: Hex | undefined;
  /** The dataset's epoch. Default: the present one. */
  epoch?: number | undefined;
  /** One above the grant's present version. Default: that. */
  version?: number | undefined;
};

/** Grants with epoch and version, which the chain gives where they are not named; for a batch as they follow each other. */
export async function completeGrants(
  client: ActionClient,
  { vault }: VaultParameter,
  grants: readonly GrantTerms[],
): Promise<AccessGrant[]> {
  const complete: AccessGrant[] = [];
  const epochs = new Map<Hex, number>();
  const versions = new Map<string, number>();

  async function epochOf(datasetId: Hex): Promise<number> {
    const known = epochs.get(datasetId);
    if (known !== undefined) return known;
    const call = { functionName: 'getDataset', args: [datasetId] } as const;
    const { epoch } = await read(client, dataVault, { vault }, call);
    epochs.set(datasetId, epoch);
    return epoch;
  }
  async function nextVersion(datasetId: Hex, researcher: Address): Promise<number> {
    const known = versions.get(keyOf(datasetId, researcher));
    if (known !== undefined) return known + 1;
    const call = { functionName: 'getGrant', args: [datasetId, researcher] } as const;
    return (await read(client, dataVault, { vault }, call)).version + 1;
  }

  for (const { wrappedKey = '0x', ...terms } of grants) {
    const { datasetId, researcher } = terms;
    const epoch = terms.epoch ?? (await epochOf(datasetId));
    const version = terms.version ?? (await nextVersion(datasetId, researcher));
    versions.set(keyOf(datasetId, researcher), version);
    const grant = { ...terms, epoch, version, wrappedKey };
    requireGrant(grant);
    complete.push(grant);
  }
  return complete;
}

/** {@link completeGrants} of one. */
export async function completeGrant(
  client: ActionClient,
  parameters: VaultParameter,
  terms: GrantTerms,
): Promise<AccessGrant> {
  const [grant] = await completeGrants(client, parameters, [terms]);
  if (!grant) throw new RangeError('one grant was given');
  return grant;
}

function keyOf(datasetId: Hex, researcher: Address): string {
  return `${datasetId.toLowerCase()}:${getAddress(researcher)}`;
}

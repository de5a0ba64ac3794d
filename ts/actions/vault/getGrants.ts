import type { Address, Hex } from 'viem';
import { blockTimes } from '../internal/blockTimes.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import type { EventName } from '../internal/events.ts';
import { type HistoryParameters, lastBlock, readEvents } from '../internal/history.ts';
import {
  applyVaultEvent,
  datasetOf,
  emptyVaultReplay,
  type GrantedAccess,
  type ReplayedGrant,
  type VaultLog,
} from '../internal/vaultReplay.ts';

export type GetGrantsParameters = VaultParameter & HistoryParameters & { datasetId: Hex };

/** A grant, as its events tell it. */
export type DatasetGrant = {
  researcher: Address;
  /** Whether it is live at the block. */
  live: boolean;
  /** Unix seconds, as granted last; zero if it was revoked or never granted. */
  expiry: bigint;
  /** The dataset's epoch when it was granted; zero if it was revoked or never granted. */
  epoch: number;
  /** Writes so far. */
  version: number;
  /** Revocations of this grant so far. */
  period: number;
  /** Unix seconds of the last of them; zero if there was none. */
  revokedAt: number;
  /** All that was ever granted, in its order, with the wrapped keys. */
  granted: GrantedAccess[];
};

export type GetGrantsReturnType = {
  /** The state is the one after this block, at its time. */
  blockNumber: bigint;
  /** The dataset's; zero if it is not registered. */
  epoch: number;
  /** One for each researcher that a grant was ever written for. */
  grants: DatasetGrant[];
};

const eventNames = [
  'DatasetRegistered',
  'AccessGranted',
  'AccessRevoked',
  'AllAccessRevoked',
  'SignedGrantsCancelled',
] as const satisfies EventName<(typeof dataVault)['abi']>[];

/**
 * All grants that a dataset ever had, and which of them are live: recomputed from events alone. What {@link getGrant} says
 * of each, and every wrapped key that came with it.
 *
 * Throws {@link IncompleteHistoryError} if `fromBlock` lies after the dataset's first event; {@link ValueOutOfRangeError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { grants } = await client.vault.getGrants({ datasetId, fromBlock: 0n })
 * for (const { researcher, live, granted } of grants) console.log(researcher, live, granted.at(-1))
 */
export async function getGrants(client: ActionClient, parameters: GetGrantsParameters): Promise<GetGrantsReturnType> {
  const { datasetId } = parameters;
  const blockNumber = await lastBlock(client, parameters);
  const state = emptyVaultReplay();
  for (const log of await eventsOf(client, { ...parameters, toBlock: blockNumber })) applyVaultEvent(state, log);
  const { epoch, grants } = datasetOf(state, datasetId);
  const records = [...grants.values()];
  const revocations = records.flatMap(({ revokedIn }) => revokedIn ?? []);
  const timeOf = await blockTimes(client, [blockNumber, ...revocations]);
  const view = ({ revokedIn, ...record }: ReplayedGrant): DatasetGrant => ({
    ...record,
    live: timeOf(blockNumber) < record.expiry && record.epoch === epoch,
    revokedAt: revokedIn === undefined ? 0 : Number(timeOf(revokedIn)),
  });
  return { blockNumber, epoch, grants: records.map(view) };
}

/** The events of a dataset that change its grants, in the chain's order. */
async function eventsOf(client: ActionClient, parameters: GetGrantsParameters): Promise<VaultLog[]> {
  const { datasetId } = parameters;
  const logs: VaultLog[] = [];
  for (const eventName of eventNames) {
    logs.push(...(await readEvents(client, dataVault, parameters, { eventName, args: { datasetId } })));
  }
  return logs.sort((a, b) => Number(a.blockNumber - b.blockNumber) || a.logIndex - b.logIndex);
}

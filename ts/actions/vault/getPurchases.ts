import type { Hex } from 'viem';
import { earnedOf } from '../../protocol/vault/offer.ts';
import { blockTimes } from '../internal/blockTimes.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type HistoryParameters, replayEvents } from '../internal/history.ts';
import { applyVaultEvent, emptyVaultReplay, type ReplayedPurchase } from '../internal/vaultReplay.ts';

export type GetPurchasesParameters = VaultParameter & HistoryParameters & { datasetId: Hex };

/** A purchase, as events tell it. Amounts are in the offer's token's smallest unit. */
export type DatasetPurchase = Omit<ReplayedPurchase, 'revokedIn'> & {
  /** Unix seconds at which access of its epoch and period was first revoked; zero if it was not. */
  revokedAt: number;
  /** What `settle` would credit at the block. */
  settlement: { earned: bigint; refunded: bigint; closed: boolean };
};

export type GetPurchasesReturnType = {
  /** The state is the one after this block, at its time. */
  blockNumber: bigint;
  /** In their order. */
  purchases: DatasetPurchase[];
};

/**
 * All purchases that were ever made of a dataset's offers, where they stand, and what settling them would bring: recomputed
 * from events alone. The pending ones wait for {@link deliver}.
 *
 * Throws {@link IncompleteHistoryError} if `fromBlock` lies after the vault's first event; {@link ValueOutOfRangeError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * const { purchases } = await client.vault.getPurchases({ datasetId, fromBlock: 0n })
 * console.log(purchases.filter(({ status }) => status === 'pending').length) // 1
 */
export async function getPurchases(
  client: ActionClient,
  parameters: GetPurchasesParameters,
): Promise<GetPurchasesReturnType> {
  const datasetId = parameters.datasetId.toLowerCase();
  const state = emptyVaultReplay();
  const blockNumber = await replayEvents(client, dataVault, parameters, (log) => applyVaultEvent(state, log));
  const bought = [...state.purchases.values()].filter(({ offer }) => offer.datasetId === datasetId);
  const revocations = bought.flatMap(({ revokedIn }) => revokedIn ?? []);
  const timeOf = await blockTimes(client, [blockNumber, ...revocations]);
  const purchases = bought.map(({ revokedIn, ...purchase }): DatasetPurchase => {
    const revokedAt = revokedIn === undefined ? undefined : timeOf(revokedIn);
    const settlement = settlementOf(purchase, timeOf(blockNumber), revokedAt);
    return { ...purchase, revokedAt: Number(revokedAt ?? 0n), settlement };
  });
  return { blockNumber, purchases };
}

function settlementOf(
  { offer, status, time, collected }: Omit<ReplayedPurchase, 'revokedIn'>,
  now: bigint,
  revokedAt: bigint | undefined,
): DatasetPurchase['settlement'] {
  const { price, duration } = offer;
  if (status === 'closed') return { earned: 0n, refunded: 0n, closed: false };
  if (status === 'pending') {
    const lapsed = revokedAt !== undefined || BigInt(time) <= now;
    return { earned: 0n, refunded: lapsed ? price : 0n, closed: lapsed };
  }
  const total = earnedOf(offer, time, revokedAt ?? now);
  return {
    earned: total - collected,
    refunded: revokedAt === undefined ? 0n : price - total,
    closed: revokedAt !== undefined || now >= BigInt(time) + BigInt(duration),
  };
}

import type { Address, Hex, TransactionReceipt } from 'viem';
import { EventNotFoundError } from '../errors/index.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { waitForEvents } from '../internal/events.ts';
import { nameAt, type UsageSkipReason, usageSkipReasons } from '../internal/names.ts';
import type { WaitForTransactionParameters } from '../waitForTransaction.ts';

export type WaitForRedemptionParameters = WaitForTransactionParameters & LicenseParameter;

/** What became of one voucher of a batch. */
export type RedemptionRow = {
  /** Counts the vouchers of the batch from 0. */
  index: number;
  modelId: Hex;
  licensee: Address;
} & (
  | {
      status: 'redeemed';
      /** What it took of the uses that were left; less than it asked for if fewer were. */
      uses: bigint;
      /** Uses that vouchers took so far. */
      meteredUses: bigint;
    }
  | { status: 'skipped'; reason: UsageSkipReason }
);

export type WaitForRedemptionReturnType = {
  /** One for each voucher of the batch, in its order. */
  rows: RedemptionRow[];
  receipt: TransactionReceipt;
};

/**
 * Waits until a `redeemUsage` is mined and says what became of each voucher. For a transaction with several batches the
 * rows of all of them follow each other.
 *
 * Throws {@link EventNotFoundError} if the transaction has no batch, {@link TransactionRevertedError},
 * {@link ContractUnknownError}; viem's `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const voucher = await client.license.signUsageVoucher({ account: buyer, modelId, cumulativeUses: 1n })
 * const hash = await client.license.redeemUsage({ vouchers: [voucher] })
 * const { rows } = await client.license.waitForRedemption({ hash })
 * console.log(rows[0].reason) // 'noUsesLeft'
 */
export async function waitForRedemption(
  client: ActionClient,
  parameters: WaitForRedemptionParameters,
): Promise<WaitForRedemptionReturnType> {
  const { events, receipt, address } = await waitForEvents(client, modelLicense, parameters, [
    'UsageRedeemed',
    'UsageSkipped',
  ]);
  const rows = events.map((event, index): RedemptionRow => {
    const { modelId, licensee } = event.args;
    const row = { index, modelId, licensee };
    if (event.eventName === 'UsageSkipped') {
      return { ...row, status: 'skipped', reason: nameAt(usageSkipReasons, event.args.reason) as UsageSkipReason };
    }
    const { uses, meteredUses } = event.args;
    return { ...row, status: 'redeemed', uses, meteredUses };
  });
  if (rows.length === 0) {
    throw new EventNotFoundError({ hash: receipt.transactionHash, eventName: 'UsageRedeemed', address });
  }
  return { rows, receipt };
}

import type { Hash, TransactionReceipt } from 'viem';
import { waitForTransactionReceipt } from 'viem/actions';
import { TransactionRevertedError } from './errors/index.ts';
import type { ActionClient } from './internal/client.ts';

export type WaitForTransactionParameters = {
  /** What an action returned. */
  hash: Hash;
  /** Blocks on top of and with the one that the transaction is in. Default: 1. */
  confirmations?: number | undefined;
  /** Milliseconds until it gives up. Default: viem's, three minutes. */
  timeout?: number | undefined;
};

export type WaitForTransactionReturnType = TransactionReceipt;

/**
 * Waits until a transaction is mined. A reverted one is an error here, unlike in viem's `waitForTransactionReceipt`.
 *
 * Throws {@link TransactionRevertedError}; viem's `WaitForTransactionReceiptTimeoutError`.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositNative({ amount: 1_000n })
 * const { blockNumber } = await client.ledger.waitForTransaction({ hash })
 */
export async function waitForTransaction(
  client: ActionClient,
  parameters: WaitForTransactionParameters,
): Promise<WaitForTransactionReturnType> {
  const { hash, confirmations = 1, timeout } = parameters;
  const receipt = await waitForTransactionReceipt(client, {
    hash,
    confirmations,
    ...(timeout === undefined ? {} : { timeout }),
  });
  if (receipt.status === 'reverted') throw new TransactionRevertedError({ hash: receipt.transactionHash });
  return receipt;
}

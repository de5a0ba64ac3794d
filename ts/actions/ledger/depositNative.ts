import type { Address, Hash } from 'viem';
import { requireTokenAmount } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type DepositNativeParameters = WriteParameters &
  EscrowParameter & {
    /** Wei that come with the call. */
    amount: bigint;
    /** Whose balance grows. Default: the caller's. */
    beneficiary?: Address | undefined;
  };

/** The transaction's hash. */
export type DepositNativeReturnType = Hash;

/**
 * Adds native coin of the caller to a prepaid balance. Calls `depositNative(beneficiary)`.
 *
 * Throws {@link InvalidAccountError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError}; viem's
 * `InsufficientFundsError` inside its `ContractFunctionExecutionError` if the caller lacks the coin.
 *
 * @example
 * import { createWalletClient, http, parseEther } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositNative({ amount: parseEther('0.5') })
 * await client.ledger.waitForTransaction({ hash })
 */
export async function depositNative(
  client: ActionClient,
  parameters: DepositNativeParameters,
): Promise<DepositNativeReturnType> {
  const { amount, beneficiary, ...transaction } = parameters;
  requireTokenAmount('amount', amount);
  const to = beneficiary ?? resolveAccount(client, transaction).address;
  return write(client, inferenceEscrow, transaction, { functionName: 'depositNative', args: [to], value: amount });
}

import type { Address, Hash } from 'viem';
import { requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type WithdrawParameters = WriteParameters &
  EscrowParameter & {
    /** The ERC-20, or `nativeToken`. */
    token: Address;
    /** In the token's smallest unit. */
    amount: bigint;
    /** Who gets it. Default: the caller. */
    to?: Address | undefined;
  };

/** The transaction's hash. */
export type WithdrawReturnType = Hash;

/**
 * Sends some of the caller's prepaid balance out, at once. Calls `withdraw(token, amount, to)`.
 *
 * Throws {@link InsufficientBalanceError}, {@link InvalidAccountError}, {@link NativeTransferFailedError},
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}; {@link ContractRevertedError} with the token's own reason.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const amount = await client.ledger.getBalance({ account: payer.address, token })
 * const hash = await client.ledger.withdraw({ token, amount })
 * await client.ledger.waitForTransaction({ hash })
 */
export async function withdraw(client: ActionClient, parameters: WithdrawParameters): Promise<WithdrawReturnType> {
  const { token, amount, to, ...transaction } = parameters;
  requireUint('amount', amount, 256);
  const receiver = to ?? resolveAccount(client, transaction).address;
  return write(client, inferenceEscrow, transaction, { functionName: 'withdraw', args: [token, amount, receiver] });
}

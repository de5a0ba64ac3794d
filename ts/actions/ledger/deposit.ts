import type { Address, Hash } from 'viem';
import { requireToken, requireTokenAmount } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type DepositParameters = WriteParameters &
  EscrowParameter & {
    /** The ERC-20. */
    token: Address;
    /** What is taken from the caller, in the token's smallest unit. A fee on transfer is not credited. */
    amount: bigint;
    /** Whose balance grows. Default: the caller's. */
    beneficiary?: Address | undefined;
  };

/** The transaction's hash. */
export type DepositReturnType = Hash;

/**
 * Takes tokens of the caller, which allowed it before, and adds what arrives to a prepaid balance. Calls
 * `deposit(token, amount, beneficiary)`. `waitForEvent` with `Deposited` gives the amount that arrived.
 *
 * Throws {@link InsufficientAllowanceError}, {@link InsufficientTokensError}, {@link TokenIsNativeError},
 * {@link NothingReceivedError}, {@link InvalidAccountError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}; {@link ContractRevertedError} with the token's own reason.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const approval = await client.ledger.approve({ token, amount: 5_000_000n })
 * await client.ledger.waitForTransaction({ hash: approval })
 * const hash = await client.ledger.deposit({ token, amount: 5_000_000n })
 * const { args } = await client.ledger.waitForEvent({ hash, eventName: 'Deposited' })
 * console.log(args.amount) // 5000000n
 */
export async function deposit(client: ActionClient, parameters: DepositParameters): Promise<DepositReturnType> {
  const { token, amount, beneficiary, ...transaction } = parameters;
  requireToken(token);
  requireTokenAmount('amount', amount);
  const to = beneficiary ?? resolveAccount(client, transaction).address;
  return write(client, inferenceEscrow, transaction, { functionName: 'deposit', args: [token, amount, to] });
}

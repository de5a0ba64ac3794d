import type { Address, Hash, Hex } from 'viem';
import { requireToken, requireTokenAmount, requireUint } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';
import { defaultDeadline, type PermitTerms, signTokenPermit, splitPermit } from '../internal/permit.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type SignPermitParameters = AccountParameter & EscrowParameter & PermitTerms;

/** 65 bytes `r ‖ s ‖ v`. */
export type SignPermitReturnType = Hex;

/**
 * Signs an EIP-2612 permit of the account's tokens for the escrow, with the token's next nonce.
 *
 * Throws {@link TokenIsNativeError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const signature = await client.ledger.signPermit({ token, amount: 5_000_000n, deadline })
 * const hash = await client.ledger.depositWithPermit({ token, amount: 5_000_000n, deadline, signature })
 */
export async function signPermit(
  client: ActionClient,
  parameters: SignPermitParameters,
): Promise<SignPermitReturnType> {
  requireTokenAmount('amount', parameters.amount);
  return signTokenPermit(client, inferenceEscrow, parameters);
}

export type DepositWithPermitParameters = WriteParameters &
  EscrowParameter &
  Omit<PermitTerms, 'deadline'> & {
    /** Whose balance grows. Default: the caller's. */
    beneficiary?: Address | undefined;
  } & (
    | {
        /** The caller's permit for `amount` and `deadline`. Default: signed here. */
        signature?: undefined;
        /** Unix seconds; the permit is not valid after this time. Default: an hour after the latest block. */
        deadline?: bigint | undefined;
      }
    | { signature: Hex; deadline: bigint }
  );

/** The transaction's hash. */
export type DepositWithPermitReturnType = Hash;

/**
 * Deposits tokens of the caller with its EIP-2612 permit, so without an allowance beforehand. Calls
 * `depositWithPermit(token, amount, beneficiary, deadline, v, r, s)`, which passes over a permit that fails, since anyone
 * may have sent it first: a bad permit shows as {@link InsufficientAllowanceError}.
 *
 * Throws what {@link deposit} throws, {@link MalformedSignatureError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.depositWithPermit({ token, amount: 5_000_000n })
 * await client.ledger.waitForTransaction({ hash })
 */
export async function depositWithPermit(
  client: ActionClient,
  parameters: DepositWithPermitParameters,
): Promise<DepositWithPermitReturnType> {
  const { token, amount, tokenDomain, beneficiary, signature, deadline: until, ...transaction } = parameters;
  requireToken(token);
  requireTokenAmount('amount', amount);
  const deadline = until ?? (await defaultDeadline(client));
  requireUint('deadline', deadline, 256);
  const account = resolveAccount(client, transaction);
  const { escrow } = transaction;
  const permit = signature ?? (await signPermit(client, { token, amount, deadline, tokenDomain, account, escrow }));
  const { v, r, s } = splitPermit(permit, deadline);
  return write(client, inferenceEscrow, transaction, {
    functionName: 'depositWithPermit',
    args: [token, amount, beneficiary ?? account.address, deadline, v, r, s],
  });
}

import type { Address, Hash } from 'viem';
import { erc20Abi } from 'viem';
import { writeContract } from 'viem/actions';
import { requireToken, requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveAccount, resolveEscrow } from '../internal/client.ts';
import { toTallystickError } from '../internal/reverts.ts';
import type { WriteParameters } from '../internal/write.ts';

export type ApproveParameters = WriteParameters & {
  /** The ERC-20. */
  token: Address;
  /** What the escrow may take at most, in the token's smallest unit. Replaces what was allowed before. */
  amount: bigint;
};

/** The transaction's hash. */
export type ApproveReturnType = Hash;

/**
 * Allows the escrow to take tokens in a later {@link deposit}. Calls the token's `approve(escrow, amount)`; tokens that
 * return nothing are sent to all the same. `depositWithPermit` and `depositWithAuthorization` need no allowance.
 *
 * Throws {@link ValueOutOfRangeError}, {@link TokenIsNativeError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: payer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const hash = await client.ledger.approve({ token, amount: 5_000_000n })
 */
export async function approve(client: ActionClient, parameters: ApproveParameters): Promise<ApproveReturnType> {
  const { token, amount, account, escrow, ...transaction } = parameters;
  requireToken(token);
  requireUint('amount', amount, 256);
  const spender = await resolveEscrow(client, { escrow });
  const sender = resolveAccount(client, { account });
  const call = { abi: erc20Abi, address: token, functionName: 'approve', args: [spender, amount] } as const;
  try {
    return await writeContract(client, {
      ...transaction,
      ...call,
      account: sender,
      chain: client.chain ?? null,
    } as never);
  } catch (error) {
    throw toTallystickError(error);
  }
}

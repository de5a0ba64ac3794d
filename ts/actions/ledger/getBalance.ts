import type { Address } from 'viem';
import { readContract } from 'viem/actions';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { type ActionClient, resolveAccount, resolveAddress } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

export type GetBalanceParameters = EscrowParameter & {
  /** The ERC-20, or `nativeToken`. */
  token: Address;
  /** Whose balance. Default: the client's account. */
  account?: Address | undefined;
  /** Default: the latest block. */
  blockNumber?: bigint | undefined;
};

/** In the token's smallest unit. */
export type GetBalanceReturnType = bigint;

/**
 * What an account may withdraw or spend of its prepaid balance. Calls `balanceOf(account, token)`.
 *
 * Throws {@link ContractUnknownError}, {@link AccountRequiredError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ escrow }))
 * const balance = await client.ledger.getBalance({ account: payer.address, token })
 */
export async function getBalance(
  client: ActionClient,
  parameters: GetBalanceParameters,
): Promise<GetBalanceReturnType> {
  const { token, account, blockNumber, escrow } = parameters;
  const holder = resolveAccount(client, { account }).address;
  return readContract(client, {
    abi: inferenceEscrowAbi,
    address: await resolveAddress(client, inferenceEscrow, { escrow }),
    functionName: 'balanceOf',
    args: [holder, token],
    ...(blockNumber === undefined ? {} : { blockNumber }),
  });
}

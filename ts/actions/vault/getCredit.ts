import type { Address } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type ReadParameters, read } from '../internal/read.ts';

export type GetCreditParameters = ReadParameters &
  VaultParameter & {
    /** The ERC-20, or `nativeToken`. */
    token: Address;
    /** Default: the client's account. */
    account?: Address | undefined;
  };

/** In the token's smallest unit. */
export type GetCreditReturnType = bigint;

/**
 * What an account can {@link withdraw}. Calls `creditOf(account, token)`.
 *
 * Throws {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ vault }))
 * console.log(await client.vault.getCredit({ token, account: owner.address })) // 0n
 */
export async function getCredit(client: ActionClient, parameters: GetCreditParameters): Promise<GetCreditReturnType> {
  const account = resolveAccount(client, parameters).address;
  const args = [account, parameters.token] as const;
  return read(client, dataVault, parameters, { functionName: 'creditOf', args });
}

import type { Address, Hash } from 'viem';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type WithdrawParameters = WriteParameters &
  VaultParameter & {
    /** The ERC-20, or `nativeToken`. */
    token: Address;
    /** Who gets it. Default: the account. */
    to?: Address | undefined;
  };

/** The transaction's hash. */
export type WithdrawReturnType = Hash;

/**
 * Pays out the account's whole credit in a token. Calls `withdraw(token, to)`; `waitForEvent` with `Withdrawn` gives
 * the amount.
 *
 * Throws {@link NothingToWithdrawError}, {@link InvalidAccountError}, {@link NativeTransferFailedError};
 * {@link ContractRevertedError} with the token's own reason; {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ vault }))
 * const revocation = await client.vault.revokeAll({ account: owner, datasetId })
 * await client.vault.waitForTransaction({ hash: revocation })
 * const settlement = await client.vault.settle({ purchase })
 * await client.vault.waitForTransaction({ hash: settlement })
 * const hash = await client.vault.withdraw({ token })
 * const { args } = await client.vault.waitForEvent({ hash, eventName: 'Withdrawn' })
 * console.log(args.amount === offer.price) // true
 */
export async function withdraw(client: ActionClient, parameters: WithdrawParameters): Promise<WithdrawReturnType> {
  const { token, to, ...transaction } = parameters;
  const receiver = to ?? resolveAccount(client, transaction).address;
  return write(client, dataVault, transaction, { functionName: 'withdraw', args: [token, receiver] });
}

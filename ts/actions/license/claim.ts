import { type Address, type Hash, type Hex, zeroAddress } from 'viem';
import { maxShares } from '../../protocol/license/model.ts';
import { UnknownShareError } from '../errors/index.ts';
import { requireInteger } from '../internal/checks.ts';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';
import { getShare } from './getShare.ts';

export type ClaimParameters = WriteParameters &
  LicenseParameter & {
    splitId: Hex;
    /** The ERC-20, or `nativeToken`. */
    token: Address;
    /** The payee's place in the split, from 0. */
    index: number;
    /** Who gets it. Only the payee may name another than itself. Default: the payee. */
    to?: Address | undefined;
  };

/** The transaction's hash. */
export type ClaimReturnType = Hash;

/**
 * Pays a payee all that its split's income entitles it to and that it has not had. Anyone may have the payee paid.
 * {@link collect} and {@link rollUp} bring in what is not there yet. Calls `claim(splitId, token, index, to)`;
 * `waitForEvent` with `RevenueClaimed` gives the amount.
 *
 * Throws {@link NothingDueError}, {@link UnknownShareError}, {@link NotAllowedError}, {@link InvalidAccountError},
 * {@link NativeTransferFailedError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError};
 * {@link ContractRevertedError} with the token's own reason.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { nativeToken, tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: creator, chain, transport: http() }).extend(tallystick({ license }))
 * const sale = await client.license.acquireLicense({ account: buyer, modelId, price: 1_000n })
 * await client.license.waitForTransaction({ hash: sale })
 * const collection = await client.license.collect({ plans: [await client.license.getPricePerUse({ modelId })] })
 * await client.license.waitForTransaction({ hash: collection })
 * const hash = await client.license.claim({ splitId, token: nativeToken, index: 0 })
 * const { args } = await client.license.waitForEvent({ hash, eventName: 'RevenueClaimed' })
 * console.log(args.amount) // 1000n
 */
export async function claim(client: ActionClient, parameters: ClaimParameters): Promise<ClaimReturnType> {
  const { splitId, token, index, to, ...transaction } = parameters;
  requireInteger('index', index, maxShares - 1);
  const receiver = to ?? (await getShare(client, { splitId, index, license: transaction.license })).payee;
  if (receiver === zeroAddress) throw new UnknownShareError({ splitId, index: BigInt(index) });
  const args = [splitId, token, BigInt(index), receiver] as const;
  return write(client, modelLicense, transaction, { functionName: 'claim', args });
}

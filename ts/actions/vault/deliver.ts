import type { Hash, Hex } from 'viem';
import type { AccessPurchase } from '../../protocol/vault/offer.ts';
import type { ActionClient } from '../internal/client.ts';
import { dataVault, type VaultParameter } from '../internal/contracts/dataVault.ts';
import { requireUint32, requireWrappedKey } from '../internal/vaultChecks.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type DeliverParameters = WriteParameters &
  VaultParameter & {
    purchase: AccessPurchase;
    /** The data's key for the buyer, `wrappedKeyBytes` long. */
    wrappedKey: Hex;
    /** The dataset's epoch, which the key was wrapped for. */
    epoch: number;
    /** One above the buyer's grant's present version: what the key was wrapped for. */
    version: number;
  };

/** The transaction's hash. */
export type DeliverReturnType = Hash;

/**
 * Brings the wrapped key of a pending purchase, and begins the access: now, or at the end of the access that the buyer
 * has. The dataset's owner or its gatekeeper calls. Calls `deliver(purchase, epoch, version, wrappedKey)`;
 * `waitForEvent` with `PurchaseDelivered` gives start and end.
 *
 * Throws {@link NotDelivererError}, {@link NotPendingError}, {@link DeliveryTooLateError},
 * {@link RevokedBeforeDeliveryError}, {@link StartTooLateError}, {@link WrongEpochError}, {@link WrongVersionError},
 * {@link WrappedKeyLengthError}, {@link ExpiryPassedError}, {@link UnknownDatasetError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: gatekeeper, chain, transport: http() }).extend(tallystick({ vault }))
 * const { epoch } = await client.vault.getDataset({ datasetId })
 * const { version } = await client.vault.getGrant({ datasetId, researcher: buyer.address })
 * const hash = await client.vault.deliver({ purchase, epoch, version: version + 1, wrappedKey })
 * await client.vault.waitForTransaction({ hash })
 * console.log(await client.vault.isLive({ datasetId, researcher: buyer.address })) // true
 */
export async function deliver(client: ActionClient, parameters: DeliverParameters): Promise<DeliverReturnType> {
  const { purchase, wrappedKey, epoch, version, ...transaction } = parameters;
  requireWrappedKey(wrappedKey);
  requireUint32('epoch', epoch);
  requireUint32('version', version);
  return write(client, dataVault, transaction, {
    functionName: 'deliver',
    args: [purchase, epoch, version, wrappedKey],
  });
}

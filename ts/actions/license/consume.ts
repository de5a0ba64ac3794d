import type { Address, Hash, Hex } from 'viem';
import { requireUint } from '../internal/checks.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type WriteParameters, write } from '../internal/write.ts';

export type ConsumeParameters = WriteParameters &
  LicenseParameter & {
    modelId: Hex;
    /** How many; at least 1. */
    uses: bigint;
    /** Whose. Default: the account's; for a seat, whom it acts for. */
    licensee?: Address | undefined;
  };

/** The transaction's hash. */
export type ConsumeReturnType = Hash;

/**
 * Uses up some of a licensee's uses. The licensee calls, or one of its live seats. Calls `consume(modelId, licensee,
 * uses)`.
 *
 * Throws {@link NotLicensedError}, {@link UsesOutOfRangeError}, {@link ValueOutOfRangeError},
 * {@link AccountRequiredError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const purchase = await client.license.acquireLicense({ modelId, price: 1_000n })
 * await client.license.waitForTransaction({ hash: purchase })
 * const hash = await client.license.consume({ modelId, uses: 1n })
 * await client.license.waitForTransaction({ hash })
 */
export async function consume(client: ActionClient, parameters: ConsumeParameters): Promise<ConsumeReturnType> {
  const { modelId, uses, licensee, ...transaction } = parameters;
  requireUint('uses', uses, 64);
  const holder = licensee ?? resolveAccount(client, transaction).address;
  return write(client, modelLicense, transaction, { functionName: 'consume', args: [modelId, holder, uses] });
}

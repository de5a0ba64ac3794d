import type { Hex } from 'viem';
import { signTypedData } from 'viem/actions';
import type { Channel } from '../../protocol/channel.ts';
import { voucherTypedData } from '../../protocol/typedData.ts';
import { requireChannelAmount, requireSalt, requireSigner } from '../internal/checks.ts';
import { type AccountParameter, type ActionClient, resolveAccount, resolveDomain } from '../internal/client.ts';
import { type EscrowParameter, inferenceEscrow } from '../internal/contracts/inferenceEscrow.ts';

export type SignVoucherParameters = AccountParameter &
  EscrowParameter & {
    channel: Channel;
    /** Owed in total over the life of the channel, in the token's smallest unit; 96 bits. */
    cumulativeAmount: bigint;
  };

/** 65 bytes `r ‖ s ‖ v`. */
export type SignVoucherReturnType = Hex;

/**
 * Signs a voucher: from now on the provider can take `cumulativeAmount` in total. A higher one replaces a lower one. The
 * account must be the channel's signer itself. Sends nothing.
 *
 * Throws {@link WrongSignerError}, {@link ValueOutOfRangeError}, {@link AccountRequiredError},
 * {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: signer, chain, transport: http() }).extend(tallystick({ escrow }))
 * const signature = await client.inference.signVoucher({ channel, cumulativeAmount: 300_000n })
 */
export async function signVoucher(
  client: ActionClient,
  parameters: SignVoucherParameters,
): Promise<SignVoucherReturnType> {
  const { channel, cumulativeAmount } = parameters;
  requireSalt(channel.salt);
  requireChannelAmount('cumulativeAmount', cumulativeAmount);
  const account = resolveAccount(client, parameters);
  requireSigner(account.address, channel);
  const domain = await resolveDomain(client, inferenceEscrow, parameters);
  return signTypedData(client, { account, ...voucherTypedData(domain, { channel, cumulativeAmount }) });
}

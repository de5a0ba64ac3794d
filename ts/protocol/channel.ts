import { type Address, encodeAbiParameters, type Hex, keccak256 } from 'viem';

/** The native coin's stand-in where a token's address is asked for. */
export const nativeToken: Address = '0x0000000000000000000000000000000000000000';

/** The largest amount that a channel holds, in the token's smallest unit. */
export const maxAmount = 2n ** 96n - 1n;

/** The largest salt of a channel. */
export const maxSalt = 2 ** 32 - 1;

/** The shortest notice period; the escrow's `MIN_NOTICE_SECONDS`. */
export const minNoticeSeconds = 86_400;

/** The longest notice period; the escrow's `MAX_NOTICE_SECONDS`. */
export const maxNoticeSeconds = 2_592_000;

/** What identifies a channel; `IInferenceEscrow.Channel` in Solidity. */
export type Channel = {
  /** The ECDSA key whose vouchers the channel honours. */
  signer: Address;
  /** The provider, which vouchers pay. */
  receiver: Address;
  /** The ERC-20 it is paid in, or {@link nativeToken}. */
  token: Address;
  /** 32 bits; tells channels of the same parties apart and is used once. */
  salt: number;
};

/**
 * The id of a channel, whether it was opened or not: `keccak256(abi.encode(signer, receiver, token, salt))`.
 *
 * @example
 * import { channelId } from 'tallystick'
 *
 * const id = channelId({ signer: signer.address, receiver: provider.address, token, salt: 1 })
 */
export function channelId(channel: Channel): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: 'address' }, { type: 'address' }, { type: 'address' }, { type: 'uint32' }],
      [channel.signer, channel.receiver, channel.token, channel.salt],
    ),
  );
}

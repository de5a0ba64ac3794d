import { type Address, isAddressEqual } from 'viem';
import {
  type Channel,
  maxAmount,
  maxNoticeSeconds,
  maxSalt,
  minNoticeSeconds,
  nativeToken,
} from '../../protocol/channel.ts';
import type { Opening } from '../../protocol/typedData.ts';
import {
  AmountTooSmallError,
  NoticeOutOfRangeError,
  TokenIsNativeError,
  ValueOutOfRangeError,
  WrongSignerError,
} from '../errors/index.ts';

export function requireUint(field: string, value: bigint, bits: number): void {
  const maximum = 2n ** BigInt(bits) - 1n;
  if (value < 0n || value > maximum) throw new ValueOutOfRangeError({ field, value, minimum: 0n, maximum });
}

/** A whole number from 0 to `maximum`. */
export function requireInteger(field: string, value: number, maximum: number): void {
  if (!Number.isInteger(value) || value < 0 || value > maximum) {
    throw new ValueOutOfRangeError({ field, value, minimum: 0, maximum });
  }
}

/** An amount of tokens, which has 256 bits and is not zero. */
export function requireTokenAmount(field: string, value: bigint): void {
  const maximum = 2n ** 256n - 1n;
  if (value < 1n || value > maximum) throw new ValueOutOfRangeError({ field, value, minimum: 1n, maximum });
}

/** An amount in a channel, which has 96 bits. */
export function requireChannelAmount(field: string, value: bigint): void {
  if (value < 0n || value > maxAmount)
    throw new ValueOutOfRangeError({ field, value, minimum: 0n, maximum: maxAmount });
}

/** What a channel is opened or topped up with: 1 to 2⁹⁶ − 1. */
export function requireFunds(amount: bigint): void {
  requireChannelAmount('amount', amount);
  if (amount === 0n) throw new AmountTooSmallError({ amount, minimum: 1n });
}

export function requireSalt(salt: number): void {
  requireInteger('salt', salt, maxSalt);
}

export function requireDeadline(deadline: bigint): void {
  requireUint('deadline', deadline, 64);
}

export function requireOpening(opening: Opening): void {
  const { channel, amount, noticeSeconds, deadline } = opening;
  requireSalt(channel.salt);
  requireFunds(amount);
  requireDeadline(deadline);
  requireNotice(noticeSeconds);
}

function requireNotice(noticeSeconds: number): void {
  if (!Number.isInteger(noticeSeconds)) {
    throw new ValueOutOfRangeError({
      field: 'noticeSeconds',
      value: noticeSeconds,
      minimum: minNoticeSeconds,
      maximum: maxNoticeSeconds,
    });
  }
  if (noticeSeconds < minNoticeSeconds || noticeSeconds > maxNoticeSeconds) {
    throw new NoticeOutOfRangeError({
      noticeSeconds: BigInt(noticeSeconds),
      minimum: BigInt(minNoticeSeconds),
      maximum: BigInt(maxNoticeSeconds),
    });
  }
}

/** Only the key itself can sign for a channel's signer: the escrow takes no ERC-1271 there. */
export function requireSigner(account: Address, { signer }: Channel): void {
  if (!isAddressEqual(account, signer)) throw new WrongSignerError({ account, required: signer });
}

export function requireToken(token: Address): void {
  if (isAddressEqual(token, nativeToken)) throw new TokenIsNativeError();
}

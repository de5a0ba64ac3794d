import type { Address, Hex } from 'viem';
import type { Channel, EscrowDomain } from '../../protocol/index.ts';

/** What a gateway is paid for and in what. */
export type PaymentTerms = {
  domain: EscrowDomain;
  receiver: Address;
  token: Address;
  /** Per inference, in the token's smallest unit. */
  price: bigint;
  minimumNoticeSeconds: number;
  finality: 'finalized' | number;
  /** How long a request may take. */
  maxTimeoutSeconds: number;
};

/** A voucher whose signature was checked. */
export type VerifiedVoucher = {
  channel: Channel;
  channelId: Hex;
  cumulativeAmount: bigint;
  /** 65 bytes. */
  signature: Hex;
};

/** Who signed a digest. */
export type Recover = (digest: Hex, signature: Hex) => Promise<Address>;

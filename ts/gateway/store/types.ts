import type { Address, Hex } from 'viem';
import type { Channel } from '../../protocol/index.ts';

/** What the chain says of a channel that is final. */
export type ChannelOnChain = {
  payer: Address;
  noticeSeconds: number;
  /** As the latest block has it. */
  status: 'open' | 'closing' | 'closed';
  /** Unix seconds; zero if no notice was given. */
  closesAt: number;
  /** What the receiver got so far; latest block. */
  claimed: bigint;
  /** What it holds in total, as far as it is final. */
  funded: bigint;
  /** Latest and final block agree. */
  stable: boolean;
};

/** All that is known of a channel. */
export type ChannelRecord = ChannelOnChain & {
  id: Hex;
  channel: Channel;
  /** The highest voucher that was honoured, zero before the first. */
  highest: bigint;
  highestSignature: Hex | undefined;
  /** What the provider consented to end the channel with; nothing more is served then. */
  finalAmount: bigint | undefined;
  /** Answers given. */
  sequence: bigint;
};

/** A paid answer as it was given. */
export type StoredAnswer = {
  cumulativeAmount: bigint;
  price: bigint;
  sequence: bigint;
  /** Method and path. */
  route: string;
  requestHash: Hex;
  responseHash: Hex;
  contentType: string;
  response: Uint8Array;
  voucherSignature: Hex;
  receiptSignature: Hex;
};

/** Vouchers above what was claimed, of one receiver and token. */
export type OwedVoucher = {
  record: ChannelRecord;
  /** Above what was claimed. */
  owed: bigint;
  /** Unix seconds of the oldest answer that is not settled. */
  since: number;
};

/** A settling transaction that was mined. */
export type Settlement = {
  transaction: Hex;
  receiver: Address;
  token: Address;
  status: 'success' | 'reverted';
  rows: number;
  settledRows: number;
  amount: bigint;
  gasUsed: bigint;
  blockNumber: bigint;
};

/** What survives a restart. Each method is one transaction. */
export type Store = {
  channel: (id: Hex) => Promise<ChannelRecord | undefined>;
  /** Those of `ids` that are known. */
  channels: (ids: readonly Hex[]) => Promise<ChannelRecord[]>;
  /** Channels whose state on chain may still change without an event: not stable, or closing. */
  movingChannels: () => Promise<ChannelRecord[]>;
  /** Channels that are not closed for good. */
  liveChannels: () => Promise<ChannelRecord[]>;
  saveOnChain: (channel: Channel, state: ChannelOnChain) => Promise<ChannelRecord>;
  answer: (id: Hex, cumulativeAmount: bigint) => Promise<StoredAnswer | undefined>;
  /**
   * Voucher, answer and receipt at once.
   *
   * @throws {StaleRecordError} if the channel's highest voucher is no longer the one of `record`.
   */
  saveAnswer: (record: ChannelRecord, answer: StoredAnswer) => Promise<void>;
  /**
   * Notes that the channel ends with its highest voucher.
   *
   * @throws {StaleRecordError} if that is no longer the one of `record`.
   */
  saveFinalAmount: (record: ChannelRecord, finalAmount: bigint) => Promise<void>;
  owed: () => Promise<OwedVoucher[]>;
  saveSettlement: (settlement: Settlement) => Promise<void>;
  settlements: () => Promise<Settlement[]>;
  /** Throws {@link DirectoryLostError} if another process may have the records; all that writes does so too. */
  requireHeld: () => void;
  close: () => Promise<void>;
};

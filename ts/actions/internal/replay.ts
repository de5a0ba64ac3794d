import { type Address, getAddress, type Hex } from 'viem';
import type { Channel } from '../../protocol/channel.ts';
import type { inferenceEscrow } from './contracts/inferenceEscrow.ts';
import { type ContractLog, incompleteHistory } from './history.ts';
import type { ChannelStatus } from './names.ts';

/** One of the escrow's events, decoded. */
type EscrowLog = ContractLog<(typeof inferenceEscrow)['abi']>;

/** A channel, as its events tell it. */
export type ReplayedChannel = {
  channelId: Hex;
  channel: Channel;
  status: Exclude<ChannelStatus, 'none'>;
  payer: Address;
  noticeSeconds: number;
  /** Unix seconds; 0 if no notice was given. */
  closesAt: number;
  /** Earmarked in total; after the close what was paid out in total. */
  funded: bigint;
  /** Paid to the receiver so far. */
  claimed: bigint;
};

/** The state of an escrow, from its events alone: the package's independent reckoning of what the contract stores. */
export type Replay = {
  /** By token, then by account, both checksummed. */
  balances: Map<Address, Map<Address, bigint>>;
  channels: Map<Hex, ReplayedChannel>;
};

export function emptyReplay(): Replay {
  return { balances: new Map(), channels: new Map() };
}

/** Applies one event. Events must come in the chain's order, from the escrow's first on. */
export function applyEvent(state: Replay, log: EscrowLog): void {
  switch (log.eventName) {
    case 'Deposited':
      move(state, log, log.args.beneficiary, log.args.token, log.args.amount);
      return;
    case 'Credited':
      move(state, log, log.args.account, log.args.token, log.args.amount);
      return;
    case 'Withdrawn':
      move(state, log, log.args.account, log.args.token, -log.args.amount);
      return;
    case 'ChannelOpened': {
      const { channelId, payer, receiver, signer, token, salt, amount, noticeSeconds } = log.args;
      const channel = { signer, receiver, token, salt };
      const terms = { payer, noticeSeconds, closesAt: 0, funded: amount, claimed: 0n };
      state.channels.set(channelId, { channelId, channel, status: 'open', ...terms });
      move(state, log, payer, token, -amount);
      return;
    }
    case 'ChannelToppedUp': {
      const found = channelOf(state, log, log.args.channelId);
      found.funded += log.args.amount;
      move(state, log, log.args.from, found.channel.token, -log.args.amount);
      return;
    }
    case 'VoucherSettled':
      channelOf(state, log, log.args.channelId).claimed = log.args.cumulativeAmount;
      return;
    case 'ChannelClosing':
      Object.assign(channelOf(state, log, log.args.channelId), { status: 'closing', closesAt: log.args.closesAt });
      return;
    case 'ChannelClosed': {
      const { channelId, claimed } = log.args;
      Object.assign(channelOf(state, log, channelId), { status: 'closed', closesAt: 0, funded: claimed, claimed });
      return;
    }
    case 'VoucherSkipped':
    case 'EIP712DomainChanged':
      return;
  }
}

function channelOf(state: Replay, log: EscrowLog, id: Hex): ReplayedChannel {
  const found = state.channels.get(id);
  if (!found) throw incompleteHistory(log, `channel ${id} was never opened`);
  return found;
}

function move(state: Replay, log: EscrowLog, holder: Address, token: Address, amount: bigint): void {
  const account = getAddress(holder);
  const ofToken = state.balances.get(getAddress(token)) ?? new Map<Address, bigint>();
  const balance = (ofToken.get(account) ?? 0n) + amount;
  if (balance < 0n) throw incompleteHistory(log, `balance of ${account} in ${token} would be ${balance}`);
  state.balances.set(getAddress(token), ofToken.set(account, balance));
}

import { type Address, domainSeparator, type Hex, hashTypedData, type TypedDataDomain } from 'viem';
import { type Channel, channelId } from './channel.ts';

/** Which escrow, on which chain, a signature is for. */
export type EscrowDomain = { chainId: number; escrow: Address };

/** What payer and signer agree to when a channel opens; `IInferenceEscrow.Opening` in Solidity. */
export type Opening = {
  channel: Channel;
  /** Whose balance funds the channel and gets the rest back. */
  payer: Address;
  /** Earmarked from the payer's balance, in the token's smallest unit. */
  amount: bigint;
  /** Seconds from the payer's notice to the earliest end. */
  noticeSeconds: number;
  /** Unix seconds; the opening is not valid at this time or later. */
  deadline: bigint;
};

/** A promise to owe `cumulativeAmount` in total over the life of a channel. */
export type Voucher = { channel: Channel; cumulativeAmount: bigint };

/** The receiver's consent to end a channel with `finalAmount` as the total that it gets. */
export type CloseConsent = { channel: Channel; finalAmount: bigint; deadline: bigint };

/** What a provider signs with every answer. Only ever verified off chain. */
export type Receipt = {
  channel: Channel;
  /** Counts the answers of a channel from 1. */
  sequence: bigint;
  /** `keccak256` of the request's bytes. */
  requestHash: Hex;
  /** `keccak256` of the response's bytes. */
  responseHash: Hex;
  /** Owed in total once this answer was given, in the token's smallest unit. */
  cumulativeAmount: bigint;
};

const openingFields = [
  { name: 'signer', type: 'address' },
  { name: 'receiver', type: 'address' },
  { name: 'token', type: 'address' },
  { name: 'salt', type: 'uint32' },
  { name: 'payer', type: 'address' },
  { name: 'amount', type: 'uint96' },
  { name: 'noticeSeconds', type: 'uint32' },
  { name: 'deadline', type: 'uint64' },
] as const;

/** The EIP-712 types of all that is signed for the escrow. */
export const escrowTypes = {
  ChannelOpening: openingFields,
  SignerConsent: openingFields,
  Voucher: [
    { name: 'receiver', type: 'address' },
    { name: 'token', type: 'address' },
    { name: 'salt', type: 'uint32' },
    { name: 'cumulativeAmount', type: 'uint96' },
  ],
  CloseConsent: [
    { name: 'channelId', type: 'bytes32' },
    { name: 'finalAmount', type: 'uint96' },
    { name: 'deadline', type: 'uint64' },
  ],
  Receipt: [
    { name: 'channelId', type: 'bytes32' },
    { name: 'sequence', type: 'uint64' },
    { name: 'requestHash', type: 'bytes32' },
    { name: 'responseHash', type: 'bytes32' },
    { name: 'cumulativeAmount', type: 'uint96' },
  ],
} as const;

function domain({ chainId, escrow }: EscrowDomain) {
  return {
    name: 'InferenceEscrow',
    version: '1',
    chainId,
    verifyingContract: escrow,
  } as const satisfies TypedDataDomain;
}

/** The domain separator that the escrow's `DOMAIN_SEPARATOR()` returns. */
export function escrowDomainSeparator(parameters: EscrowDomain): Hex {
  return domainSeparator({ domain: domain(parameters) });
}

function openingMessage({ channel, payer, amount, noticeSeconds, deadline }: Opening) {
  return { ...channel, payer, amount, noticeSeconds, deadline };
}

/** What the payer signs so that someone else can open a channel from its balance. */
export function openingTypedData(parameters: EscrowDomain, opening: Opening) {
  return {
    domain: domain(parameters),
    types: { ChannelOpening: escrowTypes.ChannelOpening },
    primaryType: 'ChannelOpening',
    message: openingMessage(opening),
  } as const;
}

/** What the channel's signer signs so that a channel can be opened in its name. */
export function signerConsentTypedData(parameters: EscrowDomain, opening: Opening) {
  return {
    domain: domain(parameters),
    types: { SignerConsent: escrowTypes.SignerConsent },
    primaryType: 'SignerConsent',
    message: openingMessage(opening),
  } as const;
}

/** What the channel's signer signs for every inference. The signer itself is no field: it is who signed. */
export function voucherTypedData(parameters: EscrowDomain, { channel, cumulativeAmount }: Voucher) {
  const { receiver, token, salt } = channel;
  return {
    domain: domain(parameters),
    types: { Voucher: escrowTypes.Voucher },
    primaryType: 'Voucher',
    message: { receiver, token, salt, cumulativeAmount },
  } as const;
}

/** What the receiver signs so that the payer can close at once. */
export function closeConsentTypedData(parameters: EscrowDomain, { channel, finalAmount, deadline }: CloseConsent) {
  return {
    domain: domain(parameters),
    types: { CloseConsent: escrowTypes.CloseConsent },
    primaryType: 'CloseConsent',
    message: { channelId: channelId(channel), finalAmount, deadline },
  } as const;
}

/** What the provider signs with every answer. */
export function receiptTypedData(parameters: EscrowDomain, { channel, ...answer }: Receipt) {
  return {
    domain: domain(parameters),
    types: { Receipt: escrowTypes.Receipt },
    primaryType: 'Receipt',
    message: { channelId: channelId(channel), ...answer },
  } as const;
}

/** The EIP-712 digest of a voucher, which the channel's signer signs. */
export function hashVoucher(parameters: EscrowDomain, voucher: Voucher): Hex {
  return hashTypedData(voucherTypedData(parameters, voucher));
}

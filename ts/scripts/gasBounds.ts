import type { ContractName } from '../deployment/contracts.ts';

/** What an operation may cost at most, and what the best peer costs for the same work: gas of whole transactions. */
export type GasBound = {
  ceiling?: number;
  peer?: number;
  peerSource?: string;
  /** Why the figure may be above its ceiling. */
  excuse?: string;
  /** The operation is not measured itself: it is a part of a measured one, which does it `times` times. */
  partOf?: { operation: string; times: number };
  /** The operation is not measured itself: it is what one measured operation takes more than another. */
  difference?: { of: string; less: string };
};

/** Bounds by operation. */
export type GasBounds = Readonly<Record<string, GasBound>>;

/**
 * Bounds by contract and operation, named as in the gas snapshots. The peer's figures were measured as ours are: a whole
 * transaction, isolated, with a plain OpenZeppelin ERC-20, in steady state.
 */
export const GAS_BOUNDS: Readonly<Record<ContractName, GasBounds>> = {
  InferenceEscrow: {
    'settle one voucher, payout included': {
      ceiling: 55_000,
      peer: 93_410,
      peerSource: 'peer: x402 batch-settlement, claim + settle',
    },
    'settle 100 vouchers of 100 payers, payout included': {
      ceiling: 1_340_000,
      peer: 2_146_495,
      peerSource: 'peer: x402 batch-settlement',
    },
    '10,000 inferences on one voucher, each': {
      ceiling: 6,
      peer: 9.341,
      peerSource: 'peer: x402 batch-settlement, claim + settle, by 10,000',
      partOf: { operation: 'settle one voucher, payout included', times: 10_000 },
    },
  },
  ModelLicense: {
    'acquire a licence, native coin, first': {
      ceiling: 62_000,
      peer: 267_916,
      peerSource: 'peer: Unlock; Streamr, which takes ERC-20 only, 214,673',
    },
    'acquire a licence, native coin, renewal': { ceiling: 44_000 },
    'acquire a licence, ERC-20, first': { ceiling: 82_000, peer: 214_673, peerSource: 'peer: Streamr' },
    'licence check, cold call from a contract': { ceiling: 8_000, peer: 13_039, peerSource: 'peer: Streamr' },
    'licence check by seat, cold call from a contract': { ceiling: 10_500 },
  },
  DataVault: {
    'grant access': {
      ceiling: 52_000,
      peer: 48_710,
      peerSource: 'peer: ERC-4907, without epoch and replay safety; EAS 161,962',
    },
    'grant access, signed by the owner, sent by anyone': { ceiling: 60_000 },
    'wrapped key with a grant': {
      ceiling: 4_000,
      difference: {
        of: 'grant access, purpose, terms and wrapped key',
        less: 'grant access, purpose and terms named',
      },
    },
    'revoke one': {
      ceiling: 32_000,
      peer: 26_522,
      peerSource: 'peer: ERC-4907, without replay safety; AccessManager 31,226; EAS 66,406',
    },
    'revoke all': { ceiling: 32_000 },
    'access check, cold call from a contract': { ceiling: 8_000, peer: 14_276, peerSource: 'peer: Streamr' },
  },
};

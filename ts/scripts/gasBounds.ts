/** What an operation may cost at most, and what the best peer costs for the same work: gas of whole transactions. */
export type GasBound = {
  ceiling?: number;
  peer?: number;
  peerSource?: string;
  /** Why the figure may be above its ceiling. */
  excuse?: string;
};

/** How many inferences the measured voucher pays for. */
export const INFERENCES_PER_VOUCHER = 10_000;

/**
 * Bounds by operation, named as in the gas snapshots. The peer's figures were measured as ours are: a whole transaction,
 * isolated, with a plain OpenZeppelin ERC-20, in steady state.
 */
export const GAS_BOUNDS: Readonly<Record<string, GasBound>> = {
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
  },
};

/** What a gateway claims to be owed. */
export type Claim = {
  /** In total, in the token's smallest unit. */
  cumulativeAmount: bigint;
  /** It says what became of the voucher: it paid for another request, or the chain has it. */
  explained: boolean;
};

/** How far a channel has come, as its payer sees it. Amounts are totals, in the token's smallest unit. */
export class VoucherState {
  #honoured: bigint;
  #highestSigned: bigint;
  #sequence: bigint | undefined;
  /** Sent, and neither answered nor refused: the gateway may have honoured them. */
  readonly #uncertain = new Set<bigint>();
  /** False while an earlier process may have used this channel further than this one knows. */
  #inStep: boolean;

  /** @param honoured Owed by the last voucher that was answered; undefined if it is not known. */
  constructor(honoured: bigint | undefined) {
    this.#honoured = honoured ?? 0n;
    this.#highestSigned = this.#honoured;
    this.#inStep = honoured !== undefined;
  }

  /** Owed by the last voucher that is known to be honoured. */
  get honoured(): bigint {
    return this.#honoured;
  }

  /** What the last receipt counted; undefined if it was not seen. */
  get sequence(): bigint | undefined {
    return this.#sequence;
  }

  signed(cumulativeAmount: bigint): void {
    if (cumulativeAmount > this.#highestSigned) this.#highestSigned = cumulativeAmount;
  }

  /** Nobody knows what became of this voucher. */
  lost(cumulativeAmount: bigint): void {
    this.#uncertain.add(cumulativeAmount);
  }

  /** @param sequence What the receipt counts, if it is good. */
  answered(cumulativeAmount: bigint, sequence: bigint | undefined): void {
    this.#honoured = cumulativeAmount;
    this.#sequence = sequence;
    this.#uncertain.clear();
  }

  /**
   * Whether the gateway may rightly claim this voucher, though its answer was not seen: it was lost on the way, or another
   * process signed it. A voucher that this process sent and that was refused is none that it may claim.
   */
  mayBeHonoured({ cumulativeAmount, explained }: Claim): boolean {
    if (cumulativeAmount <= this.#honoured) return false;
    if (cumulativeAmount > this.#highestSigned || this.#uncertain.has(cumulativeAmount)) return true;
    return explained && !this.#inStep;
  }

  /** Goes on from where the gateway has proven to be. */
  adopt(cumulativeAmount: bigint): void {
    this.answered(cumulativeAmount, undefined);
    this.signed(cumulativeAmount);
    this.#inStep = true;
  }
}

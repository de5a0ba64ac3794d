import type { Hex } from 'viem';

/**
 * What every failure of the actions is. Gateway and payer, which are imported on their own, have errors of their own
 * (`GatewayError`, `PayerError`). `values` holds the values that caused it; amounts are in the token's smallest
 * unit and times are unix seconds.
 */
export class TallystickError<values extends object = object> extends Error {
  override name = 'TallystickError';
  readonly values: values;

  constructor(message: string, values: values, options?: ErrorOptions) {
    super(message, options);
    this.values = values;
  }
}

/** A signature is none of ECDSA's: 65 bytes `r ‖ s ‖ v` with `s` below 2²⁵⁵ and `v` of 0, 1, 27 or 28. */
export class MalformedSignatureError extends TallystickError<{ signature: Hex }> {
  override name = 'MalformedSignatureError';
  constructor(signature: Hex, reason: string) {
    super(`malformed signature: ${reason}`, { signature });
  }
}

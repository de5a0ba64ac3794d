/** A licensed request was not made, or what came back is not right. */
export class LicensedFetchError extends Error {
  override readonly name: string = 'LicensedFetchError';
}

/** The server, or the issuer, does not take the caller for licensed. `type` is its reason. */
export class NotServedError extends LicensedFetchError {
  override readonly name = 'NotServedError';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(`the server answered ${status}, ${type}: ${message}`);
    this.status = status;
    this.type = type;
  }
}

/** The issuer gave something else than a receipt for this holder, licensee and model. */
export class ReceiptInvalidError extends LicensedFetchError {
  override readonly name = 'ReceiptInvalidError';
}

/** What the server counts must be compared with the chain, and there is no client to read it. Nothing was signed. */
export class ChainRequiredError extends LicensedFetchError {
  override readonly name = 'ChainRequiredError';

  constructor(claimed: bigint) {
    super(`the server counts ${claimed} uses: a client that reads the chain is needed to check it`);
  }
}

/** The server counts more uses than it can prove. Nothing more was signed. */
export class UsageUnprovenError extends LicensedFetchError {
  override readonly name = 'UsageUnprovenError';
  readonly claimed: bigint;
  readonly known: bigint;

  constructor(claimed: bigint, known: bigint) {
    super(`the server counts ${claimed} uses and cannot prove them; known are ${known}`);
    this.claimed = claimed;
    this.known = known;
  }
}

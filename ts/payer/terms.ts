import type { Channel, EscrowDomain } from '../protocol/index.ts';
import {
  decodeHeader,
  describeIssue,
  networkOf,
  paymentRequiredHeader,
  paymentRequiredSchema,
  type VoucherRequirements,
  voucherRequirementsSchema,
  voucherScheme,
} from '../protocol/x402/index.ts';
import { PaymentRequiredInvalidError, TermsMismatchError } from './errors.ts';

/** What a gateway demands, and why. */
export type Demand = { error: string; requirements: VoucherRequirements };

/**
 * Reads a 402 (or a 409 that bears the same header) and checks that this channel can pay it.
 *
 * @throws {PaymentRequiredInvalidError} if it cannot be read.
 * @throws {TermsMismatchError} if it asks for payment elsewhere.
 */
export function readDemand(response: Response, channel: Channel, domain: EscrowDomain): Demand {
  const header = response.headers.get(paymentRequiredHeader);
  if (header === null) throw new PaymentRequiredInvalidError(`a ${response.status} without ${paymentRequiredHeader}`);
  let value: unknown;
  try {
    value = decodeHeader(header);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PaymentRequiredInvalidError(`${paymentRequiredHeader} is ${reason}`, { cause });
  }
  const required = paymentRequiredSchema.safeParse(value);
  if (!required.success)
    throw new PaymentRequiredInvalidError(`${paymentRequiredHeader}: ${describeIssue(required.error)}`);
  const offered = required.data.accepts.filter(({ scheme }) => scheme === voucherScheme);
  if (offered.length === 0) {
    const schemes = required.data.accepts.map(({ scheme }) => scheme).join(', ');
    throw new TermsMismatchError(`the gateway takes ${schemes || 'nothing'}, not ${voucherScheme}`);
  }
  const mismatches: string[] = [];
  for (const entry of offered) {
    const requirements = voucherRequirementsSchema.safeParse(entry);
    if (!requirements.success) {
      throw new PaymentRequiredInvalidError(`${paymentRequiredHeader}: ${describeIssue(requirements.error)}`);
    }
    const mismatch = mismatchOf(requirements.data, channel, domain);
    if (!mismatch) return { error: required.data.error ?? '', requirements: requirements.data };
    mismatches.push(mismatch);
  }
  throw new TermsMismatchError(mismatches.join('; '));
}

function mismatchOf(requirements: VoucherRequirements, channel: Channel, domain: EscrowDomain): string | undefined {
  const wanted = {
    network: [requirements.network, networkOf(domain)],
    escrow: [requirements.extra.escrow, domain.escrow],
    payTo: [requirements.payTo, channel.receiver],
    asset: [requirements.asset, channel.token],
  };
  for (const [field, [asked, ours]] of Object.entries(wanted)) {
    if (asked?.toLowerCase() !== ours?.toLowerCase())
      return `the gateway asks for ${field} ${asked}; the channel has ${ours}`;
  }
  return undefined;
}

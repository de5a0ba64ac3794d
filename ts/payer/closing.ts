import { isAddressEqual, type LocalAccount, recoverTypedDataAddress } from 'viem';
import { type Channel, type CloseConsent, closeConsentTypedData, type EscrowDomain } from '../protocol/index.ts';
import { closeConsentSchema, closeRequestTypedData } from '../protocol/x402/index.ts';
import { CloseRefusedError } from './errors.ts';

/** A provider's consent, as `closeWithConsent` takes it. */
export type ReceivedConsent = {
  channel: Channel;
  finalAmount: bigint;
  deadline: bigint;
  receiverSignature: `0x${string}`;
};

type ConsentOptions = {
  fetch: typeof fetch;
  url: string | URL;
  account: LocalAccount;
  domain: EscrowDomain;
  closing: CloseConsent;
};

async function readConsent(response: Response) {
  const text = await response.text();
  if (!response.ok) throw new CloseRefusedError(`the gateway answered ${response.status}: ${text}`);
  try {
    return closeConsentSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CloseRefusedError("the gateway's consent cannot be read", { cause });
  }
}

/**
 * Asks the gateway at `url` to end a channel, and checks its consent.
 *
 * @throws {CloseRefusedError} if it refuses, or consents to something else.
 */
export async function requestConsent(options: ConsentOptions): Promise<ReceivedConsent> {
  const { account, domain, closing } = options;
  const { channel, finalAmount, deadline } = closing;
  const { signer, salt } = channel;
  const signature = await account.signTypedData(closeRequestTypedData(domain, closing));
  const body = { signer, salt, finalAmount: String(finalAmount), deadline: String(deadline), signature };
  const response = await options.fetch(new URL('/v1/close-consents', options.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const consent = await readConsent(response);
  const typedData = closeConsentTypedData(domain, closing);
  const by = await recoverTypedDataAddress({ ...typedData, signature: consent.signature });
  if (!isAddressEqual(by, channel.receiver)) {
    throw new CloseRefusedError(`the consent is not ${channel.receiver}'s to end the channel with ${finalAmount}`);
  }
  return { channel, finalAmount, deadline, receiverSignature: consent.signature };
}

import { type Address, hashTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import {
  type Channel,
  channelId,
  closeConsentTypedData,
  type EscrowDomain,
  encodeVoucherRows,
  escrowDomainSeparator,
  openingTypedData,
  receiptTypedData,
  signerConsentTypedData,
  voucherTypedData,
} from '../../protocol/index.ts';
import { addressOf, hashAt, keys, type Level, levels, places, toText } from './values.ts';

const domains: readonly EscrowDomain[] = places.map(({ chainId, contract }) => ({ chainId, escrow: contract }));

function channelAt(level: Level, signer: Address): Channel {
  const { account, uint32 } = level;
  return { signer, receiver: account ?? addressOf('receiver'), token: account ?? addressOf('token'), salt: uint32 };
}

/** Every domain with every level. */
function cases<row>(make: (domain: EscrowDomain, level: Level) => row): row[] {
  return domains.flatMap((domain) => levels.map((level) => make(domain, level)));
}

function openings() {
  return cases((domain, level) => {
    const channel = channelAt(level, level.account ?? addressOf('signer'));
    const payer = level.account ?? addressOf('payer');
    const terms = { payer, amount: level.uint96, noticeSeconds: level.uint32, deadline: level.uint64 };
    const opening = { channel, ...terms };
    return {
      ...domain,
      ...channel,
      ...terms,
      channelId: channelId(channel),
      openingDigest: hashTypedData(openingTypedData(domain, opening)),
      consentDigest: hashTypedData(signerConsentTypedData(domain, opening)),
    };
  });
}

async function vouchers() {
  const pending = keys.flatMap((privateKey) => {
    const account = privateKeyToAccount(privateKey);
    return cases(async (domain, level) => {
      const channel = channelAt(level, account.address);
      const cumulativeAmount = level.uint96;
      const typedData = voucherTypedData(domain, { channel, cumulativeAmount });
      const signature = await account.signTypedData(typedData);
      return {
        ...domain,
        privateKey,
        ...channel,
        cumulativeAmount,
        channelId: channelId(channel),
        digest: hashTypedData(typedData),
        row: encodeVoucherRows([{ salt: channel.salt, cumulativeAmount, signature }]),
      };
    });
  });
  return Promise.all(pending);
}

function closeConsents() {
  return cases((domain, level) => {
    const channel = channelAt(level, level.account ?? addressOf('signer'));
    const consent = { finalAmount: level.uint96, deadline: level.uint64 };
    const digest = hashTypedData(closeConsentTypedData(domain, { channel, ...consent }));
    return { ...domain, channelId: channelId(channel), ...consent, digest };
  });
}

function receipts() {
  return cases((domain, level) => {
    const channel = channelAt(level, level.account ?? addressOf('signer'));
    const answer = {
      sequence: level.uint64,
      requestHash: hashAt(level, 'request'),
      responseHash: hashAt(level, 'response'),
      cumulativeAmount: level.uint96,
    };
    const digest = hashTypedData(receiptTypedData(domain, { channel, ...answer }));
    return { ...domain, channelId: channelId(channel), ...answer, digest };
  });
}

/** The text of test/vectors/typedData.json, which test/differential/TypedDataVectors.t.sol holds against the escrow. */
export async function renderVectors(): Promise<string> {
  return toText({
    domains: domains.map((domain) => ({ ...domain, separator: escrowDomainSeparator(domain) })),
    openings: openings(),
    vouchers: await vouchers(),
    closeConsents: closeConsents(),
    receipts: receipts(),
  });
}

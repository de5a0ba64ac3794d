// Writes test/vectors/typedData.json: EIP-712 hashes and signatures as this package computes them, which
// test/differential/TypedDataVectors.t.sol holds against the contract. `--check` only compares, and fails if they differ.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Address, getAddress, type Hex, hashTypedData, keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import {
  type Channel,
  channelId,
  closeConsentTypedData,
  type EscrowDomain,
  encodeVoucherRows,
  escrowDomainSeparator,
  maxAmount,
  nativeToken,
  openingTypedData,
  receiptTypedData,
  signerConsentTypedData,
  voucherTypedData,
} from '../protocol/index.ts';

const path = fileURLToPath(new URL('../../test/vectors/typedData.json', import.meta.url));

const lastAddress: Address = getAddress(`0x${'ff'.repeat(20)}`);

/** Domains of small, usual and largest chain ids and addresses. */
const domains: readonly EscrowDomain[] = [
  { chainId: 1, escrow: getAddress(`0x${'11'.repeat(20)}`) },
  { chainId: 8_453, escrow: addressOf('escrow') },
  { chainId: 31_337, escrow: lastAddress },
  { chainId: Number.MAX_SAFE_INTEGER, escrow: addressOf('another escrow') },
];

/** Field values: all zero, all one, all at their largest, and all different, so that a swapped pair shows. */
const levels = [
  { account: nativeToken, uint32: 0, uint64: 0n, uint96: 0n, bytes32: toHex(0, { size: 32 }) },
  { account: getAddress(toHex(1, { size: 20 })), uint32: 1, uint64: 1n, uint96: 1n, bytes32: toHex(1, { size: 32 }) },
  {
    account: lastAddress,
    uint32: 2 ** 32 - 1,
    uint64: 2n ** 64n - 1n,
    uint96: maxAmount,
    bytes32: toHex(2n ** 256n - 1n, { size: 32 }),
  },
  {
    account: undefined,
    uint32: 0x01234567,
    uint64: 1_800_000_000n,
    uint96: 0x0123456789abcdef01234567n,
    bytes32: undefined,
  },
] as const;

const keys: readonly Hex[] = ['first signer', 'second signer'].map((name) => keccak256(toHex(name)));

function addressOf(name: string): Address {
  return privateKeyToAccount(keccak256(toHex(name))).address;
}

function channelAt(level: (typeof levels)[number], signer: Address): Channel {
  const { account, uint32 } = level;
  return { signer, receiver: account ?? addressOf('receiver'), token: account ?? addressOf('token'), salt: uint32 };
}

/** Every domain with every level. */
function cases<row>(make: (domain: EscrowDomain, level: (typeof levels)[number]) => row): row[] {
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
      requestHash: level.bytes32 ?? keccak256(toHex('request')),
      responseHash: level.bytes32 ?? keccak256(toHex('response')),
      cumulativeAmount: level.uint96,
    };
    const digest = hashTypedData(receiptTypedData(domain, { channel, ...answer }));
    return { ...domain, channelId: channelId(channel), ...answer, digest };
  });
}

/** The file's text. Numbers beyond 2⁵³ would lose digits as JSON numbers, so every integer is a decimal string. */
export async function renderVectors(): Promise<string> {
  const separators = domains.map((domain) => ({ ...domain, separator: escrowDomainSeparator(domain) }));
  const content = {
    domains: separators,
    openings: openings(),
    vouchers: await vouchers(),
    closeConsents: closeConsents(),
    receipts: receipts(),
  };
  const asText = (_: string, value: unknown) => (['bigint', 'number'].includes(typeof value) ? String(value) : value);
  return `${JSON.stringify(content, asText, 2)}\n`;
}

async function main(): Promise<void> {
  const rendered = await renderVectors();
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, rendered);
    console.log(`wrote ${path}`);
    return;
  }
  if (readFileSync(path, 'utf8') === rendered) {
    console.log(`${path} is current`);
    return;
  }
  console.error(`${path} differs from what ts/protocol computes: run ts/scripts/vectors.ts, and review the difference`);
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

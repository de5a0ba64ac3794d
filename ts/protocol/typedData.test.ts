import { readFileSync } from 'node:fs';
import { hashTypedData, recoverAddress } from 'viem';
import { readContract } from 'viem/actions';
import { beforeAll, expect, test } from 'vitest';
import { inferenceEscrowAbi } from '../generated/contracts.ts';
import { renderVectors } from '../scripts/vectors/inference.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import {
  closeConsentTypedData,
  escrowDomainSeparator,
  hashVoucher,
  type Opening,
  openingTypedData,
  receiptTypedData,
  signerConsentTypedData,
} from './typedData.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the vectors that the contract is held against are what this code computes', async () => {
  const file = new URL('../../test/vectors/typedData.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await renderVectors());
});

test('the domain is the contract’s', async () => {
  const { payer, chain, escrow } = context;
  const request = { abi: inferenceEscrowAbi, address: escrow, functionName: 'DOMAIN_SEPARATOR' } as const;
  expect(escrowDomainSeparator({ chainId: chain.id, escrow })).toBe(await readContract(payer, request));
});

test('no two purposes, chains or escrows share a hash', () => {
  const { escrow, token } = context;
  const channel = context.channelOf(1);
  const opening: Opening = { channel, payer: token, amount: 1n, noticeSeconds: 1, deadline: 1n };
  const hash = `0x${'00'.repeat(32)}` as const;
  const answer = { channel, sequence: 1n, requestHash: hash, responseHash: hash, cumulativeAmount: 1n };
  const domains = [
    { chainId: 1, escrow },
    { chainId: 2, escrow },
    { chainId: 1, escrow: token },
  ];
  const hashes = domains.flatMap((domain) => [
    hashTypedData(openingTypedData(domain, opening)),
    hashTypedData(signerConsentTypedData(domain, opening)),
    hashTypedData(closeConsentTypedData(domain, { channel, finalAmount: 1n, deadline: 1n })),
    hashTypedData(receiptTypedData(domain, answer)),
    hashVoucher(domain, { channel, cumulativeAmount: 1n }),
  ]);
  expect(new Set(hashes).size).toBe(15);
});

test('hashVoucher is what the signer signs', async () => {
  const { signer, chain, escrow } = context;
  const voucher = { channel: context.channelOf(1), cumulativeAmount: 9n };
  const signature = await signer.inference.signVoucher(voucher);
  const hash = hashVoucher({ chainId: chain.id, escrow }, voucher);
  expect(await recoverAddress({ hash, signature })).toBe(signer.account.address);
});

import { keccak256, toHex, zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { dataVault } from '../../actions/internal/contracts/dataVault.ts';
import { read } from '../../actions/internal/read.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { type AccessGrant, textHash, toGrantStruct, wrappedKeyBytes } from './grant.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the length of a wrapped key is the contract’s', async () => {
  const { payer, vault } = context;
  const required = await read(payer, dataVault, { vault }, { functionName: 'WRAPPED_KEY_BYTES', args: [] });
  expect(required).toBe(BigInt(wrappedKeyBytes));
});

test('a text is hashed as its UTF-8 bytes, also one that looks like hex', () => {
  expect(textHash('é')).toBe(keccak256('0xc3a9'));
  expect(textHash('0x12')).toBe(keccak256(toHex('0x12')));
  expect(textHash('0x12')).not.toBe(keccak256('0x12'));
  expect(textHash('')).toBe(keccak256('0x'));
});

test('the contract gets the hashes of the texts, each in its place, and the rest as it is', () => {
  const { payer } = context;
  const grant: AccessGrant = {
    researcher: payer.account.address,
    datasetId: zeroHash,
    expiry: 1n,
    epoch: 2,
    version: 3,
    purpose: 'a purpose',
    terms: 'some terms',
    wrappedKey: '0x',
  };
  const { purpose, terms, ...rest } = grant;
  const hashes = { purposeHash: textHash('a purpose'), termsHash: textHash('some terms') };
  expect(toGrantStruct(grant)).toEqual({ ...rest, ...hashes });
});

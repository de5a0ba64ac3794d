import { type Hex, parseSignature, serializeCompactSignature, signatureToCompactSignature } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { testKey } from '../testing/context.ts';
import { MalformedSignatureError } from './errors.ts';
import { compactSignature, expandSignature, maxSignatureS, splitSignature } from './signature.ts';

const account = privateKeyToAccount(testKey(import.meta.url, 'signer'));
const secp256k1Order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

function signatureOf(s: bigint, v: string): Hex {
  return `0x${'12'.repeat(32)}${s.toString(16).padStart(64, '0')}${v}`;
}

test('compacts as viem does, and expands to what it was', async () => {
  for (let index = 0; index < 16; index += 1) {
    const signature = await account.signMessage({ message: `message ${index}` });
    const compact = compactSignature(signature);
    expect(compact).toBe(serializeCompactSignature(signatureToCompactSignature(parseSignature(signature))));
    expect(expandSignature(compact)).toBe(signature);
  }
});

test('takes v as 27 and 28 or as 0 and 1', () => {
  expect(compactSignature(signatureOf(5n, '00'))).toBe(compactSignature(signatureOf(5n, '1b')));
  expect(compactSignature(signatureOf(5n, '01'))).toBe(compactSignature(signatureOf(5n, '1c')));
  expect(compactSignature(signatureOf(5n, '1b'))).not.toBe(compactSignature(signatureOf(5n, '1c')));
});

test('tells what is malformed', () => {
  expect(() => splitSignature('0x')).toThrow('malformed signature: it has 0 bytes, 65 are needed');
  expect(() => splitSignature(signatureOf(5n, ''))).toThrow('it has 64 bytes, 65 are needed');
  expect(() => splitSignature(signatureOf(5n, '1b00'))).toThrow('it has 66 bytes, 65 are needed');
  for (const v of ['02', '1a', '1d', 'ff'])
    expect(() => splitSignature(signatureOf(5n, v))).toThrow(/v is \d+, allowed/);
  expect(() => splitSignature(signatureOf(2n ** 255n, '1b'))).toThrow(MalformedSignatureError);
  expect(splitSignature(signatureOf(2n ** 255n - 1n, '1b')).s).toBe(2n ** 255n - 1n);
});

test('the largest low s is half the order', () => {
  expect(maxSignatureS).toBe(secp256k1Order / 2n);
});

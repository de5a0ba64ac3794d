import { concatHex, keccak256, numberToHex, sliceHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { expect, test } from 'vitest';
import { signerOf } from './signatures.ts';

const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const account = privateKeyToAccount(`0x${'42'.repeat(32)}`);
const hash = keccak256('0x01');
const signature = await account.sign({ hash });
const [rs, v] = [sliceHex(signature, 0, 64), sliceHex(signature, 64)];

test('who signed', async () => {
  expect(await signerOf(hash, signature)).toBe(account.address);
});

test('another digest is signed by someone else', async () => {
  expect(await signerOf(keccak256('0x02'), signature)).not.toBe(account.address);
});

test('the forms that the contract refuses are nobody’s', async () => {
  const high = numberToHex(order - BigInt(sliceHex(signature, 32, 64)), { size: 32 });
  const flipped = v === '0x1b' ? '0x1c' : '0x1b';
  expect(await signerOf(hash, concatHex([sliceHex(signature, 0, 32), high, flipped]))).toBeUndefined();
  expect(await signerOf(hash, concatHex([rs, v === '0x1b' ? '0x00' : '0x01']))).toBeUndefined();
});

test('what cannot be recovered is nobody’s', async () => {
  expect(await signerOf(hash, concatHex([numberToHex(0n, { size: 64 }), '0x1b']))).toBeUndefined();
});

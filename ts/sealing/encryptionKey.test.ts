import { describe, expect, test } from 'vitest';
import { encryptionPublicKey, generateEncryptionKey, publicKeyBytes } from './encryptionKey.ts';
import { InvalidBytesError, InvalidPublicKeyError } from './errors.ts';
import { toHex } from './hex.ts';

test('a new key pair is one, and new', () => {
  const [one, two] = [generateEncryptionKey(), generateEncryptionKey()];
  expect(one.publicKey).toMatch(/^0x[0-9a-f]{64}$/);
  expect(one.privateKey).toMatch(/^0x[0-9a-f]{64}$/);
  expect(encryptionPublicKey(one.privateKey)).toBe(one.publicKey);
  expect(two.privateKey).not.toBe(one.privateKey);
});

test('the public key of the private one in RFC 7748, section 6.1, is the one there', () => {
  const privateKey = '0x5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb';
  const publicKey = '0xde9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f';
  expect(encryptionPublicKey(privateKey)).toBe(publicKey);
});

test('a private key of another size is refused and not shown', () => {
  const short = `0x${'2a'.repeat(31)}` as const;
  expect(() => encryptionPublicKey(short)).toThrow(InvalidBytesError);
  expect(() => encryptionPublicKey(short)).toThrow('the private key must be 32 bytes in hex, with 0x in front');
});

describe('a public key', () => {
  /** The points of order 1, 2, 4 and 8 on the curve and its twist: https://cr.yp.to/ecdh.html#validate. */
  test.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('of low order is refused: %s', (point) => {
    expect(() => publicKeyBytes(`0x${point}`)).toThrow(
      new InvalidPublicKeyError(`0x${point}`, 'it is a point of low order'),
    );
  });

  test.each([
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0900000000000000000000000000000000000000000000000000000000000080',
    'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ])('that no key pair has is refused: %s', (point) => {
    expect(() => publicKeyBytes(`0x${point}`)).toThrow(
      new InvalidPublicKeyError(`0x${point}`, 'its coordinate is not below 2^255 − 19'),
    );
  });

  test.each(['0x', `0x${'2a'.repeat(31)}`, `0x${'2a'.repeat(33)}`, `0x${'zz'.repeat(32)}`] as const)(
    'of another size is refused: %s',
    (short) => {
      expect(() => publicKeyBytes(short)).toThrow(
        new InvalidPublicKeyError(short, 'it must be 32 bytes in hex, with 0x in front'),
      );
    },
  );

  test('that is one is accepted', () => {
    const { publicKey } = generateEncryptionKey();
    expect(toHex(publicKeyBytes(publicKey))).toBe(publicKey);
  });
});

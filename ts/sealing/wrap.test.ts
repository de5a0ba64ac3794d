import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../testing/bytes.ts';
import { generateDataKey } from './dataKey.ts';
import { encryptionPublicKey, generateEncryptionKey } from './encryptionKey.ts';
import { InvalidBytesError, InvalidPublicKeyError, WrapContextError, WrappedKeyError } from './errors.ts';
import { toHex } from './hex.ts';
import { encodeWrapContext, unwrapDataKey, type WrapContext, wrapDataKey } from './wrap.ts';

const dataKey = `0x${'2a'.repeat(32)}` as const;
const privateKey = '0x5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb';
const publicKey = encryptionPublicKey(privateKey);
const context: WrapContext = {
  chainId: 31_337,
  vault: `0x${'11'.repeat(20)}`,
  datasetId: `0x${'22'.repeat(32)}`,
  epoch: 3,
  researcher: `0x${'33'.repeat(20)}`,
  version: 7,
};

const aad = Buffer.from(
  `0000000000007a69${'11'.repeat(20)}${'22'.repeat(32)}00000003${'33'.repeat(20)}00000007`,
  'hex',
);
const info = Buffer.from('tallystick/sealing/v1 data key');

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  return createHmac('sha256', key).update(Buffer.concat(parts)).digest();
}

/** RFC 9180's `OpenBase` for DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256, from HMAC, X25519 and AES-GCM alone. */
function openBase(sealed: Buffer, secret: Buffer, about: Buffer, associated: Buffer, aeadId: number, keySize: 16 | 32) {
  const extract = (suite: Buffer, salt: Buffer, label: string, input: Buffer) =>
    hmac(salt, Buffer.from('HPKE-v1'), suite, Buffer.from(label), input);
  // At most 32 bytes, so one block of HKDF-Expand.
  const expand = (suite: Buffer, key: Buffer, label: string, input: Buffer, size: number) => {
    const labelled = [Buffer.from([0, size]), Buffer.from('HPKE-v1'), suite, Buffer.from(label), input];
    return hmac(key, ...labelled, Buffer.from([1])).subarray(0, size);
  };
  const none = Buffer.alloc(0);
  const own = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const ownPublic = createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(-32);
  const encapsulated = sealed.subarray(0, 32);
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), encapsulated]);
  const shared = diffieHellman({
    privateKey: own,
    publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }),
  });
  const kem = Buffer.from('4b454d0020', 'hex');
  const kemContext = Buffer.concat([encapsulated, ownPublic]);
  const secretOfKem = expand(kem, extract(kem, none, 'eae_prk', shared), 'shared_secret', kemContext, 32);
  const suite = Buffer.from([...Buffer.from('HPKE'), 0, 0x20, 0, 1, 0, aeadId]);
  const schedule = Buffer.concat([
    Buffer.from([0]),
    extract(suite, none, 'psk_id_hash', none),
    extract(suite, none, 'info_hash', about),
  ]);
  const scheduled = extract(suite, secretOfKem, 'secret', none);
  const key = expand(suite, scheduled, 'key', schedule, keySize);
  const nonce = expand(suite, scheduled, 'base_nonce', schedule, 12);
  const decipher = createDecipheriv(`aes-${keySize === 16 ? 128 : 256}-gcm`, key, nonce, { authTagLength: 16 });
  decipher.setAAD(associated).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(32, -16)), decipher.final()]);
}

describe('as RFC 9180 has it', () => {
  test('the derivation of this test opens the vector of appendix A.1.1', () => {
    const sealed = Buffer.from(
      '37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431' +
        'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
      'hex',
    );
    const secret = Buffer.from('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8', 'hex');
    const opened = openBase(sealed, secret, Buffer.from('Ode on a Grecian Urn'), Buffer.from('Count-0'), 1, 16);
    expect(opened.toString()).toBe('Beauty is truth, truth beauty');
  });

  test('it opens what was wrapped', async () => {
    const wrapped = Buffer.from((await wrapDataKey({ dataKey, publicKey, context })).slice(2), 'hex');
    expect(wrapped.length).toBe(80);
    const opened = openBase(wrapped, Buffer.from(privateKey.slice(2), 'hex'), info, aad, 2, 32);
    expect(toHex(opened)).toBe(dataKey);
  });

  test('a key that was wrapped by another implementation opens', async () => {
    // By HMAC, X25519 and AES-GCM of Python's `cryptography`, whose own HPKE opens it as well when there is no context.
    const wrappedKey =
      '0x37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf44315b44a449dc72a9da6952de53ca505cd2' +
      'dcc62762838e180b2074c3871d4bbc8c499ed0584bfc75666788c04879870f18';
    expect(await unwrapDataKey({ wrappedKey: wrappedKey as `0x${string}`, privateKey, context })).toBe(dataKey);
  });
});

test('the context has 88 bytes, each field in its width', () => {
  expect(Buffer.from(encodeWrapContext(context)).equals(aad)).toBe(true);
});

test('random keys in random contexts are wrapped and unwrapped', async () => {
  const random = new SeededRandom('wrapping');
  const hex = (size: number) => toHex(random.bytes(size));
  for (let round = 0; round < 20; round += 1) {
    const pair = generateEncryptionKey();
    const key = generateDataKey();
    const wide: WrapContext = {
      chainId: random.below(Number.MAX_SAFE_INTEGER),
      vault: hex(20),
      datasetId: hex(32),
      epoch: random.below(2 ** 32),
      researcher: hex(20),
      version: random.below(2 ** 32),
    };
    const wrappedKey = await wrapDataKey({ dataKey: key, publicKey: pair.publicKey, context: wide });
    expect(await unwrapDataKey({ wrappedKey, privateKey: pair.privateKey, context: wide })).toBe(key);
  }
});

test('the same key wrapped twice is not the same', async () => {
  const wrap = () => wrapDataKey({ dataKey, publicKey, context });
  expect(await wrap()).not.toBe(await wrap());
});

test('addresses count by their bytes, not by their letters', async () => {
  const lower = `0x${'ab'.repeat(20)}` as const;
  const upper = `0x${'AB'.repeat(20)}` as const;
  const wrappedKey = await wrapDataKey({ dataKey, publicKey, context: { ...context, vault: lower } });
  expect(await unwrapDataKey({ wrappedKey, privateKey, context: { ...context, vault: upper } })).toBe(dataKey);
});

describe('does not open', () => {
  test.each([
    ['chain', { chainId: 1 }],
    ['vault', { vault: `0x${'11'.repeat(19)}12` }],
    ['dataset', { datasetId: `0x${'22'.repeat(31)}23` }],
    ['epoch', { epoch: 4 }],
    ['researcher', { researcher: `0x${'33'.repeat(19)}34` }],
    ['version', { version: 8 }],
    ['vault and researcher, swapped', { vault: context.researcher, researcher: context.vault }],
    ['epoch and version, swapped', { epoch: context.version, version: context.epoch }],
  ] as const)('a key that was moved to another %s', async (_field, change) => {
    const wrappedKey = await wrapDataKey({ dataKey, publicKey, context });
    const moved = { ...context, ...change };
    await expect(unwrapDataKey({ wrappedKey, privateKey, context: moved })).rejects.toEqual(
      new WrappedKeyError(wrappedKey, moved, 'it is for another key pair or another context, or was changed', {
        cause: expect.anything(),
      }),
    );
  });

  test('a key that is for another recipient', async () => {
    const wrappedKey = await wrapDataKey({ dataKey, publicKey, context });
    const other = generateEncryptionKey().privateKey;
    await expect(unwrapDataKey({ wrappedKey, privateKey: other, context })).rejects.toBeInstanceOf(WrappedKeyError);
  });

  test('a key of which any bit was flipped', async () => {
    const wrapped = Buffer.from((await wrapDataKey({ dataKey, publicKey, context })).slice(2), 'hex');
    for (let bit = 0; bit < 8 * wrapped.length; bit += 1) {
      const changed = Buffer.from(wrapped);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const opening = unwrapDataKey({ wrappedKey: toHex(changed), privateKey, context });
      await expect(opening).rejects.toBeInstanceOf(WrappedKeyError);
    }
  });

  test('a key whose encapsulated key is zero', async () => {
    const wrappedKey = `0x${'00'.repeat(80)}` as const;
    await expect(unwrapDataKey({ wrappedKey, privateKey, context })).rejects.toBeInstanceOf(WrappedKeyError);
  });

  test.each([0, 79, 81])('%d bytes', async (size) => {
    const wrappedKey = `0x${'2a'.repeat(size)}` as const;
    await expect(unwrapDataKey({ wrappedKey, privateKey, context })).rejects.toEqual(
      new WrappedKeyError(wrappedKey, context, 'it must have 80 bytes'),
    );
  });
});

describe('is refused before anything is wrapped', () => {
  test.each([
    ['chainId', -1],
    ['chainId', 2 ** 53],
    ['epoch', 2 ** 32],
    ['epoch', 0.5],
    ['version', 2 ** 32],
    ['version', Number.NaN],
  ] as const)('a context whose %s is %d', async (field, value) => {
    const wrapping = wrapDataKey({ dataKey, publicKey, context: { ...context, [field]: value } });
    await expect(wrapping).rejects.toBeInstanceOf(WrapContextError);
    await expect(wrapping).rejects.toThrow(`${field} is ${value}; it must be a whole number from 0 to `);
  });

  test.each([
    ['vault', 20],
    ['datasetId', 32],
    ['researcher', 20],
  ] as const)('a context whose %s has not %d bytes', async (field, size) => {
    const wrong = { ...context, [field]: `0x${'2a'.repeat(size - 1)}` };
    const wrapping = wrapDataKey({ dataKey, publicKey, context: wrong });
    await expect(wrapping).rejects.toEqual(new InvalidBytesError(field, size));
  });

  test('a public key of low order', async () => {
    const zero = `0x${'00'.repeat(32)}` as const;
    await expect(wrapDataKey({ dataKey, publicKey: zero, context })).rejects.toBeInstanceOf(InvalidPublicKeyError);
  });

  test('a data key of another size', async () => {
    const wrapping = wrapDataKey({ dataKey: '0x2a', publicKey, context });
    await expect(wrapping).rejects.toEqual(new InvalidBytesError('the data key', 32));
  });
});

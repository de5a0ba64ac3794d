import { concatHex, type Hex, keccak256, numberToHex, recoverAddress, toHex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { maxSignatureS } from '../../protocol/signature.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { isSignatureOf } from './signatures.ts';

const hash = keccak256(toHex('content'));
const secp256k1Order = 2n * maxSignatureS + 1n;

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function withS(signature: Hex, s: bigint, v: Hex): Hex {
  return concatHex([`0x${signature.slice(2, 66)}`, numberToHex(s, { size: 32 }), v]);
}

test('a key’s signature is its own and nobody else’s', async () => {
  const { payer, relayer } = context;
  const signature = await payer.account.sign({ hash });
  expect(await isSignatureOf(payer, payer.account.address, hash, signature)).toBe(true);
  expect(await isSignatureOf(payer, relayer.account.address, hash, signature)).toBe(false);
  expect(await isSignatureOf(payer, payer.account.address, keccak256(hash), signature)).toBe(false);
});

test('a high s is nobody’s, although it recovers to somebody', async () => {
  const { payer } = context;
  const signature = await payer.account.sign({ hash });
  for (const [s, expected] of [
    [maxSignatureS, true],
    [maxSignatureS + 1n, false],
  ] as const) {
    const chosen = withS(signature, s, '0x1b');
    const somebody = await recoverAddress({ hash, signature: chosen });
    expect(await isSignatureOf(payer, somebody, hash, chosen)).toBe(expected);
  }
  const s = BigInt(`0x${signature.slice(66, 130)}`);
  const twin = withS(signature, secp256k1Order - s, signature.endsWith('1b') ? '0x1c' : '0x1b');
  expect(await recoverAddress({ hash, signature: twin })).toBe(payer.account.address);
  expect(await isSignatureOf(payer, payer.account.address, hash, twin)).toBe(false);
});

test('a contract that does not answer ERC-1271 signed nothing', async () => {
  const { payer, token } = context;
  const signature = await payer.account.sign({ hash });
  expect(await isSignatureOf(payer, token, hash, signature)).toBe(false);
});

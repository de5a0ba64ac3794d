import { concatHex, createPublicClient, erc20Abi, http } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { channelId, nativeToken } from '../../protocol/channel.ts';
import { encodeVoucherRows } from '../../protocol/voucherRows.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { MalformedSignatureError, MalformedVouchersError, ValueOutOfRangeError } from '../errors/index.ts';
import { settle } from './settle.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

async function rowOf(salt: number, cumulativeAmount: bigint) {
  const channel = context.channelOf(salt);
  const signature = await context.signer.inference.signVoucher({ channel, cumulativeAmount });
  return { salt, cumulativeAmount, signature };
}

function tokensOf(account: `0x${string}`) {
  const { payer, token } = context;
  return payer.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args: [account] });
}

test('pays the receiver what it is owed, whoever sends it', async () => {
  const { relayer, provider, token } = context;
  const first = await context.openChannel(1, 10n);
  const second = await context.openChannel(2, 20n);
  const receiver = provider.account.address;
  const before = await tokensOf(receiver);
  const vouchers = [await rowOf(1, 4n), await rowOf(2, 20n)];
  const hash = await relayer.inference.settle({ receiver, token, vouchers });

  const { rows, creditedAmount } = await relayer.inference.waitForSettlement({ hash });
  expect(rows).toEqual([
    { index: 0, channelId: channelId(first), cumulativeAmount: 4n, status: 'settled' },
    { index: 1, channelId: channelId(second), cumulativeAmount: 20n, status: 'settled' },
  ]);
  expect(creditedAmount).toBe(0n);
  expect((await tokensOf(receiver)) - before).toBe(24n);
  expect(await tokensOf(relayer.account.address)).toBe(0n);
});

test('says for each row why it was skipped, and settles the others', async () => {
  const { payer, relayer, provider, token } = context;
  const receiver = provider.account.address;
  for (const salt of [10, 11, 12]) await context.openChannel(salt, 10n);
  const closed = { channel: context.channelOf(12), finalAmount: 0n };
  await payer.inference.waitForTransaction({ hash: await provider.inference.closeWithConsent(closed) });

  const good = await rowOf(10, 5n);
  const badSignature = `0x${'ff'.repeat(32)}${'11'.repeat(32)}1b` as const;
  const vouchers = [
    { ...good, signature: badSignature },
    await rowOf(99, 1n),
    good,
    good,
    await rowOf(10, 4n),
    await rowOf(11, 11n),
    await rowOf(12, 1n),
    { ...good, cumulativeAmount: 6n },
    await rowOf(11, 10n),
  ];
  const hash = await relayer.inference.settle({ receiver, token, vouchers });
  const { rows } = await relayer.inference.waitForSettlement({ hash });
  expect(rows.map((row) => (row.status === 'skipped' ? row.reason : row.status))).toEqual([
    'badSignature',
    'unknownChannel',
    'settled',
    'notAboveClaimed',
    'notAboveClaimed',
    'exceedsFunded',
    'channelClosed',
    'unknownChannel',
    'settled',
  ]);
  expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(rows.map(({ cumulativeAmount }) => cumulativeAmount)).toEqual(vouchers.map((row) => row.cumulativeAmount));
});

test('replaying a batch pays nothing', async () => {
  const { relayer, provider, token } = context;
  const receiver = provider.account.address;
  await context.openChannel(20, 10n);
  const batch = { receiver, token, vouchers: encodeVoucherRows([await rowOf(20, 7n)]) };
  await relayer.inference.waitForTransaction({ hash: await relayer.inference.settle(batch) });
  const before = await tokensOf(receiver);
  const { rows } = await relayer.inference.waitForSettlement({ hash: await relayer.inference.settle(batch) });
  expect(rows).toMatchObject([{ status: 'skipped', reason: 'notAboveClaimed' }]);
  expect(await tokensOf(receiver)).toBe(before);
});

test('credits a receiver that takes no native coin', async () => {
  const { payer, signer, relayer, token } = context;
  await payer.ledger.waitForTransaction({ hash: await payer.ledger.depositNative({ amount: 9n }) });
  const channel = { signer: signer.account.address, receiver: token, token: nativeToken, salt: 1 };
  const opening = await context.openingOf(channel, 9n);
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  await payer.inference.waitForTransaction({ hash: await payer.inference.open({ opening, signerSignature }) });

  const signature = await signer.inference.signVoucher({ channel, cumulativeAmount: 6n });
  const vouchers = [{ salt: 1, cumulativeAmount: 6n, signature }];
  const hash = await relayer.inference.settle({ receiver: token, token: nativeToken, vouchers });
  const { rows, creditedAmount } = await relayer.inference.waitForSettlement({ hash });
  expect(rows).toMatchObject([{ status: 'settled' }]);
  expect(creditedAmount).toBe(6n);
  expect(await payer.ledger.getBalance({ account: token, token: nativeToken })).toBe(6n);
});

test('settles a batch of fifty', async () => {
  const { relayer, provider, token } = context;
  await context.openChannel(30, 50n);
  const amounts = Array.from({ length: 50 }, (_, index) => BigInt(index + 1));
  const vouchers = await Promise.all(amounts.map((amount) => rowOf(30, amount)));
  const hash = await relayer.inference.settle({ receiver: provider.account.address, token, vouchers });
  const { rows } = await relayer.inference.waitForSettlement({ hash });
  expect(rows.filter(({ status }) => status === 'settled')).toHaveLength(50);
});

test('refuses malformed batches before anything is sent', async () => {
  const { relayer, provider, token, escrow } = context;
  const batch = { receiver: provider.account.address, token };
  const row = await rowOf(1, 1n);
  const bytes = encodeVoucherRows([row]);
  for (const vouchers of ['0x', bytes.slice(0, -2) as `0x${string}`, concatHex([bytes, '0x00'])] as const) {
    await expect(relayer.inference.settle({ ...batch, vouchers })).rejects.toThrow(MalformedVouchersError);
  }
  await expect(relayer.inference.settle({ ...batch, vouchers: [] })).rejects.toThrow(
    'the batch has 0 bytes, a multiple of 80 above 0 is needed',
  );
  const offline = createPublicClient({ transport: http('http://127.0.0.1:1', { retryCount: 0 }) });
  const { account } = relayer;
  await expect(settle(offline, { ...batch, account, escrow, vouchers: '0x' })).rejects.toThrow(MalformedVouchersError);

  const settleRow = (change: object) => relayer.inference.settle({ ...batch, vouchers: [{ ...row, ...change }] });
  await expect(settleRow({ signature: '0x1234' })).rejects.toThrow(MalformedSignatureError);
  await expect(settleRow({ salt: 2 ** 32 })).rejects.toThrow(ValueOutOfRangeError);
  await expect(settleRow({ cumulativeAmount: 2n ** 96n })).rejects.toThrow(ValueOutOfRangeError);
});

import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { MalformedVouchersError, NotAllowedError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('adds the sum to the receiver’s prepaid balance', async () => {
  const { provider, signer, token } = context;
  const channel = await context.openChannel(1, 10n);
  const receiver = provider.account.address;
  const signature = await signer.inference.signVoucher({ channel, cumulativeAmount: 9n });
  const batch = { receiver, token, vouchers: [{ salt: 1, cumulativeAmount: 9n, signature }] };
  const first = await provider.inference.waitForSettlement({ hash: await provider.inference.post(batch) });
  expect(first).toMatchObject({ creditedAmount: 9n, rows: [{ status: 'settled', cumulativeAmount: 9n }] });
  expect(await provider.ledger.getBalance({ token })).toBe(9n);

  const second = await provider.inference.waitForSettlement({ hash: await provider.inference.post(batch) });
  expect(second).toMatchObject({ creditedAmount: 0n, rows: [{ status: 'skipped', reason: 'notAboveClaimed' }] });
});

test('is the receiver’s alone', async () => {
  const { relayer, provider, signer, token } = context;
  const channel = await context.openChannel(2, 10n);
  const signature = await signer.inference.signVoucher({ channel, cumulativeAmount: 9n });
  const vouchers = [{ salt: 2, cumulativeAmount: 9n, signature }];
  const posted = relayer.inference.post({ receiver: provider.account.address, token, vouchers });
  await expect(posted).rejects.toThrow(NotAllowedError);
  expect((await provider.inference.getChannel({ channel })).claimed).toBe(0n);
});

test('refuses an empty batch', async () => {
  const { provider, token } = context;
  const empty = provider.inference.post({ receiver: provider.account.address, token, vouchers: '0x' });
  await expect(empty).rejects.toThrow(MalformedVouchersError);
});

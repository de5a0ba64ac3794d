import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { NotAllowedError, NoticeRunningError, WrongStatusError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createTestContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

test('only the payer gives notice, of an open channel, once', async () => {
  const { payer, provider } = context;
  const channel = await context.openChannel(1, 10n);
  const foreign = provider.inference.startClose({ channel });
  await expect(foreign).rejects.toThrow(NotAllowedError);
  await expect(foreign).rejects.toMatchObject({
    values: { caller: provider.account.address, allowed: payer.account.address },
  });

  const hash = await payer.inference.startClose({ channel });
  const { args, receipt } = await payer.inference.waitForEvent({ hash, eventName: 'ChannelClosing' });
  const { timestamp } = await payer.getBlock({ blockNumber: receipt.blockNumber });
  expect(args.closesAt).toBe(Number(timestamp) + 86_400);
  expect(await payer.inference.getChannel({ channel })).toMatchObject({ status: 'closing', closesAt: args.closesAt });

  const again = payer.inference.startClose({ channel });
  await expect(again).rejects.toThrow(WrongStatusError);
  await expect(again).rejects.toMatchObject({ values: { actual: 'closing', required: 'open' } });
});

test('a channel ends after the notice period, and what the provider settled before stays with it', async () => {
  const { payer, provider, signer, relayer, token } = context;
  const channel = await context.openChannel(2, 10n);
  await payer.inference.waitForTransaction({ hash: await payer.inference.startClose({ channel }) });

  const early = relayer.inference.finishClose({ channel });
  await expect(early).rejects.toThrow(NoticeRunningError);
  const { closesAt } = await payer.inference.getChannel({ channel });
  await expect(early).rejects.toMatchObject({ values: { closesAt: BigInt(closesAt) } });

  const signature = await signer.inference.signVoucher({ channel, cumulativeAmount: 4n });
  const vouchers = [{ salt: 2, cumulativeAmount: 4n, signature }];
  const batch = { receiver: provider.account.address, token, vouchers };
  await provider.inference.waitForSettlement({ hash: await provider.inference.settle(batch) });

  await context.advance(86_400);
  const before = await payer.ledger.getBalance({ token });
  const hash = await relayer.inference.finishClose({ channel });
  const { args } = await relayer.inference.waitForEvent({ hash, eventName: 'ChannelClosed' });
  expect(args).toMatchObject({ claimed: 4n, refunded: 6n });
  expect((await payer.ledger.getBalance({ token })) - before).toBe(6n);
  expect(await payer.inference.getChannel({ channel })).toMatchObject({ status: 'closed', funded: 4n, claimed: 4n });
});

test('finishClose tells a channel that no notice was given of', async () => {
  const { payer } = context;
  const channel = await context.openChannel(3, 10n);
  const attempt = payer.inference.finishClose({ channel });
  await expect(attempt).rejects.toThrow(WrongStatusError);
  await expect(attempt).rejects.toMatchObject({ values: { actual: 'open', required: 'closing' } });
});

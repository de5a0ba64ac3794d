import { beforeAll, expect, test } from 'vitest';
import { channelId } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { ContractUnknownError, EventNotFoundError } from '../errors/index.ts';
import { waitForSettlement } from './waitForSettlement.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the same batch again is skipped row for row, with what the row said', async () => {
  const { relayer, provider, signer, token } = context;
  const channel = await context.openChannel(1, 10n);
  const signature = await signer.inference.signVoucher({ channel, cumulativeAmount: 10n });
  const vouchers = [{ salt: 1, cumulativeAmount: 10n, signature }];
  const batch = { receiver: provider.account.address, token, vouchers };
  const row = { index: 0, channelId: channelId(channel), cumulativeAmount: 10n };

  const first = await relayer.inference.waitForSettlement({ hash: await relayer.inference.settle(batch) });
  expect(first.rows).toEqual([{ ...row, status: 'settled' }]);
  expect(first.receipt.status).toBe('success');
  const second = await relayer.inference.waitForSettlement({ hash: await relayer.inference.settle(batch) });
  expect(second.rows).toEqual([{ ...row, status: 'skipped', reason: 'notAboveClaimed' }]);

  const ofAnother = relayer.inference.waitForSettlement({ hash: first.receipt.transactionHash, escrow: token });
  await expect(ofAnother).rejects.toThrow(EventNotFoundError);
});

test('tells a transaction that has no batch, and an escrow that it does not know', async () => {
  const { payer, escrow } = context;
  const hash = await payer.ledger.depositNative({ amount: 1n });
  const waiting = payer.inference.waitForSettlement({ hash });
  await expect(waiting).rejects.toThrow(EventNotFoundError);
  await expect(waiting).rejects.toMatchObject({ values: { hash, address: escrow } });
  await expect(waitForSettlement(payer, { hash })).rejects.toThrow(ContractUnknownError);
});

import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { EventNotFoundError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('finds the event of this escrow, and no other contract’s', async () => {
  const { payer, token, escrow } = context;
  const hash = await payer.ledger.depositNative({ amount: 2n });
  const { args, receipt } = await payer.ledger.waitForEvent({ hash, eventName: 'Deposited', timeout: 10_000 });
  expect(args.amount).toBe(2n);
  expect(receipt.transactionHash).toBe(hash);

  const absent = payer.ledger.waitForEvent({ hash, eventName: 'Withdrawn' });
  await expect(absent).rejects.toThrow(EventNotFoundError);
  await expect(absent).rejects.toMatchObject({ values: { hash, eventName: 'Withdrawn', address: escrow } });
  await expect(payer.ledger.waitForEvent({ hash, eventName: 'Deposited', escrow: token })).rejects.toThrow(
    EventNotFoundError,
  );
});

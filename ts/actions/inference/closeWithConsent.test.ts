import { beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { deployWallet } from '../../testing/wallet.ts';
import {
  DeadlinePassedError,
  FinalAmountOutOfRangeError,
  InvalidSignatureError,
  NotAllowedError,
  ValueOutOfRangeError,
  WrongStatusError,
} from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the payer closes with the receiver’s consent, and both get their part', async () => {
  const { payer, provider, token } = context;
  const channel = await context.openChannel(1, 10n);
  const terms = { channel, finalAmount: 7n, deadline: (await context.now()) + 600n };
  const receiverSignature = await provider.inference.signCloseConsent(terms);
  const hash = await payer.inference.closeWithConsent({ ...terms, receiverSignature });
  const { args } = await payer.inference.waitForEvent({ hash, eventName: 'ChannelClosed' });
  expect(args).toMatchObject({ claimed: 7n, refunded: 3n });
  expect(await payer.ledger.getBalance({ token })).toBe(3n);

  const again = payer.inference.closeWithConsent({ ...terms, receiverSignature });
  await expect(again).rejects.toThrow(WrongStatusError);
  await expect(again).rejects.toMatchObject({ values: { actual: 'closed' } });
});

test('the receiver that calls needs no signature and no deadline', async () => {
  const { provider } = context;
  const channel = await context.openChannel(2, 10n);
  const hash = await provider.inference.closeWithConsent({ channel, finalAmount: 0n });
  const { args } = await provider.inference.waitForEvent({ hash, eventName: 'ChannelClosed' });
  expect(args).toMatchObject({ claimed: 0n, refunded: 10n });
});

test('a contract account consents by ERC-1271', async () => {
  const { payer, provider, signer, relayer, token } = context;
  const receiver = await deployWallet(relayer, provider.account.address);
  await context.fund(payer, 5n);
  const channel = { ...context.channelOf(3), receiver };
  const opening = await context.openingOf(channel, 5n);
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  await payer.inference.waitForTransaction({ hash: await payer.inference.open({ opening, signerSignature }) });

  const terms = { channel, finalAmount: 5n, deadline: opening.deadline };
  const receiverSignature = await provider.inference.signCloseConsent(terms);
  const hash = await payer.inference.closeWithConsent({ ...terms, receiverSignature });
  const { args } = await payer.inference.waitForEvent({ hash, eventName: 'ChannelClosed' });
  expect(args).toMatchObject({ claimed: 5n, refunded: 0n });
  expect(await payer.ledger.getBalance({ account: receiver, token })).toBe(0n);
});

test('only the payer raises the total, and only as the receiver signed', async () => {
  const { payer, provider, relayer } = context;
  const channel = await context.openChannel(4, 10n);
  const terms = { channel, finalAmount: 6n, deadline: (await context.now()) + 600n };
  const receiverSignature = await provider.inference.signCloseConsent(terms);

  const relayed = relayer.inference.closeWithConsent({ ...terms, receiverSignature });
  await expect(relayed).rejects.toThrow(NotAllowedError);
  await expect(relayed).rejects.toMatchObject({ values: { allowed: payer.account.address } });

  const lower = payer.inference.closeWithConsent({ ...terms, finalAmount: 5n, receiverSignature });
  await expect(lower).rejects.toThrow(InvalidSignatureError);
  await expect(lower).rejects.toMatchObject({ values: { account: provider.account.address } });
  const own = await payer.inference.signCloseConsent(terms);
  const forged = payer.inference.closeWithConsent({ ...terms, receiverSignature: own });
  await expect(forged).rejects.toThrow(InvalidSignatureError);

  const above = payer.inference.closeWithConsent({ ...terms, finalAmount: 11n, receiverSignature });
  await expect(above).rejects.toThrow(FinalAmountOutOfRangeError);
  await expect(above).rejects.toMatchObject({ values: { finalAmount: 11n, minimum: 0n, maximum: 10n } });
  const late = payer.inference.closeWithConsent({ ...terms, deadline: 1n, receiverSignature });
  await expect(late).rejects.toThrow(DeadlinePassedError);
});

test('a voucher is no consent', async () => {
  const { payer, provider, signer } = context;
  const receiver = signer.account.address;
  await context.fund(payer, 5n);
  const channel = { ...context.channelOf(5), receiver };
  const opening = await context.openingOf(channel, 5n);
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  await payer.inference.waitForTransaction({ hash: await payer.inference.open({ opening, signerSignature }) });

  const receiverSignature = await signer.inference.signVoucher({ channel, cumulativeAmount: 0n });
  const terms = { channel, finalAmount: 0n, deadline: opening.deadline, receiverSignature };
  await expect(provider.inference.closeWithConsent(terms)).rejects.toThrow(InvalidSignatureError);
});

test('refuses what does not fit before anything is sent', async () => {
  const { payer } = context;
  const channel = context.channelOf(9);
  const tooMuch = payer.inference.closeWithConsent({ channel, finalAmount: 2n ** 96n });
  await expect(tooMuch).rejects.toThrow(ValueOutOfRangeError);
  const deadline = 2n ** 64n;
  const tooLate = payer.inference.closeWithConsent({ channel, finalAmount: 1n, deadline });
  await expect(tooLate).rejects.toThrow(`deadline is ${deadline}, allowed are 0 to ${deadline - 1n}`);
});

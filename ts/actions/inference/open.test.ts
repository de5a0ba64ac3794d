import { beforeAll, expect, test } from 'vitest';
import { channelId, maxAmount, nativeToken } from '../../protocol/channel.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { deployWallet } from '../../testing/wallet.ts';
import {
  ChannelExistsError,
  DeadlinePassedError,
  InsufficientBalanceError,
  InvalidAccountError,
  InvalidSignatureError,
} from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('the payer opens with the signer’s consent', async () => {
  const { payer, signer } = context;
  await context.fund(payer, 10n);
  const channel = context.channelOf(1);
  const opening = await context.openingOf(channel, 8n);
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const hash = await payer.inference.open({ opening, signerSignature });
  const { args } = await payer.inference.waitForEvent({ hash, eventName: 'ChannelOpened' });
  expect(args).toEqual({
    ...channel,
    channelId: channelId(channel),
    payer: payer.account.address,
    amount: 8n,
    noticeSeconds: 86_400,
  });
  expect(await payer.ledger.getBalance({ token: channel.token })).toBe(2n);
});

test('a payer that signs itself needs no consent, in native coin too', async () => {
  const { payer } = context;
  await payer.ledger.waitForTransaction({ hash: await payer.ledger.depositNative({ amount: 5n }) });
  const channel = { ...context.channelOf(2), signer: payer.account.address, token: nativeToken };
  const opening = await context.openingOf(channel, 5n);
  await payer.inference.waitForTransaction({ hash: await payer.inference.open({ opening }) });
  expect(await payer.inference.getChannel({ channel })).toMatchObject({ status: 'open', funded: 5n });
});

test('a relayer opens with both signatures', async () => {
  const { payer, signer, relayer } = context;
  await context.fund(payer, 6n);
  const opening = await context.openingOf(context.channelOf(3), 6n);
  const payerSignature = await payer.inference.signOpening({ opening });
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const hash = await relayer.inference.open({ opening, payerSignature, signerSignature });
  const { args } = await relayer.inference.waitForEvent({ hash, eventName: 'ChannelOpened' });
  expect(args.payer).toBe(payer.account.address);
});

test('a relayer opens for a contract account whose owner signed (ERC-1271)', async () => {
  const { payer, signer, relayer, token } = context;
  const wallet = await deployWallet(relayer, payer.account.address);
  await context.mint(payer.account.address, 6n);
  const deadline = (await context.now()) + 3_600n;
  const deposit = await payer.ledger.depositWithPermit({ token, amount: 6n, deadline, beneficiary: wallet });
  await payer.ledger.waitForTransaction({ hash: deposit });

  const opening = { ...(await context.openingOf(context.channelOf(4), 6n)), payer: wallet };
  const payerSignature = await payer.inference.signOpening({ opening });
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const hash = await relayer.inference.open({ opening, payerSignature, signerSignature });
  const { args } = await relayer.inference.waitForEvent({ hash, eventName: 'ChannelOpened' });
  expect(args.payer).toBe(wallet);
});

test('nobody opens without the signatures of payer and signer, each for its own purpose', async () => {
  const { payer, signer, relayer } = context;
  await context.fund(payer, 6n);
  const opening = await context.openingOf(context.channelOf(5), 6n);
  const payerSignature = await payer.inference.signOpening({ opening });
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const byPayer = { values: { account: payer.account.address } };
  const bySigner = { values: { account: signer.account.address } };

  const without = relayer.inference.open({ opening, signerSignature });
  await expect(without).rejects.toThrow(InvalidSignatureError);
  await expect(without).rejects.toMatchObject(byPayer);
  await expect(payer.inference.open({ opening })).rejects.toMatchObject(bySigner);

  const foreign = await relayer.inference.signOpening({ opening });
  const foreignAttempt = relayer.inference.open({ opening, payerSignature: foreign, signerSignature });
  await expect(foreignAttempt).rejects.toMatchObject(byPayer);

  const changed = { ...opening, amount: 5n };
  const changedAttempt = relayer.inference.open({ opening: changed, payerSignature, signerSignature });
  await expect(changedAttempt).rejects.toMatchObject(byPayer);
  await expect(payer.inference.open({ opening: changed, signerSignature })).rejects.toMatchObject(bySigner);

  const asConsent = await signer.inference.signOpening({ opening });
  await expect(payer.inference.open({ opening, signerSignature: asConsent })).rejects.toMatchObject(bySigner);
});

test('a channel opens once', async () => {
  const { payer, signer } = context;
  const channel = await context.openChannel(6, 3n);
  await context.fund(payer, 3n);
  const opening = await context.openingOf(channel, 3n);
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const again = payer.inference.open({ opening, signerSignature });
  await expect(again).rejects.toThrow(ChannelExistsError);
  await expect(again).rejects.toMatchObject({ values: { channelId: channelId(channel) } });
});

test('tells missing money, a passed deadline and an impossible receiver', async () => {
  const { payer, signer, escrow, clientOf } = context;
  const poor = await clientOf('poor');
  const opening = { ...(await context.openingOf(context.channelOf(7), 4n)), payer: poor.account.address };
  const signerSignature = await signer.inference.signSignerConsent({ opening });
  const unfunded = poor.inference.open({ opening, signerSignature });
  await expect(unfunded).rejects.toThrow(InsufficientBalanceError);
  await expect(unfunded).rejects.toMatchObject({ values: { balance: 0n, amount: 4n } });

  const late = payer.inference.open({ opening: { ...opening, deadline: 1n }, signerSignature });
  await expect(late).rejects.toThrow(DeadlinePassedError);
  await expect(late).rejects.toMatchObject({ values: { deadline: 1n } });

  const channel = { ...opening.channel, receiver: escrow };
  const toEscrow = payer.inference.open({ opening: { ...opening, channel }, signerSignature });
  await expect(toEscrow).rejects.toThrow(InvalidAccountError);
});

test('refuses what does not fit before anything is sent', async () => {
  const { payer } = context;
  const opening = await context.openingOf(context.channelOf(8), 1n);
  const refuses = (change: object, name: string, values: object) =>
    expect(payer.inference.open({ opening: { ...opening, ...change } })).rejects.toMatchObject({ name, values });

  await refuses({ amount: 0n }, 'AmountTooSmallError', { amount: 0n, minimum: 1n });
  await refuses({ amount: maxAmount + 1n }, 'ValueOutOfRangeError', { field: 'amount', maximum: maxAmount });
  await refuses({ noticeSeconds: 86_399 }, 'NoticeOutOfRangeError', { noticeSeconds: 86_399n, minimum: 86_400n });
  await refuses({ noticeSeconds: 2_592_001 }, 'NoticeOutOfRangeError', { maximum: 2_592_000n });
  await refuses({ noticeSeconds: 86_400.5 }, 'ValueOutOfRangeError', { field: 'noticeSeconds', value: 86_400.5 });
  await refuses({ deadline: 2n ** 64n }, 'ValueOutOfRangeError', { field: 'deadline', value: 2n ** 64n });
  for (const salt of [-1, 2 ** 32, 0.5, Number.NaN]) {
    await refuses({ channel: { ...opening.channel, salt } }, 'ValueOutOfRangeError', { field: 'salt', value: salt });
  }
});

import { recoverTypedDataAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { openingTypedData, signerConsentTypedData } from '../../protocol/typedData.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { AmountTooSmallError, WrongSignerError } from '../errors/index.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

test('only the channel’s signer consents', async () => {
  const { signer, payer, chain, escrow } = context;
  const opening = await context.openingOf(context.channelOf(1), 1n);
  const signature = await signer.inference.signSignerConsent({ opening });
  const typedData = signerConsentTypedData({ chainId: chain.id, escrow }, opening);
  expect(await recoverTypedDataAddress({ ...typedData, signature })).toBe(signer.account.address);

  const foreign = payer.inference.signSignerConsent({ opening });
  await expect(foreign).rejects.toThrow(WrongSignerError);
  await expect(foreign).rejects.toMatchObject({
    values: { account: payer.account.address, required: signer.account.address },
  });
});

test('consent and opening are different signatures of the same terms', async () => {
  const { signer, chain, escrow } = context;
  const opening = await context.openingOf(context.channelOf(1), 1n);
  const signature = await signer.inference.signSignerConsent({ opening });
  const typedData = openingTypedData({ chainId: chain.id, escrow }, opening);
  expect(await recoverTypedDataAddress({ ...typedData, signature })).not.toBe(signer.account.address);
});

test('does not sign terms that no channel can have', async () => {
  const { signer } = context;
  const opening = await context.openingOf(context.channelOf(1), 0n);
  await expect(signer.inference.signSignerConsent({ opening })).rejects.toThrow(AmountTooSmallError);
});

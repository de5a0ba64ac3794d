import { parseSignature } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import {
  DeadlinePassedError,
  InsufficientAllowanceError,
  MalformedSignatureError,
  TokenIsNativeError,
} from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('signs the permit itself', async () => {
  const { buyer, relayer, modelId, plans, mined } = context;
  await mined(buyer.license.acquireWithPermit({ plan: plans.timed }));
  expect(await buyer.license.isLicensed({ modelId })).toBe(true);
  const licensee = relayer.account.address;
  await mined(buyer.license.acquireWithPermit({ plan: plans.uses, licensee, tokenDomain: { version: '1' } }));
  expect(await relayer.license.getLicense({ modelId })).toMatchObject({ remainingUses: 10n });
});

test('a permit that was signed before, and that someone else brought first', async () => {
  const { buyer, relayer, plans, license, mined, now } = context;
  const { token, price: amount } = plans.timed;
  const deadline = (await now()) + 3_600n;
  const signature = await buyer.license.signPermit({ token, amount, deadline });
  const { r, s, yParity } = parseSignature(signature);
  const args = [buyer.account.address, license, amount, deadline, 27 + yParity, r, s];
  await context.call(relayer, 'TokenMock', token, 'permit', args);
  await mined(buyer.license.acquireWithPermit({ plan: plans.timed, permit: { signature, deadline } }));
});

test('tells a permit of another, a deadline that passed, and another length', async () => {
  const { buyer, relayer, plans, now } = context;
  const { token, price: amount } = plans.timed;
  const deadline = (await now()) + 3_600n;
  const foreign = await relayer.license.signPermit({ token, amount, deadline });
  const byAnother = buyer.license.acquireWithPermit({ plan: plans.timed, permit: { signature: foreign, deadline } });
  await expect(byAnother).rejects.toThrow(InsufficientAllowanceError);
  const late = buyer.license.acquireWithPermit({ plan: plans.timed, deadline: 1n });
  await expect(late).rejects.toThrow(DeadlinePassedError);
  const cut = { signature: `0x${foreign.slice(4)}` as const, deadline };
  const malformed = buyer.license.acquireWithPermit({ plan: plans.timed, permit: cut });
  await expect(malformed).rejects.toThrow(MalformedSignatureError);
});

test('a free plan needs a permit over nothing', async () => {
  const { relayer, modelId, token, sell, mined } = context;
  const free = usesPlan({ modelId, price: 0n, uses: 1n, token });
  await sell(free);
  await mined(relayer.license.acquireWithPermit({ plan: free, licensee: token }));
  expect(await relayer.license.isLicensed({ modelId, account: token })).toBe(true);
});

test('refuses a plan in the native coin, which has no permits', async () => {
  const { buyer, plans } = context;
  expect(plans.native.token).toBe(nativeToken);
  await expect(buyer.license.acquireWithPermit({ plan: plans.native })).rejects.toThrow(TokenIsNativeError);
});

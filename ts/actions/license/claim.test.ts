import { erc20Abi } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { NativeTransferFailedError, NotAllowedError, NothingDueError, UnknownShareError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

async function earn(plan: ReturnType<typeof usesPlan>) {
  await context.buy(plan);
  await context.mined(context.relayer.license.collect({ plans: [plan] }));
}

test('a payee has itself paid, or another address', async () => {
  const { creator, splitId, token, plans } = context;
  await earn(plans.uses);
  const to = '0x00000000000000000000000000000000000abcde';
  const hash = await creator.license.claim({ splitId, token, index: 0, to });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'RevenueClaimed' });
  const payee = creator.account.address;
  expect(args).toMatchObject({ splitId, payee, token, index: 0n, amount: plans.uses.price });
  const held = await creator.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args: [to] });
  expect(held).toBe(plans.uses.price);

  const again = creator.license.claim({ splitId, token, index: 0 });
  await expect(again).rejects.toThrow(NothingDueError);
  await expect(again).rejects.toMatchObject({ values: { splitId, token, index: 0n } });
});

test('anyone has a payee paid, in native coin too, and nobody redirects it', async () => {
  const { creator, relayer, splitId, plans } = context;
  await earn(plans.native);
  const due = { splitId, token: nativeToken, index: 0 };
  const redirected = relayer.license.claim({ ...due, to: relayer.account.address });
  await expect(redirected).rejects.toThrow(NotAllowedError);
  const before = await creator.getBalance({ address: creator.account.address });
  await context.mined(relayer.license.claim(due));
  const after = await creator.getBalance({ address: creator.account.address });
  expect(after - before).toBe(plans.native.price);
});

test('a payee that refuses stops nobody else', async () => {
  const { relayer, creator, publish, sell, deploy } = context;
  const refusing = await deploy('RefusingReceiver');
  const shares = [refusing, relayer.account.address].map((payee) => ({ payee, parts: 500_000 }));
  const { modelId, splitId } = await publish(60n, { shares });
  const plan = usesPlan({ modelId, price: 11n, uses: 1n });
  await sell(plan, splitId);
  await earn(plan);
  const due = { splitId, token: nativeToken };
  await expect(creator.license.claim({ ...due, index: 0 })).rejects.toThrow(NativeTransferFailedError);
  const hash = await creator.license.claim({ ...due, index: 1 });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'RevenueClaimed' });
  expect(args).toMatchObject({ to: relayer.account.address, amount: 5n });
  expect(await creator.license.getClaimable({ ...due, index: 0 })).toBe(6n);
});

test('tells a place that there is not', async () => {
  const { relayer, splitId, token } = context;
  const missing = { splitId, token, index: 1 };
  await expect(relayer.license.claim(missing)).rejects.toThrow(UnknownShareError);
  const named = relayer.license.claim({ ...missing, to: relayer.account.address });
  await expect(named).rejects.toMatchObject({ name: 'UnknownShareError', values: { splitId, index: 1n } });
  for (const index of [-1, 250, 0.5]) {
    const impossible = relayer.license.claim({ ...missing, index });
    await expect(impossible).rejects.toMatchObject({ name: 'ValueOutOfRangeError', values: { value: index } });
  }
});

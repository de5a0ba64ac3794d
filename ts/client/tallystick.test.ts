import { createPublicClient, createWalletClient, type Hash, http, zeroHash } from 'viem';
import { beforeAll, expect, expectTypeOf, test } from 'vitest';
import * as inference from '../actions/inference/index.ts';
import * as ledger from '../actions/ledger/index.ts';
import * as license from '../actions/license/index.ts';
import * as vaultActions from '../actions/vault/index.ts';
import { createTestContext, type TestContext } from '../testing/context.ts';
import { type TallystickActions, tallystick } from './tallystick.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function functionsOf(actions: object) {
  return Object.entries(actions)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
    .sort();
}

test('offers every action', () => {
  const { payer } = context;
  expect(functionsOf(payer.inference)).toEqual(functionsOf(inference));
  expect(functionsOf(payer.ledger)).toEqual(functionsOf(ledger).filter((name) => name !== 'depositNonce'));
  expect(functionsOf(payer.license)).toEqual(functionsOf(license));
  expect(functionsOf(payer.vault)).toEqual(functionsOf(vaultActions));
});

test('an escrow in the call goes before the client’s', async () => {
  const { payer, chain, rpcUrl, token, escrow } = context;
  const client = createPublicClient({ chain, transport: http(rpcUrl) }).extend(tallystick({ escrow: token }));
  const read = { token, account: payer.account.address };
  expect(await client.ledger.getBalance({ ...read, escrow })).toBe(0n);
  await expect(client.ledger.getBalance(read)).rejects.toThrow();
  await expect(client.extend(tallystick()).ledger.getBalance(read)).rejects.toMatchObject({
    name: 'ContractUnknownError',
    values: { contract: 'InferenceEscrow', parameter: 'escrow', chainId: chain.id },
  });
});

test('a licence contract is its own parameter', async () => {
  const { payer, chain, rpcUrl, token, license } = context;
  const client = createPublicClient({ chain, transport: http(rpcUrl) }).extend(tallystick({ license: token }));
  const read = { modelId: zeroHash, account: payer.account.address };
  expect(await client.license.isLicensed({ ...read, license })).toBe(false);
  await expect(client.license.isLicensed(read)).rejects.toThrow();
  await expect(client.extend(tallystick()).license.isLicensed(read)).rejects.toMatchObject({
    name: 'ContractUnknownError',
    values: { contract: 'ModelLicense', parameter: 'license', chainId: chain.id },
  });
});

test('a vault is its own parameter', async () => {
  const { payer, chain, rpcUrl, token, vault } = context;
  const client = createPublicClient({ chain, transport: http(rpcUrl) }).extend(tallystick({ vault: token }));
  const read = { datasetId: zeroHash, researcher: payer.account.address };
  expect(await client.vault.isLive({ ...read, vault })).toBe(false);
  await expect(client.vault.isLive(read)).rejects.toThrow();
  await expect(client.extend(tallystick()).vault.isLive(read)).rejects.toMatchObject({
    name: 'ContractUnknownError',
    values: { contract: 'DataVault', parameter: 'vault', chainId: chain.id },
  });
});

test('works with an account in the call, on a client that has neither account nor chain', async () => {
  const { payer, rpcUrl, escrow } = context;
  const client = createWalletClient({ transport: http(rpcUrl), pollingInterval: 25 }).extend(tallystick({ escrow }));
  const hash = await client.ledger.depositNative({ account: payer.account, amount: 3n });
  const { args } = await client.ledger.waitForEvent({ hash, eventName: 'Deposited' });
  expect(args.beneficiary).toBe(payer.account.address);
});

test('types are those of the actions without the client', () => {
  expectTypeOf<TallystickActions['inference']['settle']>().toEqualTypeOf<
    (parameters: inference.SettleParameters) => Promise<Hash>
  >();
  expectTypeOf<TallystickActions['ledger']['getLiabilities']>().toEqualTypeOf<
    (parameters?: ledger.GetLiabilitiesParameters) => Promise<ledger.GetLiabilitiesReturnType>
  >();
  expectTypeOf<TallystickActions['license']['useNonce']>().toEqualTypeOf<
    (parameters?: license.UseNonceParameters) => Promise<Hash>
  >();
  expectTypeOf<TallystickActions['vault']['getOwed']>().toEqualTypeOf<
    (parameters?: vaultActions.GetOwedParameters) => Promise<vaultActions.GetOwedReturnType>
  >();
  const closing = () => context.payer.inference.waitForEvent({ hash: '0x', eventName: 'ChannelClosing' });
  expectTypeOf<Awaited<ReturnType<typeof closing>>['args']['closesAt']>().toEqualTypeOf<number>();
  const sale = () => context.payer.license.waitForEvent({ hash: '0x', eventName: 'LicenseAcquired' });
  expectTypeOf<Awaited<ReturnType<typeof sale>>['args']['remainingUses']>().toEqualTypeOf<bigint>();
  const access = () => context.payer.vault.waitForEvent({ hash: '0x', eventName: 'AccessGranted' });
  expectTypeOf<Awaited<ReturnType<typeof access>>['args']['version']>().toEqualTypeOf<number>();
});

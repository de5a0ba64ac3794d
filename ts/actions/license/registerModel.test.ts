import { zeroHash } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { modelIdOf, splitIdOf, totalParts } from '../../protocol/license/model.ts';
import { usesPlan } from '../../protocol/license/plan.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ModelExistsError, NotAllowedError, PriceTooHighError, ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('a model of its creator alone sells single uses', async () => {
  const { creator } = context;
  const payee = creator.account.address;
  const modelId = modelIdOf(payee, 10n);
  const hash = await creator.license.registerModel({ modelId, modelURI: 'ipfs://one', pricePerUse: 7n });
  const { args } = await creator.license.waitForEvent({ hash, eventName: 'ModelRegistered' });
  expect(args).toEqual({ modelId, creator: payee, depth: 0, contentDigest: zeroHash, modelURI: 'ipfs://one' });

  const splitId = splitIdOf(modelId, [{ payee, parts: totalParts }]);
  const plan = usesPlan({ modelId, uses: 1n, price: 7n });
  expect(await creator.license.getPricePerUse({ modelId })).toEqual(plan);
  expect(plan.token).toBe(nativeToken);
  expect(await creator.license.getPlan({ plan })).toMatchObject({ open: true, splitId });
});

test('nobody registers another’s id, or one twice', async () => {
  const { creator, buyer, modelId } = context;
  const registration = { modelId, modelURI: '', pricePerUse: 1n };
  await expect(creator.license.registerModel(registration)).rejects.toThrow(ModelExistsError);
  const foreign = buyer.license.registerModel(registration);
  await expect(foreign).rejects.toThrow(NotAllowedError);
  const values = { caller: buyer.account.address, allowed: creator.account.address };
  await expect(foreign).rejects.toMatchObject({ values });
});

test('refuses a price that does not fit before anything is sent', async () => {
  const { creator } = context;
  const register = (pricePerUse: bigint) =>
    creator.license.registerModel({ modelId: modelIdOf(creator.account.address, 11n), modelURI: '', pricePerUse });
  await expect(register(2n ** 96n)).rejects.toThrow(PriceTooHighError);
  await expect(register(2n ** 96n)).rejects.toMatchObject({ values: { price: 2n ** 96n, maximum: 2n ** 96n - 1n } });
  await expect(register(-1n)).rejects.toThrow(ValueOutOfRangeError);
});

import { erc20Abi } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('the licence contract may take so much of the token', async () => {
  const { buyer, token, license, mined } = context;
  await mined(buyer.license.approve({ token, amount: 9n }));
  const args = [buyer.account.address, license] as const;
  expect(await buyer.readContract({ abi: erc20Abi, address: token, functionName: 'allowance', args })).toBe(9n);
});

test('refuses the native coin, and an amount that does not fit', async () => {
  const { buyer, token } = context;
  await expect(buyer.license.approve({ token: nativeToken, amount: 1n })).rejects.toThrow(TokenIsNativeError);
  await expect(buyer.license.approve({ token, amount: 2n ** 256n })).rejects.toThrow(ValueOutOfRangeError);
});

import { erc20Abi } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('the vault may take so much of the token', async () => {
  const { buyer, token, vault, mined } = context;
  await mined(buyer.vault.approve({ token, amount: 9n }));
  const args = [buyer.account.address, vault] as const;
  expect(await buyer.readContract({ abi: erc20Abi, address: token, functionName: 'allowance', args })).toBe(9n);
});

test('refuses the native coin, and an amount that does not fit', async () => {
  const { buyer, token } = context;
  await expect(buyer.vault.approve({ token: nativeToken, amount: 1n })).rejects.toThrow(TokenIsNativeError);
  await expect(buyer.vault.approve({ token, amount: 2n ** 256n })).rejects.toThrow(ValueOutOfRangeError);
});

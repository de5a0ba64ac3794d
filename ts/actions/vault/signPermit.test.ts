import { erc20Abi, parseSignature } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { nativeToken } from '../../protocol/channel.ts';
import { createVaultContext, type VaultContext } from '../../testing/vaults.ts';
import { TokenIsNativeError, ValueOutOfRangeError } from '../errors/index.ts';

let context: VaultContext;

beforeAll(async () => {
  context = await createVaultContext(import.meta.url);
});

test('the token takes it as an allowance of the vault', async () => {
  const { buyer, relayer, token, vault } = context;
  const deadline = (await context.now()) + 3_600n;
  const signature = await buyer.vault.signPermit({ token, amount: 9n, deadline });
  const { r, s, yParity } = parseSignature(signature);
  const permit = [buyer.account.address, vault, 9n, deadline, 27 + yParity, r, s];
  await context.call(relayer, 'TokenMock', token, 'permit', permit);
  const args = [buyer.account.address, vault] as const;
  expect(await buyer.readContract({ abi: erc20Abi, address: token, functionName: 'allowance', args })).toBe(9n);
});

test('refuses the native coin, and numbers that do not fit', async () => {
  const { buyer, token } = context;
  const permit = { token, amount: 1n, deadline: 1n };
  await expect(buyer.vault.signPermit({ ...permit, token: nativeToken })).rejects.toThrow(TokenIsNativeError);
  for (const change of [{ amount: 2n ** 256n }, { deadline: -1n }]) {
    await expect(buyer.vault.signPermit({ ...permit, ...change })).rejects.toThrow(ValueOutOfRangeError);
  }
});

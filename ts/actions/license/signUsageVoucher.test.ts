import { recoverTypedDataAddress } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { usageVoucherTypedData } from '../../protocol/license/typedData.ts';
import { createLicenseContext, type LicenseContext } from '../../testing/licenses.ts';
import { ValueOutOfRangeError } from '../errors/index.ts';

let context: LicenseContext;

beforeAll(async () => {
  context = await createLicenseContext(import.meta.url);
});

test('the licensee signs for itself, a seat for its licensee', async () => {
  const { buyer, relayer, modelId, chain, license } = context;
  const domain = { chainId: chain.id, license };
  const licensee = buyer.account.address;
  for (const [client, more] of [[buyer, {}] as const, [relayer, { licensee }] as const]) {
    const { signature, ...usage } = await client.license.signUsageVoucher({ modelId, cumulativeUses: 5n, ...more });
    expect(usage).toEqual({ modelId, licensee, cumulativeUses: 5n });
    const signer = await recoverTypedDataAddress({ ...usageVoucherTypedData(domain, usage), signature });
    expect(signer).toBe(client.account.address);
  }
});

test('refuses what does not fit', async () => {
  const { buyer, modelId } = context;
  for (const cumulativeUses of [-1n, 2n ** 64n]) {
    const attempt = buyer.license.signUsageVoucher({ modelId, cumulativeUses });
    await expect(attempt).rejects.toThrow(ValueOutOfRangeError);
  }
});

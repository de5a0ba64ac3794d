import { readFileSync } from 'node:fs';
import { hashTypedData } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { modelLicense } from '../../actions/internal/contracts/modelLicense.ts';
import { read } from '../../actions/internal/read.ts';
import { renderLicenseVectors } from '../../scripts/vectors/license.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { modelIdOf } from './model.ts';
import { planIdOf, timedPlan } from './plan.ts';
import { licenseDomainSeparator, purchaseNonce, purchaseTypedData, usageVoucherTypedData } from './typedData.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function samples() {
  const account = context.payer.account.address;
  const modelId = modelIdOf(account, 1n);
  const plan = timedPlan({ modelId, price: 1n, seconds: 1n });
  const purchase = { buyer: account, licensee: account, deadline: 1n, nonce: 1n };
  return { account, modelId, plan, purchase, usage: { modelId, licensee: account, cumulativeUses: 1n } };
}

test('the vectors that the contract is held against are what this code computes', async () => {
  const file = new URL('../../../test/vectors/licenseTypedData.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await renderLicenseVectors());
});

test('the domain is the contract’s', async () => {
  const { payer, chain, license } = context;
  const separator = await read(payer, modelLicense, { license }, { functionName: 'DOMAIN_SEPARATOR', args: [] });
  expect(licenseDomainSeparator({ chainId: chain.id, license })).toBe(separator);
});

test('no two purposes, chains, contracts or plans share a hash', () => {
  const { license, token } = context;
  const { plan, purchase, usage } = samples();
  const domains = [
    { chainId: 1, license },
    { chainId: 2, license },
    { chainId: 1, license: token },
  ];
  const hashes = domains.flatMap((domain) => [
    hashTypedData(purchaseTypedData(domain, plan, purchase)),
    hashTypedData(purchaseTypedData(domain, { ...plan, price: 2n }, purchase)),
    hashTypedData(usageVoucherTypedData(domain, usage)),
  ]);
  expect(new Set(hashes).size).toBe(9);
});

test('the nonce of an authorisation is the contract’s', async () => {
  const { payer, relayer, license } = context;
  const { plan, account } = samples();
  for (const salt of [0n, 2n ** 256n - 1n]) {
    for (const licensee of [account, relayer.account.address]) {
      const args = [planIdOf(plan), licensee, salt] as const;
      const onChain = await read(payer, modelLicense, { license }, { functionName: 'purchaseNonce', args });
      expect(purchaseNonce(...args)).toBe(onChain);
    }
  }
});

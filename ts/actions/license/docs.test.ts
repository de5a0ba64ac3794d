import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as viem from 'viem';
import { getBalance } from 'viem/actions';
import { beforeAll, expect, test } from 'vitest';
import { cidOf, uriOf } from '../../content/index.ts';
import * as tallystick from '../../index.ts';
import { ROOT } from '../../terminal/process.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';

const { parseEther } = viem;

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

/** The first TypeScript sample of the page, without its imports. */
function sampleOf(page: string): string {
  const [, sample] = /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(ROOT, page), 'utf8')) ?? [];
  if (sample === undefined) throw new Error(`${page} has no sample`);
  return sample.replace(/^import .*\n/gm, '');
}

test('docs/licences.md sells a licence in twenty lines', async () => {
  const { provider, payer, chain, license, rpcUrl } = context;
  const sample = sampleOf('docs/licences.md');
  expect(sample.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(20);

  const digest = viem.sha256('0x01');
  const scope = {
    ...tallystick,
    ...viem,
    http: () => viem.http(rpcUrl),
    creatorAccount: provider.account,
    buyerAccount: payer.account,
    chain,
    license,
    modelURI: uriOf(cidOf(digest, 'raw')),
    contentDigest: digest,
    termsHash: viem.keccak256('0x02'),
  };
  const before = await getBalance(provider, { address: license });
  const AsyncFunction = (async () => undefined).constructor as FunctionConstructor;
  const run = AsyncFunction(...Object.keys(scope), `{ ${sample}\nreturn { licensed, plan, splitId }; }`);
  const { licensed, plan, splitId } = await run(...Object.values(scope));

  expect(licensed).toBe(true);
  expect(plan.price).toBe(parseEther('0.01'));
  expect(await provider.license.getIncome({ splitId, token: plan.token })).toBe(parseEther('0.01'));
  expect(await getBalance(provider, { address: license })).toBe(before);
});

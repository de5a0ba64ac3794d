import type { Hash, Hex, TransactionReceipt } from 'viem';
import { modelIdOf, type Royalty, type Share, splitIdOf, totalParts } from '../protocol/license/model.ts';
import { type Plan, perpetualPlan, timedPlan, usesPlan } from '../protocol/license/plan.ts';
import { createTestContext, type TestClient, type TestContext } from './context.ts';

/** A month, in seconds. */
export const month = 2_592_000n;

/** What the plans of the context cost. */
export const price = 5_000_000n;

/** A published model, and the split that it opened with. */
export type TestModel = { modelId: Hex; splitId: Hex };

/** What tests of licences share: a creator with a model that is theirs alone, and a buyer that has tokens. */
export type LicenseContext = TestContext &
  TestModel & {
    creator: TestClient;
    buyer: TestClient;
    /** Plans of the model, which are open: in the token, a month, for ever, and ten uses; and a month in the native coin. */
    plans: { timed: Plan; perpetual: Plan; uses: Plan; native: Plan };
    /** Publishes another model of the creator, or of `owner`. */
    publish: (number: bigint, more?: Derivation) => Promise<TestModel>;
    /** Opens a plan of a model of the creator. */
    sell: (plan: Plan, splitId?: Hex) => Promise<void>;
    /** Buys for the buyer, or with `client` for itself. */
    buy: (plan: Plan, client?: TestClient) => Promise<void>;
    /** Waits until what an action sent is mined. */
    mined: (hash: Promise<Hash>) => Promise<TransactionReceipt>;
  };

/** What a model derives from, and who divides the rest. */
export type Derivation = { parents?: readonly Royalty[]; shares?: readonly Share[]; owner?: TestClient };

/** As `createTestContext`. */
export async function createLicenseContext(file: string, rpcUrl?: string): Promise<LicenseContext> {
  const context = await createTestContext(file, rpcUrl);
  const { provider: creator, payer: buyer, token } = context;
  await context.mint(buyer.account.address, 1_000_000n * price);

  const mined: LicenseContext['mined'] = async (hash) => buyer.license.waitForTransaction({ hash: await hash });
  const publish: LicenseContext['publish'] = async (number, { parents = [], shares, owner = creator } = {}) => {
    const payee = owner.account.address;
    const modelId = modelIdOf(payee, number);
    const given = parents.reduce((sum, { parts }) => sum + parts, 0);
    const divided = shares ?? [{ payee, parts: totalParts - given }];
    await mined(owner.license.publishModel({ modelId, modelURI: 'ipfs://model', parents, shares: divided }));
    return { modelId, splitId: splitIdOf(modelId, divided) };
  };
  const model = await publish(1n);
  const { modelId } = model;
  const sell: LicenseContext['sell'] = async (plan, splitId = model.splitId) => {
    await mined(creator.license.openPlan({ plan, splitId }));
  };
  const buy: LicenseContext['buy'] = async (plan, client = buyer) => {
    if (BigInt(plan.token) !== 0n) await mined(client.license.approve({ token: plan.token, amount: plan.price }));
    await mined(client.license.acquire({ plan }));
  };
  const plans = {
    timed: timedPlan({ modelId, price, token, seconds: month }),
    perpetual: perpetualPlan({ modelId, price, token }),
    uses: usesPlan({ modelId, price, token, uses: 10n }),
    native: timedPlan({ modelId, price: 1_000n, seconds: month }),
  };
  for (const plan of Object.values(plans)) await sell(plan);
  return { ...context, ...model, creator, buyer, plans, publish, sell, buy, mined };
}

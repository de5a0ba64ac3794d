import type { Address, Hash, Hex } from 'viem';
import { getBlock } from 'viem/actions';
import { fromPlanStruct, type Plan, perpetual } from '../../protocol/license/plan.ts';
import type { Term } from '../../protocol/license/term.ts';
import { type ActionClient, resolveAccount } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import type { ContractEvent } from '../internal/events.ts';
import { type HistoryParameters, incompleteHistory, lastBlock, readEvents } from '../internal/history.ts';

export type GetTermsParameters = LicenseParameter &
  HistoryParameters & {
    modelId: Hex;
    /** Default: the client's account. */
    account?: Address | undefined;
  };

/** A purchase that began or prolonged a term: its event proves it. */
export type TermPurchase = {
  planId: Hex;
  /** Who paid; for one by an EIP-3009 authorisation, the token's word. */
  payer: Address;
  /** The block's time, in unix seconds. */
  purchasedAt: number;
  blockNumber: bigint;
  transactionHash: Hash;
};

export type GetTermsReturnType = {
  /** The state is the one after this block. */
  blockNumber: bigint;
  /** In their order. The last one is what the contract records. */
  terms: (Term & { purchases: TermPurchase[] })[];
};

type Acquired = ContractEvent<(typeof modelLicense)['abi'], 'LicenseAcquired'>;

/**
 * All terms that an account ever had for a model, each with the purchases that it is made of: recomputed from events alone,
 * since the contract records the latest term only. `isInTerm(term, time)` says whether a time lies in one. Uses have no
 * term.
 *
 * Throws {@link IncompleteHistoryError} if `fromBlock` lies after a plan opened or a term that still ran was bought;
 * {@link ValueOutOfRangeError}, {@link AccountRequiredError}, {@link ContractUnknownError}.
 *
 * @example
 * import { createWalletClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createWalletClient({ account: buyer, chain, transport: http() }).extend(tallystick({ license }))
 * const hash = await client.license.acquireWithPermit({ plan })
 * await client.license.waitForTransaction({ hash })
 * const { terms } = await client.license.getTerms({ modelId })
 * for (const { startedAt, expiresAt, purchases } of terms) console.log(startedAt, expiresAt, purchases.length)
 */
export async function getTerms(client: ActionClient, parameters: GetTermsParameters): Promise<GetTermsReturnType> {
  const { modelId } = parameters;
  const licensee = resolveAccount(client, parameters).address;
  const blockNumber = await lastBlock(client, parameters);
  const range = { ...parameters, toBlock: blockNumber };
  const opened = await readEvents(client, modelLicense, range, { eventName: 'PlanOpened', args: { modelId } });
  const plans = new Map(opened.map(({ args }) => [args.planId, fromPlanStruct(args.plan)]));
  const filter = { eventName: 'LicenseAcquired', args: { modelId, licensee } } as const;

  const terms: GetTermsReturnType['terms'] = [];
  for (const log of await readEvents(client, modelLicense, range, filter)) {
    const plan = plans.get(log.args.planId);
    if (!plan) throw incompleteHistory(log, `plan ${log.args.planId} was never opened`);
    if (plan.kind !== 'uses') addPurchase(terms, await purchaseOf(client, log), plan, log);
  }
  return { blockNumber, terms };
}

async function purchaseOf(client: ActionClient, { args, blockNumber, transactionHash }: Acquired) {
  const { timestamp } = await getBlock(client, { blockNumber });
  const { planId, payer } = args;
  return { planId, payer, purchasedAt: Number(timestamp), blockNumber, transactionHash };
}

/** Prolongs the last term if it runs or ends just then, and begins one otherwise. */
function addPurchase(terms: GetTermsReturnType['terms'], purchase: TermPurchase, plan: Plan, log: Acquired): void {
  const { purchasedAt } = purchase;
  const { expiresAt } = log.args;
  const last = terms.at(-1);
  const running = last && purchasedAt <= last.expiresAt ? last : undefined;
  const expected = plan.kind === 'perpetual' ? perpetual : (running?.expiresAt ?? purchasedAt) + Number(plan.quantity);
  if (expiresAt !== expected) throw incompleteHistory(log, `the term would end at ${expected}, not at ${expiresAt}`);
  if (running) {
    running.expiresAt = expiresAt;
    running.purchases.push(purchase);
  } else {
    terms.push({ startedAt: purchasedAt, expiresAt, purchases: [purchase] });
  }
}

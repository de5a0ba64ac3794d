import { type Address, type Hex, hashStruct, zeroHash } from 'viem';
import { nativeToken } from '../channel.ts';

/** The `expiresAt` of a term without an end; the contract's `PERPETUAL`. */
export const perpetual = 2 ** 40 - 1;

/** The `cap` of a plan without a limit. */
export const noCap = 2 ** 32 - 1;

/** The names of `IModelLicense.PlanKind`, in its order. */
export const planKinds = ['uses', 'timed', 'perpetual'] as const;

/** What a plan sells: a number of uses, a term that can be prolonged, or a term without an end. */
export type PlanKind = (typeof planKinds)[number];

/** The terms of a sale, which its id commits to; `IModelLicense.Plan` in Solidity. */
export type Plan = {
  modelId: Hex;
  kind: PlanKind;
  /** The ERC-20 that it is paid in, or `nativeToken`. */
  token: Address;
  /** Of one purchase, in the token's smallest unit; 96 bits. */
  price: bigint;
  /** Uses, or seconds; 64 bits. Zero for a term without an end. */
  quantity: bigint;
  /** The most purchases there can be, renewals included; 32 bits. {@link noCap} for no limit. */
  cap: number;
  /** Hash of the terms that a buyer accepts; zero for none. */
  termsHash: Hex;
};

/** A plan as the contract takes and gives it: the kind by its number. */
export type PlanStruct = Omit<Plan, 'kind'> & { kind: number };

/** What the plans of every kind have in common. */
export type PlanTerms = {
  modelId: Hex;
  /** Of one purchase, in the token's smallest unit; 96 bits. */
  price: bigint;
  /** The ERC-20 that it is paid in. Default: the native coin. */
  token?: Address | undefined;
  /** The most purchases there can be, renewals included; 32 bits. Default: {@link noCap}. */
  cap?: number | undefined;
  /** Hash of the terms that a buyer accepts. Default: zero, none. */
  termsHash?: Hex | undefined;
};

/** The EIP-712 type of a plan. */
export const planFields = [
  { name: 'modelId', type: 'bytes32' },
  { name: 'kind', type: 'uint8' },
  { name: 'token', type: 'address' },
  { name: 'price', type: 'uint96' },
  { name: 'quantity', type: 'uint64' },
  { name: 'cap', type: 'uint32' },
  { name: 'termsHash', type: 'bytes32' },
] as const;

/**
 * A plan that sells `uses` uses.
 *
 * @example
 * import { usesPlan } from 'tallystick'
 *
 * const plan = usesPlan({ modelId, uses: 1_000n, price: 5_000_000n, token })
 */
export function usesPlan({ uses, ...terms }: PlanTerms & { uses: bigint }): Plan {
  return planOf('uses', uses, terms);
}

/**
 * A plan that sells `seconds` of time.
 *
 * @example
 * import { timedPlan } from 'tallystick'
 *
 * const plan = timedPlan({ modelId, seconds: 2_592_000n, price: 20_000_000n, token })
 */
export function timedPlan({ seconds, ...terms }: PlanTerms & { seconds: bigint }): Plan {
  return planOf('timed', seconds, terms);
}

/**
 * A plan that sells a term without an end.
 *
 * @example
 * import { perpetualPlan } from 'tallystick'
 *
 * const plan = perpetualPlan({ modelId, price: 10n ** 17n, cap: 100 })
 */
export function perpetualPlan(terms: PlanTerms): Plan {
  return planOf('perpetual', 0n, terms);
}

function planOf(kind: PlanKind, quantity: bigint, terms: PlanTerms): Plan {
  const { modelId, price, token = nativeToken, cap = noCap, termsHash = zeroHash } = terms;
  return { modelId, kind, token, price, quantity, cap, termsHash };
}

/** The plan as the contract takes it. */
export function toPlanStruct(plan: Plan): PlanStruct {
  return { ...plan, kind: planKinds.indexOf(plan.kind) };
}

/** The plan that the contract, or an event of it, gave. */
export function fromPlanStruct(plan: PlanStruct): Plan {
  const kind = planKinds[plan.kind];
  if (kind === undefined) throw new RangeError(`the contract named plan kind ${plan.kind}, known are 0 to 2`);
  return { ...plan, kind };
}

/**
 * The id of a plan, whether it was opened or not: its EIP-712 struct hash.
 *
 * @example
 * import { planIdOf, usesPlan } from 'tallystick'
 *
 * const planId = planIdOf(usesPlan({ modelId, uses: 1_000n, price: 5_000_000n, token }))
 */
export function planIdOf(plan: Plan): Hex {
  return hashStruct({ data: toPlanStruct(plan), primaryType: 'Plan', types: { Plan: planFields } });
}

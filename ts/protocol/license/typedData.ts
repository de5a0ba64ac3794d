import { type Address, domainSeparator, encodeAbiParameters, type Hex, keccak256, type TypedDataDomain } from 'viem';
import { type Plan, planFields, toPlanStruct } from './plan.ts';

/** Which licence contract, on which chain, a signature is for. */
export type LicenseDomain = { chainId: number; license: Address };

/** A purchase that a buyer signs and anyone may bring; `IModelLicense.Purchase` in Solidity. */
export type Purchase = {
  /** Whose allowance pays. */
  buyer: Address;
  /** Who is licensed. */
  licensee: Address;
  /** Unix seconds; not valid at this time or later. 64 bits. */
  deadline: bigint;
  /** The buyer's next. */
  nonce: bigint;
};

/** A licensee's word that it has used so much in all; `IModelLicense.UsageVoucher` in Solidity, but for the signature. */
export type Usage = {
  modelId: Hex;
  licensee: Address;
  /** Metered uses since the licence began; 64 bits. */
  cumulativeUses: bigint;
};

/** The EIP-712 types of what is signed for the licence contract. */
export const licenseTypes = {
  LicensePurchase: [
    { name: 'plan', type: 'Plan' },
    { name: 'buyer', type: 'address' },
    { name: 'licensee', type: 'address' },
    { name: 'deadline', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
  Plan: planFields,
  UsageVoucher: [
    { name: 'modelId', type: 'bytes32' },
    { name: 'licensee', type: 'address' },
    { name: 'cumulativeUses', type: 'uint64' },
  ],
} as const;

/** The EIP-712 domain of all that is signed for the licence contract. */
export function licenseDomain({ chainId, license }: LicenseDomain) {
  return {
    name: 'ModelLicense',
    version: '1',
    chainId,
    verifyingContract: license,
  } as const satisfies TypedDataDomain;
}

/** The domain separator that the contract's `DOMAIN_SEPARATOR()` returns. */
export function licenseDomainSeparator(parameters: LicenseDomain): Hex {
  return domainSeparator({ domain: licenseDomain(parameters) });
}

/** What a buyer signs so that someone else can buy with its allowance. */
export function purchaseTypedData(parameters: LicenseDomain, plan: Plan, purchase: Purchase) {
  const { buyer, licensee, deadline, nonce } = purchase;
  return {
    domain: licenseDomain(parameters),
    types: { LicensePurchase: licenseTypes.LicensePurchase, Plan: licenseTypes.Plan },
    primaryType: 'LicensePurchase',
    message: { plan: toPlanStruct(plan), buyer, licensee, deadline, nonce },
  } as const;
}

/** What a licensee, or one of its seats, signs for what it has used. */
export function usageVoucherTypedData(parameters: LicenseDomain, usage: Usage) {
  const { modelId, licensee, cumulativeUses } = usage;
  return {
    domain: licenseDomain(parameters),
    types: { UsageVoucher: licenseTypes.UsageVoucher },
    primaryType: 'UsageVoucher',
    message: { modelId, licensee, cumulativeUses },
  } as const;
}

/** The nonce that an EIP-3009 authorisation signs for a purchase: so whoever brings it changes neither plan nor licensee. */
export function purchaseNonce(planId: Hex, licensee: Address, salt: bigint): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }], [planId, licensee, salt]),
  );
}

import { hashTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import {
  creatorOf,
  type LicenseDomain,
  licenseDomainSeparator,
  modelIdOf,
  type Plan,
  type PlanKind,
  planIdOf,
  purchaseNonce,
  purchaseTypedData,
  type Share,
  splitIdOf,
  toPlanStruct,
  usageVoucherTypedData,
} from '../../protocol/index.ts';
import { addressOf, hashAt, keys, type Level, levels, places, toText } from './values.ts';

const kinds: readonly PlanKind[] = ['uses', 'timed', 'perpetual'];

const domains: readonly LicenseDomain[] = places.map(({ chainId, contract }) => ({ chainId, license: contract }));

/** Every domain with every level. */
function cases<row>(make: (domain: LicenseDomain, level: Level) => row): row[] {
  return domains.flatMap((domain) => levels.map((level) => make(domain, level)));
}

function modelIds() {
  return levels.map((level) => {
    const modelId = modelIdOf(level.account ?? addressOf('creator'), level.uint96);
    return { creator: creatorOf(modelId), number: level.uint96, modelId };
  });
}

function planAt(level: Level, kind: PlanKind): Plan {
  return {
    modelId: hashAt(level, 'model'),
    kind,
    token: level.account ?? addressOf('token'),
    price: level.uint96,
    quantity: level.uint64,
    cap: level.uint32,
    termsHash: hashAt(level, 'terms'),
  };
}

function plans() {
  return levels.flatMap((level) =>
    kinds.map((kind) => {
      const plan = planAt(level, kind);
      return { ...toPlanStruct(plan), planId: planIdOf(plan) };
    }),
  );
}

/** Splits of one payee and of several, each with a field of its own. */
function splits() {
  const sole: Share[] = [{ payee: addressOf('payee'), parts: 1_000_000 }];
  const several = [1, 2, 2 ** 24 - 1].map((parts, index): Share => ({ payee: addressOf(`payee ${index}`), parts }));
  return levels.flatMap((level) =>
    [sole, several].map((shares) => {
      const modelId = hashAt(level, 'model');
      return { modelId, shares, splitId: splitIdOf(modelId, shares) };
    }),
  );
}

function purchases() {
  return cases((domain, level) => {
    const plan = planAt(level, 'timed');
    const buyer = level.account ?? addressOf('buyer');
    const licensee = level.account ?? addressOf('licensee');
    const purchase = { buyer, licensee, deadline: level.uint64, nonce: BigInt(hashAt(level, 'nonce')) };
    const planId = planIdOf(plan);
    return {
      ...domain,
      plan: toPlanStruct(plan),
      ...purchase,
      digest: hashTypedData(purchaseTypedData(domain, plan, purchase)),
      authorizationNonce: purchaseNonce(planId, licensee, purchase.nonce),
    };
  });
}

async function usages() {
  const pending = keys.flatMap((privateKey) => {
    const account = privateKeyToAccount(privateKey);
    return cases(async (domain, level) => {
      const usage = {
        modelId: hashAt(level, 'model'),
        licensee: level.account ?? account.address,
        cumulativeUses: level.uint64,
      };
      const typedData = usageVoucherTypedData(domain, usage);
      const signature = await account.signTypedData(typedData);
      return { ...domain, privateKey, ...usage, digest: hashTypedData(typedData), signature };
    });
  });
  return Promise.all(pending);
}

/** The text of test/vectors/licenseTypedData.json, which test/differential/LicenseTypedDataVectors.t.sol holds against
 * the licence contract. */
export async function renderLicenseVectors(): Promise<string> {
  return toText({
    domains: domains.map((domain) => ({ ...domain, separator: licenseDomainSeparator(domain) })),
    modelIds: modelIds(),
    plans: plans(),
    splits: splits(),
    purchases: purchases(),
    usages: await usages(),
  });
}

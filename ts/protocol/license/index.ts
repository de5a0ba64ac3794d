export {
  creatorOf,
  maxDepth,
  maxParents,
  maxShares,
  modelIdOf,
  type Royalty,
  type Share,
  splitIdOf,
  totalParts,
} from './model.ts';
export {
  fromPlanStruct,
  noCap,
  type Plan,
  type PlanKind,
  type PlanStruct,
  type PlanTerms,
  perpetual,
  perpetualPlan,
  planIdOf,
  timedPlan,
  toPlanStruct,
  usesPlan,
} from './plan.ts';
export { isInTerm, type Term } from './term.ts';
export {
  type LicenseDomain,
  licenseDomainSeparator,
  licenseTypes,
  type Purchase,
  purchaseNonce,
  purchaseTypedData,
  type Usage,
  usageVoucherTypedData,
} from './typedData.ts';

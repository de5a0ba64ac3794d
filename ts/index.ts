export * from './actions/errors/index.ts';
export * as inference from './actions/inference/index.ts';
export type { ActionClient } from './actions/internal/client.ts';
export * as ledger from './actions/ledger/index.ts';
export * as license from './actions/license/index.ts';
export * as vault from './actions/vault/index.ts';
export { type TallystickActions, type TallystickParameters, tallystick } from './client/tallystick.ts';
export {
  dataVaultAbi,
  dataVaultAddress,
  inferenceEscrowAbi,
  inferenceEscrowAddress,
  modelLicenseAbi,
  modelLicenseAddress,
} from './generated/contracts.ts';
export * from './protocol/index.ts';

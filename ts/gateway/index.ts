export {
  type GatewaySettings,
  type GatewaySettingsInput,
  parseSettings,
  SettingsError,
  settingsFromEnvironment,
  settingsFromFlags,
} from './config.ts';
export { DirectoryInUseError, DirectoryLostError, DirectoryMismatchError } from './errors.ts';
export type { EventListener, GatewayEvent } from './events.ts';
export { type Gateway, type GatewayOptions, type GatewayStatus, startFreeGateway, startGateway } from './gateway.ts';
export { type LicensedGateway, type LicensedGatewayOptions, startLicensedGateway } from './licensed.ts';
export { type Classification, languageClassifier } from './model/classifier.ts';
export { type Model, ModelInputError } from './model/model.ts';
export type { RunningServer } from './server.ts';
export { SettlementError } from './settler/settler.ts';
export { type LicenseStore, openLicenseStore } from './store/licenses.ts';
export type { Settlement } from './store/types.ts';

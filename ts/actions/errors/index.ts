// One file for what all calls have in common, one for money; the others for what one contract alone refuses.
export { MalformedSignatureError, TallystickError } from '../../protocol/errors.ts';
export * from './calls.ts';
export * from './inference.ts';
export * from './license.ts';
export * from './payments.ts';
export * from './registry.ts';
export * from './vault.ts';

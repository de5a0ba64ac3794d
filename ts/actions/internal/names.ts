/** The names of `IInferenceEscrow.ChannelStatus`, in its order. */
export const channelStatuses = ['none', 'open', 'closing', 'closed'] as const;

/** Where a channel is in its life: none → open → closing → closed, or open → closed. */
export type ChannelStatus = (typeof channelStatuses)[number];

/** The names of `IInferenceEscrow.SkipReason`, in its order. */
export const skipReasons = [
  'none',
  'badSignature',
  'unknownChannel',
  'notAboveClaimed',
  'exceedsFunded',
  'channelClosed',
] as const;

/** Why a row of a batch changed nothing. */
export type SkipReason = Exclude<(typeof skipReasons)[number], 'none'>;

/** The names of `IModelLicense.SkipReason`, in its order. */
export const usageSkipReasons = ['none', 'badSignature', 'notASigner', 'notAboveMetered', 'noUsesLeft'] as const;

/** Why a usage voucher of a batch changed nothing. */
export type UsageSkipReason = Exclude<(typeof usageSkipReasons)[number], 'none'>;

/** The name at `index`, which a contract of another version may have beyond those that are known here. */
export function nameAt<const names extends readonly string[]>(names: names, index: number): names[number] {
  const name = names[index];
  if (name === undefined) throw new RangeError(`the contract named ${index}, known are 0 to ${names.length - 1}`);
  return name;
}

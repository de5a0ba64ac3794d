import type { Address, Hex } from 'viem';
import { TallystickError } from '../../protocol/errors.ts';

// --------------------------------------------------------------------------------------------------------- the model refused

/** The model id is taken. `ModelRegistry_ModelExists`. */
export class ModelExistsError extends TallystickError<{ modelId: Hex }> {
  override name = 'ModelExistsError';
  constructor(values: ModelExistsError['values'], options?: ErrorOptions) {
    super(`model ${values.modelId} exists: choose another number`, values, options);
  }
}

/** There is no such model. `ModelRegistry_UnknownModel`. */
export class UnknownModelError extends TallystickError<{ modelId: Hex }> {
  override name = 'UnknownModelError';
  constructor(values: UnknownModelError['values'], options?: ErrorOptions) {
    super(`there is no model ${values.modelId}`, values, options);
  }
}

/** A model names more parents than it may have. `ModelRegistry_TooManyParents`. */
export class TooManyParentsError extends TallystickError<{ count: bigint; maximum: bigint }> {
  override name = 'TooManyParentsError';
  constructor(values: TooManyParentsError['values'], options?: ErrorOptions) {
    super(`the model has ${values.count} parents, allowed are ${values.maximum}`, values, options);
  }
}

/** A parent stands twice, or not by ascending id. `ModelRegistry_ParentsNotAscending`. */
export class ParentsNotAscendingError extends TallystickError<{ previous: Hex; next: Hex }> {
  override name = 'ParentsNotAscendingError';
  constructor(values: ParentsNotAscendingError['values'], options?: ErrorOptions) {
    super(`parent ${values.next} stands behind ${values.previous}: ids must ascend`, values, options);
  }
}

/** A parent asks more of its derivatives. `ModelRegistry_RoyaltyTooLow`. */
export class RoyaltyTooLowError extends TallystickError<{ parentId: Hex; parts: bigint; minimum: bigint }> {
  override name = 'RoyaltyTooLowError';
  constructor(values: RoyaltyTooLowError['values'], options?: ErrorOptions) {
    const { parentId, parts, minimum } = values;
    super(`parent ${parentId} gets ${parts} parts, it asks for ${minimum}`, values, options);
  }
}

/** The model would be too many generations away from its furthest ancestor. `ModelRegistry_TooDeep`. */
export class TooDeepError extends TallystickError<{ depth: bigint; maximum: bigint }> {
  override name = 'TooDeepError';
  constructor(values: TooDeepError['values'], options?: ErrorOptions) {
    super(`the model would be ${values.depth} generations deep, allowed are ${values.maximum}`, values, options);
  }
}

// --------------------------------------------------------------------------------------------------------- the split refused

/** A split has no payee, or more than it may have. `ModelRegistry_ShareCountOutOfRange`. */
export class ShareCountOutOfRangeError extends TallystickError<{ count: bigint; minimum: bigint; maximum: bigint }> {
  override name = 'ShareCountOutOfRangeError';
  constructor(values: ShareCountOutOfRangeError['values'], options?: ErrorOptions) {
    const { count, minimum, maximum } = values;
    super(`the split has ${count} payees, allowed are ${minimum} to ${maximum}`, values, options);
  }
}

/** A payee or parent has no part. `ModelRegistry_ZeroParts`. */
export class ZeroPartsError extends TallystickError<{ index: bigint }> {
  override name = 'ZeroPartsError';
  constructor(values: ZeroPartsError['values'], options?: ErrorOptions) {
    super(`the payee or parent at index ${values.index} has no part`, values, options);
  }
}

/** Parts add up to something else, or parents leave nothing, or a model asks for all. `ModelRegistry_WrongTotal`. */
export class WrongTotalError extends TallystickError<{ total: bigint; required: bigint }> {
  override name = 'WrongTotalError';
  constructor(values: WrongTotalError['values'], options?: ErrorOptions) {
    super(`parts add up to ${values.total}, the limit is ${values.required}`, values, options);
  }
}

/** The split is open already. `ModelRegistry_SplitExists`. */
export class SplitExistsError extends TallystickError<{ splitId: Hex }> {
  override name = 'SplitExistsError';
  constructor(values: SplitExistsError['values'], options?: ErrorOptions) {
    super(`split ${values.splitId} is open already`, values, options);
  }
}

/** There is no such split of this model. `ModelRegistry_UnknownSplit`. */
export class UnknownSplitError extends TallystickError<{ splitId: Hex; modelId: Hex }> {
  override name = 'UnknownSplitError';
  constructor(values: UnknownSplitError['values'], options?: ErrorOptions) {
    super(`there is no split ${values.splitId} of model ${values.modelId}`, values, options);
  }
}

/** The split has no payee at this place. `ModelRegistry_UnknownShare`. */
export class UnknownShareError extends TallystickError<{ splitId: Hex; index: bigint }> {
  override name = 'UnknownShareError';
  constructor(values: UnknownShareError['values'], options?: ErrorOptions) {
    super(`split ${values.splitId} has no payee at index ${values.index}`, values, options);
  }
}

/** The payee has had all that it is entitled to. `ModelRegistry_NothingDue`. */
export class NothingDueError extends TallystickError<{ splitId: Hex; token: Address; index: bigint }> {
  override name = 'NothingDueError';
  constructor(values: NothingDueError['values'], options?: ErrorOptions) {
    const { splitId, token, index } = values;
    super(`split ${splitId} owes the payee at index ${index} nothing of token ${token}`, values, options);
  }
}

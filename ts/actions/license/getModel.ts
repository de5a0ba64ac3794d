import type { Hex } from 'viem';
import type { ActionClient } from '../internal/client.ts';
import { type LicenseParameter, modelLicense } from '../internal/contracts/modelLicense.ts';
import { type ReadParameters, read } from '../internal/read.ts';

/** A parent of a model. */
export type ParentModel = {
  modelId: Hex;
  /** The split of the parent that is paid. */
  splitId: Hex;
  /** Of `totalParts`. */
  parts: number;
};

export type GetModelParameters = ReadParameters &
  LicenseParameter & {
    modelId: Hex;
  };

export type GetModelReturnType = {
  /** Whether it exists. */
  registered: boolean;
  /** Longest way to a model without parents; 0 for such a model. */
  depth: number;
  /** Parts of its income that its splits divide: `totalParts` less its parents'. */
  ownParts: number;
  /** What derivatives published from now on must give at least, of `totalParts`. */
  royaltyParts: number;
  /** 1 when published; raised by one with each new version. */
  version: number;
  /** The split that royalties of derivatives published from now on go to. */
  royaltySplit: Hex;
  /** SHA-256 digest of the latest version's content; zero for none. */
  contentDigest: Hex;
  /** What it derives from, by ascending id: each with the split that it is paid by. */
  parents: ParentModel[];
};

/**
 * All that is recorded of a model. Calls `getModel(modelId)`, and for each parent `getParent(modelId, index)` and
 * `getSplit(splitId)`. A model that does not exist is not `registered`.
 *
 * Throws {@link ContractUnknownError}.
 *
 * @example
 * import { createPublicClient, http } from 'viem'
 * import { tallystick } from 'tallystick'
 *
 * const client = createPublicClient({ chain, transport: http() }).extend(tallystick({ license }))
 * const { version, parents } = await client.license.getModel({ modelId })
 * console.log(version, parents)
 */
export async function getModel(client: ActionClient, parameters: GetModelParameters): Promise<GetModelReturnType> {
  const { modelId } = parameters;
  const args = [modelId] as const;
  const { parentCount, ...model } = await read(client, modelLicense, parameters, { functionName: 'getModel', args });
  const indexes = Array.from({ length: parentCount }, (_, index) => BigInt(index));
  return { ...model, parents: await Promise.all(indexes.map((index) => getParent(client, parameters, index))) };
}

/** Parents are frozen when the model is published: so calls after each other tell of one state. */
async function getParent(client: ActionClient, parameters: GetModelParameters, index: bigint): Promise<ParentModel> {
  const [splitId, parts] = await read(client, modelLicense, parameters, {
    functionName: 'getParent',
    args: [parameters.modelId, index],
  });
  const [modelId] = await read(client, modelLicense, parameters, { functionName: 'getSplit', args: [splitId] });
  return { modelId, splitId, parts };
}

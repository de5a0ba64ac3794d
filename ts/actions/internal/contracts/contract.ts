import type { Abi, Address, ContractErrorArgs, ContractErrorName } from 'viem';
import type { TallystickError } from '../../errors/index.ts';

/** All that the actions know of a contract: each has one of these, and passes it on. */
export type Contract<parameter extends string = string, abi extends Abi = Abi> = {
  /** Its name in Solidity. */
  readonly name: string;
  /** The parameter of actions, and of `tallystick`, that says where it is. */
  readonly parameter: parameter;
  /** Functions, events and errors, those included that others pass through it. */
  readonly abi: abi;
  /** The deployments that the package knows, by chain id. */
  readonly addresses: Readonly<Record<number, Address>>;
  /** What its errors are in TypeScript, by name. One that is not here becomes a `ContractRevertedError`. */
  readonly errors: Readonly<Record<string, (args: never, options: ErrorOptions) => TallystickError>>;
};

/** The parameter that says where a contract is. */
export type AddressParameter<parameter extends string> = { [name in parameter]?: Address | undefined };

type OwnErrorName<abi extends Abi> = ContractErrorName<abi> & `${string}_${string}`;

type MakeError<abi extends Abi, name extends ContractErrorName<abi>> = (
  args: ContractErrorArgs<abi, name>,
  options: ErrorOptions,
) => TallystickError;

/** A class for each of our errors, which are named `Contract_Reason`, and for those of others that are worth one. */
export type ContractErrors<abi extends Abi> = {
  readonly [name in OwnErrorName<abi>]: MakeError<abi, name>;
} & {
  readonly [name in Exclude<ContractErrorName<abi>, OwnErrorName<abi>>]?: MakeError<abi, name>;
};

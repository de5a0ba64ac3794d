import {
  type Abi,
  type Address,
  type ContractEventName,
  isAddressEqual,
  type ParseEventLogsReturnType,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem';
import { EventNotFoundError } from '../errors/index.ts';
import { type WaitForTransactionParameters, waitForTransaction } from '../waitForTransaction.ts';
import { type ActionClient, resolveAddress } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';

/** The names of a contract's events, but for that of OpenZeppelin's EIP-712, which ours never emit. */
export type EventName<abi extends Abi> = Exclude<ContractEventName<abi>, 'EIP712DomainChanged'>;

/** A contract's event of one of these names, decoded. */
export type ContractEvent<abi extends Abi, name extends EventName<abi>> = ParseEventLogsReturnType<
  abi,
  name[],
  true
>[number];

/** The first event of a name, and the receipt that it stands in. */
export type FoundEvent<abi extends Abi, name extends EventName<abi>> = {
  /** The first such event's arguments. */
  args: ContractEvent<abi, name>['args'];
  receipt: TransactionReceipt;
};

/** Waits until a transaction is mined and returns the contract's events of these names, in their order. */
export async function waitForEvents<parameter extends string, abi extends Abi, const name extends EventName<abi>>(
  client: ActionClient,
  contract: Contract<parameter, abi>,
  parameters: WaitForTransactionParameters & AddressParameter<parameter>,
  names: readonly name[],
): Promise<{ events: ContractEvent<abi, name>[]; receipt: TransactionReceipt; address: Address }> {
  const address = await resolveAddress(client, contract, parameters);
  const receipt = await waitForTransaction(client, parameters);
  const logs = receipt.logs.filter((log) => isAddressEqual(log.address, address));
  const events = parseEventLogs({ abi: contract.abi as Abi, logs, eventName: [...names] as string[] });
  return { events: events as unknown as ContractEvent<abi, name>[], receipt, address };
}

/** Waits until a transaction is mined and returns the first of the contract's events of that name. */
export async function waitForFirstEvent<parameter extends string, abi extends Abi, name extends EventName<abi>>(
  client: ActionClient,
  contract: Contract<parameter, abi>,
  parameters: WaitForTransactionParameters & AddressParameter<parameter> & { eventName: name },
): Promise<FoundEvent<abi, name>> {
  const { eventName } = parameters;
  const { events, receipt, address } = await waitForEvents(client, contract, parameters, [eventName]);
  const [event] = events;
  if (!event) throw new EventNotFoundError({ hash: receipt.transactionHash, eventName, address });
  return { args: event.args, receipt };
}

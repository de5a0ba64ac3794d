import type { Abi, ContractEventArgs, ParseEventLogsReturnType } from 'viem';
import { getBlockNumber, getContractEvents } from 'viem/actions';
import { IncompleteHistoryError, ValueOutOfRangeError } from '../errors/index.ts';
import { type ActionClient, resolveAddress } from './client.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';
import type { ContractEvent, EventName } from './events.ts';

/** Which of a contract's events are read, and how. */
export type HistoryParameters = {
  /** The contract's deployment block, or any before it. Default: 0, which asks a long chain many times. */
  fromBlock?: bigint | undefined;
  /** State after this block. Default: the latest. */
  toBlock?: bigint | undefined;
  /** Blocks in one request for logs, as many as the node allows. Default: 10,000. */
  blockRange?: bigint | undefined;
};

/** One of a contract's events, decoded. */
export type ContractLog<abi extends Abi> = ParseEventLogsReturnType<abi, undefined, true>[number];

/** Hands all events of the contract to `apply`, in the chain's order, and returns the block after which the state is. */
export async function replayEvents<parameter extends string, abi extends Abi>(
  client: ActionClient,
  contract: Contract<parameter, abi>,
  parameters: HistoryParameters & AddressParameter<parameter>,
  apply: (log: ContractLog<abi>) => void,
): Promise<bigint> {
  const blockNumber = await lastBlock(client, parameters);
  await readRanges(client, contract, { ...parameters, toBlock: blockNumber }, {}, (log) =>
    apply(log as ContractLog<abi>),
  );
  return blockNumber;
}

/** The contract's events of one name whose indexed arguments are those that are given, in the chain's order. */
export async function readEvents<parameter extends string, abi extends Abi, const name extends EventName<abi>>(
  client: ActionClient,
  contract: Contract<parameter, abi>,
  parameters: HistoryParameters & AddressParameter<parameter>,
  filter: { eventName: name; args: ContractEventArgs<abi, name> },
): Promise<ContractEvent<abi, name>[]> {
  const events: ContractEvent<abi, name>[] = [];
  const toBlock = await lastBlock(client, parameters);
  await readRanges(client, contract, { ...parameters, toBlock }, filter, (log) =>
    events.push(log as ContractEvent<abi, name>),
  );
  return events;
}

/** The block after which the state is that the parameters ask for. */
export async function lastBlock(client: ActionClient, { toBlock }: HistoryParameters): Promise<bigint> {
  return toBlock ?? (await getBlockNumber(client, { cacheTime: 0 }));
}

/** What to throw when an event cannot follow those before it. */
export function incompleteHistory(
  { blockNumber, eventName }: { blockNumber: bigint | null; eventName: string },
  reason: string,
): IncompleteHistoryError {
  return new IncompleteHistoryError({ blockNumber: blockNumber ?? 0n, eventName, reason });
}

async function readRanges<parameter extends string>(
  client: ActionClient,
  contract: Contract<parameter>,
  parameters: HistoryParameters & { toBlock: bigint } & AddressParameter<parameter>,
  filter: object,
  take: (log: unknown) => void,
): Promise<void> {
  const { fromBlock = 0n, toBlock, blockRange = 10_000n } = parameters;
  if (blockRange < 1n) {
    throw new ValueOutOfRangeError({ field: 'blockRange', value: blockRange, minimum: 1n, maximum: 2n ** 64n - 1n });
  }
  const address = await resolveAddress(client, contract, parameters);
  for (let start = fromBlock; start <= toBlock; start += blockRange) {
    const end = start + blockRange - 1n;
    const range = { abi: contract.abi, address, fromBlock: start, toBlock: end < toBlock ? end : toBlock };
    for (const log of await getContractEvents(client, { ...range, ...filter, strict: true })) take(log);
  }
}

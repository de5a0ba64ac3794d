import {
  type Account,
  type Address,
  BaseError,
  type Chain,
  type Client,
  ContractFunctionRevertedError,
  type Hex,
  parseEventLogs,
  TransactionNotFoundError,
  type TransactionReceipt,
  type Transport,
} from 'viem';
import { getTransaction, simulateContract, waitForTransactionReceipt, writeContract } from 'viem/actions';
import { inferenceEscrowAbi } from '../../generated/contracts.ts';
import { encodeVoucherRows } from '../../protocol/index.ts';
import type { ChannelBook } from '../channels/book.ts';
import type { EventListener } from '../events.ts';
import type { ChannelRecord, Settlement, Store } from '../store/types.ts';
import { groupOwed, isDue, type OwedGroup, type SettlePolicy } from './policy.ts';

const firstRetrySeconds = 1;
const lastRetrySeconds = 600;

/** A settling transaction was not sent, failed or was not mined in time. What is owed stays owed. */
export class SettlementError extends Error {
  override readonly name = 'SettlementError';
}

/** Brings vouchers to the escrow. */
export type Settler = {
  /** Settles what is due. Failures are told to the listener and tried again later. */
  settleDue: () => Promise<void>;
  /**
   * Settles all that is owed.
   *
   * @returns The transactions, none if nothing is owed.
   * @throws {SettlementError}
   */
  settleAll: () => Promise<Settlement[]>;
  /** Resolves once nothing is under way. */
  idle: () => Promise<void>;
};

type SettlerOptions = {
  client: Client<Transport, Chain>;
  /** Pays the gas. */
  account: Account;
  escrow: Address;
  store: Store;
  book: ChannelBook;
  policy: SettlePolicy;
  maxBatchRows: number;
  transactionTimeoutSeconds: number;
  pollSeconds: number;
  onEvent: EventListener;
};

type Row = { record: ChannelRecord; signature: Hex };
type Retry = { failures: number; notBefore: number };

function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function settlementOf(
  receiver: Address,
  token: Address,
  rows: readonly Row[],
  receipt: TransactionReceipt,
): Settlement {
  const claimed = new Map(rows.map(({ record }) => [record.id, record.claimed]));
  const settled = parseEventLogs({ abi: inferenceEscrowAbi, eventName: 'VoucherSettled', logs: receipt.logs });
  return {
    transaction: receipt.transactionHash,
    receiver,
    token,
    status: receipt.status,
    rows: rows.length,
    settledRows: settled.length,
    amount: settled.reduce((sum, { args }) => sum + args.cumulativeAmount - (claimed.get(args.channelId) ?? 0n), 0n),
    gasUsed: receipt.gasUsed,
    blockNumber: receipt.blockNumber,
  };
}

/** Settles what `store` says is owed. The chain's word on what was claimed is read before and after each transaction. */
export function createSettler(options: SettlerOptions): Settler {
  const { client, account, escrow, store, book, policy, onEvent } = options;
  const retries = new Map<string, Retry>();
  /** Sent and not yet seen mined, by what it settles: waited for before another is sent. */
  const sent = new Map<string, { hash: Hex; rows: readonly Row[] }>();
  let last: Promise<unknown> = Promise.resolve();

  const pollingInterval = Math.min(options.pollSeconds, 1) * 1_000;

  const finish = async ({ receiver, token }: OwedGroup, hash: Hex, rows: readonly Row[]): Promise<Settlement> => {
    const timeout = options.transactionTimeoutSeconds * 1_000;
    const receipt = await waitForTransactionReceipt(client, { hash, timeout, pollingInterval });
    sent.delete(receiver + token);
    const settlement = settlementOf(receiver, token, rows, receipt);
    await store.saveSettlement(settlement);
    await book.reload(rows.map(({ record }) => record));
    onEvent({ type: 'settled', settlement });
    if (receipt.status === 'reverted') throw new SettlementError(`transaction ${hash} reverted`);
    return settlement;
  };

  /** Vouchers that the escrow would accept now. */
  const settleableRows = async ({ vouchers }: OwedGroup): Promise<Row[]> => {
    const ids = vouchers.map(({ record }) => record.id);
    await book.reload(vouchers.map(({ record }) => record));
    return (await store.channels(ids)).flatMap((record) => {
      const { id, status, funded, claimed, highest, highestSignature } = record;
      if (highest <= claimed || !highestSignature) return [];
      if (status !== 'closed' && highest <= funded) return [{ record, signature: highestSignature }];
      onEvent({ type: 'voucher_unsettleable', channelId: id, cumulativeAmount: highest, funded, status });
      return [];
    });
  };

  const simulate = async (functionName: 'settle' | 'post', args: readonly [Address, Address, Hex]) => {
    const { request, result } = await simulateContract(client, {
      account,
      address: escrow,
      abi: inferenceEscrowAbi,
      functionName,
      args,
    });
    if (result === 0n) throw new SettlementError('none of the vouchers would be settled');
    return request;
  };

  /** A token that does not confirm the payout makes `settle` revert; `post` secures the money in the escrow. */
  const broadcast = async (...args: readonly [Address, Address, Hex]): Promise<Hex> => {
    try {
      return await writeContract(client, await simulate('settle', args));
    } catch (error) {
      const reverted =
        error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError);
      if (!reverted) throw error;
      return writeContract(client, await simulate('post', args));
    }
  };

  const send = async (group: OwedGroup, rows: readonly Row[]): Promise<Settlement> => {
    const { receiver, token } = group;
    const vouchers = encodeVoucherRows(
      rows.map(({ record, signature }) => ({
        salt: record.channel.salt,
        cumulativeAmount: record.highest,
        signature,
      })),
    );
    const hash = await broadcast(receiver, token, vouchers);
    sent.set(receiver + token, { hash, rows });
    return finish(group, hash, rows);
  };

  const finishEarlier = async (group: OwedGroup): Promise<Settlement[]> => {
    const key = group.receiver + group.token;
    const earlier = sent.get(key);
    if (!earlier) return [];
    try {
      await getTransaction(client, { hash: earlier.hash });
    } catch (error) {
      if (!(error instanceof TransactionNotFoundError)) throw error;
      sent.delete(key);
      return [];
    }
    return [await finish(group, earlier.hash, earlier.rows)];
  };

  const settleGroup = async (group: OwedGroup): Promise<Settlement[]> => {
    const settlements: Settlement[] = [];
    try {
      settlements.push(...(await finishEarlier(group)));
      for (const rows of inBatches(await settleableRows(group), options.maxBatchRows)) {
        settlements.push(await send(group, rows));
      }
    } catch (cause) {
      if (cause instanceof SettlementError) throw cause;
      throw new SettlementError(`settling failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
    return settlements;
  };

  const noteFailure = (key: string, error: unknown) => {
    const failures = (retries.get(key)?.failures ?? 0) + 1;
    const seconds = Math.min(firstRetrySeconds * 2 ** (failures - 1), lastRetrySeconds);
    retries.set(key, { failures, notBefore: performance.now() + seconds * 1_000 });
    onEvent({ type: 'settlement_failed', error });
  };

  const settleDue = async () => {
    const now = Date.now() / 1_000;
    for (const group of groupOwed(await store.owed())) {
      const key = group.receiver + group.token;
      if (!isDue(group, policy, now) || performance.now() < (retries.get(key)?.notBefore ?? 0)) continue;
      try {
        await settleGroup(group);
        retries.delete(key);
      } catch (error) {
        noteFailure(key, error);
      }
    }
  };

  const settleAll = async () => {
    const settlements: Settlement[] = [];
    for (const group of groupOwed(await store.owed())) settlements.push(...(await settleGroup(group)));
    return settlements;
  };

  /** One at a time: two at once would send the same vouchers twice. */
  const alone = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };

  return {
    settleDue: () => alone(settleDue),
    settleAll: () => alone(settleAll),
    idle: () => alone(async () => undefined),
  };
}

import type { Hash, TransactionReceipt } from 'viem';
import { formatNumber, textTable } from '../../terminal/textTable.ts';
import type { Actor } from '../stage.ts';

/** A transaction of a story, in order. */
export type StoryTransaction = { name: string; hash: Hash; gas: number };

/** Waits until a transaction is mined, and writes it down under a name. */
export type Mined = (name: string, hash: Hash) => Promise<TransactionReceipt>;

/** Collects a story's transactions, each once it is mined. */
export function collectTransactions(actor: Actor): { transactions: StoryTransaction[]; mined: Mined } {
  const transactions: StoryTransaction[] = [];
  return {
    transactions,
    mined: async (name, hash) => {
      const receipt = await actor.ledger.waitForTransaction({ hash });
      transactions.push({ name, hash, gas: Number(receipt.gasUsed) });
      return receipt;
    },
  };
}

/** The transactions as people read them. */
export function transactionTable(transactions: readonly StoryTransaction[]): string {
  const rows = transactions.map(({ name, hash, gas }) => [name, formatNumber(gas), hash]);
  return textTable(['transaction', 'gas', 'hash'], rows, new Set([1]));
}

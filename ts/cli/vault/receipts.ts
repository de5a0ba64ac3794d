import { openGatekeeperStore } from '../../gatekeeper/store/store.ts';
import { textTable } from '../../terminal/textTable.ts';
import { connect, readOptions, vaultDomainOf } from '../chain.ts';
import { type Command, text } from '../command.ts';
import { toBytes32 } from '../values.ts';

const header = ['chain time', 'block', 'researcher', 'revision', 'bytes', 'sent'];

/** Lists the signed reads that a gatekeeper noted. */
export const receipts: Command = {
  words: 'vault receipts',
  usage: '--dataset ID --directory FOLDER --rpc-url URL --vault ADDRESS',
  summary: 'who read what, from the records of a gatekeeper that does not run; --json has the signatures',
  options: { ...readOptions, dataset: text, directory: text },
  run: async (call) => {
    const datasetId = toBytes32('dataset', call.required('dataset'));
    const client = await connect(call, undefined);
    const domain = await vaultDomainOf(call, client);
    const store = await openGatekeeperStore(call.required('directory'), domain, () => undefined);
    try {
      const reads = await store.receipts(datasetId);
      const rows = reads.map(({ block, researcher, revision, range, sentBytes }) => [
        new Date(Number(block.timestamp) * 1_000).toISOString(),
        block.number.toString(),
        researcher,
        String(revision),
        `${range.start}–${range.end}`,
        sentBytes === undefined ? 'not finished' : String(sentBytes),
      ]);
      return { result: { datasetId, receipts: reads }, text: textTable(header, rows, new Set([1, 3, 5])) };
    } finally {
      await store.close();
    }
  },
};

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A chain of one's own, for tests and walk-throughs. */
export type Anvil = {
  rpcUrl: string;
  /** Ends the process; resolves when it is gone. */
  stop: () => Promise<void>;
};

/**
 * Starts `anvil` on a free port of the loopback interface. It ends with `stop`, or with this process.
 *
 * @param args More arguments, `['--block-time', '1']` for instance.
 */
export async function startAnvil(args: readonly string[] = []): Promise<Anvil> {
  const anvil = spawn('anvil', ['--host', '127.0.0.1', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(anvil, 'exit');
  const kill = () => anvil.kill('SIGKILL');
  process.once('exit', kill);

  let errors = '';
  anvil.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  for await (const line of createInterface({ input: anvil.stdout })) {
    const address = /Listening on (\S+)/.exec(line)?.[1];
    if (!address) continue;
    anvil.stdout.resume();
    return {
      rpcUrl: `http://${address}`,
      stop: async () => {
        process.off('exit', kill);
        anvil.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error(`anvil did not start: ${errors.trim() || 'no output'}`);
}

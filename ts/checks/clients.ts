// `npm run clients`: clients in other languages, as they are written for the public examples of this idea, against the
// contracts on a chain of their own.
import { join } from 'node:path';
import { deploy } from '../deployment/deploy.ts';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';
import { testAccount } from '../testing/accounts.ts';
import { startAnvil } from '../testing/anvil.ts';
import { pythonEnvironment } from './python.ts';

await runMain(async () => {
  const programs = await pythonEnvironment('web3', '8.0.0');
  await runOrThrow('forge', ['build', 'src', 'script']);
  const anvil = await startAnvil();
  try {
    const { contracts } = await deploy({
      rpcUrl: anvil.rpcUrl,
      wallet: { unlockedSender: testAccount(0).address },
    });
    const client = join(ROOT, 'test', 'clients', 'data_vault.py');
    const artifact = join(ROOT, 'out', 'DataVault.sol', 'DataVault.json');
    const words = [client, anvil.rpcUrl, contracts.DataVault, artifact];
    const { stdout } = await runOrThrow(join(programs, 'python'), words);
    process.stdout.write(stdout);
  } finally {
    await anvil.stop();
  }
});

// npm run deploy -- --rpc-url URL --keystore FILE --password-file FILE [--json]
import { parseArgs } from 'node:util';
import { deploy } from '../deployment/deploy.ts';
import { runMain, UsageError } from '../terminal/process.ts';

const usage = 'npm run deploy -- --rpc-url URL --keystore FILE --password-file FILE [--json]';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      'rpc-url': { type: 'string' },
      keystore: { type: 'string' },
      'password-file': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { 'rpc-url': rpcUrl, keystore, 'password-file': passwordFile } = values;
  if (!rpcUrl) throw new UsageError(`--rpc-url is missing; usage: ${usage}`);
  if (!keystore) throw new UsageError(`--keystore is missing; usage: ${usage}`);
  if (!passwordFile) throw new UsageError(`--password-file is missing; usage: ${usage}`);
  if (!values.json) console.error('compiling, deploying and checking the code …');
  const deployment = await deploy({ rpcUrl, wallet: { keystore, passwordFile } });
  if (values.json) {
    console.log(JSON.stringify(deployment));
    return;
  }
  for (const [contract, address] of Object.entries(deployment.contracts)) {
    console.log(`${contract} ${address} on chain ${deployment.chainId}: code checked`);
  }
});

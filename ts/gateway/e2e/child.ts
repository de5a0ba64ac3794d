// A gateway in a process of its own, for tests that kill it. Settings and key come from the environment.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';
import { languageClassifier, type Model, settingsFromEnvironment, startGateway } from '../index.ts';

const { RPC_URL, PROVIDER_KEY, MODEL_MILLISECONDS } = process.env;
const classifier = languageClassifier();
const model: Model = {
  ...classifier,
  run: async (request) => {
    await sleep(Number(MODEL_MILLISECONDS));
    return classifier.run(request);
  },
};
const gateway = await startGateway({
  ...settingsFromEnvironment(process.env),
  client: createClient({ chain: foundry, transport: http(RPC_URL), pollingInterval: 50 }),
  account: privateKeyToAccount(PROVIDER_KEY as Hex),
  model,
});
process.stdout.write(`${gateway.url}\n`);

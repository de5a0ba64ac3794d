// npm start [-- [--story] NAME…] [--json] [--inferences N] [--rpc-url URL --client-keystore FILE --client-password-file FILE
//   --provider-keystore FILE --provider-password-file FILE [--confirmations N]]
// Plays all stories, or those that are named, on one chain. `--json` prints one object: a story's result, or the results by
// story if several ran.
import { parseArgs } from 'node:util';
import { runMain, runOrThrow, UsageError } from '../terminal/process.ts';
import { say } from '../terminal/progress.ts';
import { embeddedStage, type Network, networkStage, type Stage } from './stage.ts';
import { STORIES } from './stories/index.ts';
import { chooseStories, summarise, type Told } from './stories/story.ts';

const defaultInferences = 1_000;
const maxInferences = 2_000;

function parseWords() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        story: { type: 'string', multiple: true, default: [] },
        inferences: { type: 'string', default: String(defaultInferences) },
        'rpc-url': { type: 'string' },
        'client-keystore': { type: 'string' },
        'client-password-file': { type: 'string' },
        'provider-keystore': { type: 'string' },
        'provider-password-file': { type: 'string' },
        confirmations: { type: 'string' },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

type Values = ReturnType<typeof parseWords>['values'];

function integer(name: string, text: string, maximum: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > maximum) {
    throw new UsageError(`--${name}=${text}: must be a whole number from 1 to ${maximum}`);
  }
  return value;
}

function networkOf(values: Values): Network | undefined {
  const rpcUrl = values['rpc-url'];
  const required = (name: keyof Values & string): string => {
    const value = values[name];
    if (typeof value !== 'string') throw new UsageError(`--rpc-url needs --${name} too`);
    return value;
  };
  if (!rpcUrl) {
    const stray = Object.keys(values).find((name) => /keystore|password|confirmations/.test(name));
    if (stray) throw new UsageError(`--${stray} is for a real network, which --rpc-url names`);
    return undefined;
  }
  return {
    rpcUrl,
    client: { keystore: required('client-keystore'), passwordFile: required('client-password-file') },
    provider: { keystore: required('provider-keystore'), passwordFile: required('provider-password-file') },
    confirmations: values.confirmations ? integer('confirmations', values.confirmations, 10_000) : undefined,
  };
}

async function setTheStage(network: Network | undefined): Promise<Stage> {
  say('compiling the contracts');
  await runOrThrow('forge', ['build', 'src', 'script', 'test/mocks/TokenMock.sol']);
  say(network ? 'deploying, or finding what is deployed' : 'starting a chain and deploying');
  return network ? networkStage(network) : embeddedStage();
}

// What runs on the way out ends the chain and removes the folder of this run.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

await runMain(async () => {
  const { values, positionals } = parseWords();
  const stories = chooseStories(STORIES, [...positionals, ...values.story]);
  const inferences = integer('inferences', values.inferences, maxInferences);
  const stage = await setTheStage(networkOf(values));
  const told: Told[] = [];
  try {
    for (const story of stories) {
      if (stories.length > 1) say(`\nstory: ${story.name}`);
      const ended = await story.tell(stage, { inferences });
      if (!values.json) console.log(`\n${ended.text}`);
      told.push(ended);
    }
  } finally {
    await stage.close();
  }
  if (values.json) console.log(JSON.stringify(summarise(told)));
});

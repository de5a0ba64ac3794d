// Part of `npm run lint`: type-checks the TypeScript samples of README.md, as one program, against the sources.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, runMain, runOrThrow } from '../terminal/process.ts';

const FOLDER = join(ROOT, 'cache', 'samples');
const ENTRIES: Readonly<Record<string, string>> = {
  "'tallystick'": "'../../ts/index.ts'",
  "'tallystick/payer'": "'../../ts/payer/index.ts'",
  "'tallystick/gateway'": "'../../ts/gateway/index.ts'",
};

/** What the samples take as given. */
const PREAMBLE = `import type { Address, Chain, LocalAccount } from 'viem';
declare const account: LocalAccount;
declare const sessionKey: LocalAccount;
declare const chain: Chain;
declare const escrow: Address;
declare const provider: Address;
declare const deadline: bigint;
`;

function samples(): string {
  const markdown = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const code = [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? '').join('\n');
  return Object.entries(ENTRIES).reduce((text, [name, file]) => text.replaceAll(name, file), code);
}

await runMain(async () => {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'readme.ts'), `${PREAMBLE}${samples()}export { gateway, response };\n`);
  const settings = { extends: '../../tsconfig.json', include: ['readme.ts'] };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(settings));
  await runOrThrow('tsc', ['-p', FOLDER]);
  console.log('the samples of README.md compile');
});

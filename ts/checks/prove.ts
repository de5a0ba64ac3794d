// Proves the assertions of test/symbolic for all inputs with solc's SMTChecker (CHC, z3), then breaks the library in a few
// ways and requires that every assertion is refuted by at least one of them: an assertion that nothing can break proves nothing.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const library = 'src/libraries/ChannelMath.sol';
const proofs = 'test/symbolic/ChannelMathProofs.sol';

const mutants: readonly { name: string; edits: readonly (readonly [find: string, replace: string])[] }[] = [
  {
    name: 'takes any amount at or above what was claimed, and pays one unit too much',
    edits: [
      ['cumulative > claimed && cumulative <= funded', 'cumulative >= claimed'],
      ['return cumulative - claimed;', 'return cumulative - claimed + 1;'],
      ['toReceiver = finalAmount - claimed;', 'toReceiver = finalAmount - claimed + 1;'],
      ['toPayer = funded - finalAmount;', 'toPayer = funded - claimed + 1;'],
    ],
  },
  {
    name: 'refuses what is large',
    edits: [['cumulative <= funded', 'cumulative <= funded && funded < 1000 && cumulative - claimed < 10']],
  },
];

type Diagnostic = {
  errorCode?: string;
  severity: string;
  message: string;
  sourceLocation?: { file: string; start: number };
};
type Verdicts = { proved: Set<number>; refuted: Set<number>; errors: string[] };

const PROVED = '9576';
const REFUTED = '6328';

const solc: { compile: (input: string) => string } = createRequire(import.meta.url)('solc');

/** Lines of the proofs whose assertion the checker proved or refuted. */
function check(librarySource: string): Verdicts {
  const proofSource = readFileSync(proofs, 'utf8');
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: 'Solidity',
        sources: { [library]: { content: librarySource }, [proofs]: { content: proofSource } },
        settings: {
          modelChecker: {
            engine: 'chc',
            solvers: ['z3'],
            targets: ['assert'],
            contracts: { [proofs]: ['ChannelMathProofs'] },
            showProvedSafe: true,
          },
          outputSelection: { '*': { '*': ['abi'] } },
        },
      }),
    ),
  ) as { errors?: Diagnostic[] };
  const verdicts: Verdicts = { proved: new Set(), refuted: new Set(), errors: [] };
  for (const { errorCode, severity, message, sourceLocation } of output.errors ?? []) {
    const line = proofSource.slice(0, sourceLocation?.start ?? 0).split('\n').length;
    if (errorCode === PROVED) verdicts.proved.add(line);
    else if (errorCode === REFUTED) verdicts.refuted.add(line);
    else if (severity === 'error') verdicts.errors.push(message);
  }
  return verdicts;
}

function assertionLines(): number[] {
  return readFileSync(proofs, 'utf8')
    .split('\n')
    .flatMap((text, index) => (text.trimStart().startsWith('assert(') ? [index + 1] : []));
}

function mutate(source: string, edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [find, replace]) => {
    if (text.split(find).length !== 2) throw new Error(`${library}: not there exactly once: ${find}`);
    return text.replace(find, replace);
  }, source);
}

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const log = (line: string) => values.json || console.log(line);

const source = readFileSync(library, 'utf8');
const lines = assertionLines();
const actual = check(source);
const unproved = lines.filter((line) => !actual.proved.has(line));
log(`${lines.length - unproved.length} of ${lines.length} assertions proved`);

const refuted = new Set<number>();
for (const { name, edits } of mutants) {
  const verdicts = check(mutate(source, edits));
  for (const line of verdicts.refuted) refuted.add(line);
  actual.errors.push(...verdicts.errors);
  log(`control "${name}": ${verdicts.refuted.size} refuted`);
}
const unrefuted = lines.filter((line) => !refuted.has(line));
log(`${lines.length - unrefuted.length} of ${lines.length} assertions refuted by a control`);

for (const line of unproved) console.error(`${proofs}:${line}: not proved`);
for (const line of unrefuted) console.error(`${proofs}:${line}: no control refutes it`);
for (const message of actual.errors) console.error(message);
if (values.json) {
  console.log(
    JSON.stringify({ assertions: lines.length, proved: lines.length - unproved.length, refuted: refuted.size }),
  );
}
if (unproved.length + unrefuted.length + actual.errors.length > 0) process.exitCode = 1;

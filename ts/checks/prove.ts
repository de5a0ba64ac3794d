// `npm run prove`: proves the assertions of test/symbolic for all inputs with solc's SMTChecker (CHC, z3), then breaks each
// library in a few ways and requires that every assertion is refuted by at least one of them.
import { parseArgs } from 'node:util';
import { runMain } from '../terminal/process.ts';
import { type Findings, ProofError, proveLibrary } from './proofs/checker.ts';
import { LIBRARIES } from './proofs/index.ts';

type Counts = { assertions: number; proved: number; refuted: number };

function countsOf({ assertions, proved, refuted }: Findings): Counts {
  return { assertions: assertions.length, proved: proved.length, refuted: refuted.length };
}

function missing(proofs: string, { assertions, proved, refuted }: Findings): string[] {
  return [
    ...assertions.filter((line) => !proved.includes(line)).map((line) => `${proofs}:${line}: not proved`),
    ...assertions.filter((line) => !refuted.includes(line)).map((line) => `${proofs}:${line}: no control refutes it`),
  ];
}

await runMain(async () => {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const log = values.json ? () => undefined : console.log;
  const found = LIBRARIES.map((subject) => ({ subject, findings: proveLibrary(subject, log) }));
  const libraries = found.map(({ findings }) => ({ library: findings.library, ...countsOf(findings) }));
  const sum = (key: keyof Counts) => libraries.reduce((total, counts) => total + counts[key], 0);
  const total: Counts = { assertions: sum('assertions'), proved: sum('proved'), refuted: sum('refuted') };
  if (values.json) console.log(JSON.stringify({ ...total, libraries }));
  log(`in total ${total.proved} of ${total.assertions} assertions proved, ${total.refuted} refuted by a control`);

  const problems = found.flatMap(({ subject, findings }) => missing(subject.proofs, findings));
  if (problems.length > 0) throw new ProofError(problems.join('\n'));
});

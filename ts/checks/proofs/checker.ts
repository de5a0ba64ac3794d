import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { ROOT } from '../../terminal/process.ts';
import type { Control, ProvedLibrary } from './proof.ts';

/** The solver could not be asked, or a control could not be made. */
export class ProofError extends Error {
  override readonly name = 'ProofError';
}

/** Lines of the proofs, by what was found of the assertion there. */
export type Findings = {
  library: string;
  assertions: number[];
  proved: number[];
  /** By at least one control. */
  refuted: number[];
};

type Diagnostic = {
  errorCode?: string;
  severity: string;
  message: string;
  sourceLocation?: { start: number };
};

const PROVED = '9576';
const REFUTED = '6328';

type Import = (path: string) => { contents: string };
const solc: { compile: (input: string, callbacks: { import: Import }) => string } = createRequire(import.meta.url)(
  'solc',
);

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/**
 * Proves a library's assertions, and has its controls refute them.
 *
 * @throws {ProofError} if a source does not compile or an edit does not fit.
 */
export function proveLibrary(subject: ProvedLibrary, log: (line: string) => void): Findings {
  const source = read(subject.library);
  const assertions = assertionLines(read(subject.proofs));
  const known = (lines: Iterable<number>) => assertions.filter((line) => new Set(lines).has(line));
  const proved = known(check(subject, source, PROVED));
  log(`${subject.library}: ${proved.length} of ${assertions.length} assertions proved`);

  const broken = new Set<number>();
  for (const control of subject.controls) {
    const lines = known(check(subject, change(source, control, subject.library), REFUTED));
    for (const line of lines) broken.add(line);
    log(`  control "${control.name}": ${lines.length} refuted`);
  }
  const refuted = known(broken);
  log(`  ${refuted.length} of ${assertions.length} assertions refuted by a control`);
  return { library: subject.library, assertions, proved, refuted };
}

/** Lines of the proofs of which the model checker says `verdict` (PROVED or REFUTED). */
function check({ library, proofs }: ProvedLibrary, librarySource: string, verdict: string): number[] {
  const proofSource = read(proofs);
  const input = {
    language: 'Solidity',
    sources: { [library]: { content: librarySource }, [proofs]: { content: proofSource } },
    settings: {
      modelChecker: {
        engine: 'chc',
        solvers: ['z3'],
        targets: ['assert'],
        contracts: { [proofs]: [basename(proofs, '.sol')] },
        showProvedSafe: true,
      },
      outputSelection: { '*': { '*': ['abi'] } },
    },
  };
  const output: { errors?: Diagnostic[] } = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (path) => ({ contents: read(path) }) }),
  );
  const diagnostics = output.errors ?? [];
  const errors = diagnostics.filter(({ errorCode, severity }) => severity === 'error' && errorCode !== REFUTED);
  if (errors.length > 0) throw new ProofError(`${library}: ${errors.map(({ message }) => message).join('; ')}`);
  return diagnostics
    .filter(({ errorCode }) => errorCode === verdict)
    .map(({ sourceLocation }) => proofSource.slice(0, sourceLocation?.start ?? 0).split('\n').length);
}

/** The lines, from 1, on which an assertion stands. */
export function assertionLines(source: string): number[] {
  return source.split('\n').flatMap((text, index) => (text.trimStart().startsWith('assert(') ? [index + 1] : []));
}

/** @throws {ProofError} unless what an edit replaces occurs once. */
export function change(source: string, { name, edits }: Control, file: string): string {
  return edits.reduce((text, [find, replace]) => {
    const occurrences = text.split(find).length - 1;
    if (occurrences !== 1) {
      throw new ProofError(`${file}: "${find}" of the control "${name}" occurs ${occurrences} times, not once`);
    }
    return text.replace(find, () => replace);
  }, source);
}

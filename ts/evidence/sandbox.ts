import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { ROOT, run, runOrThrow } from '../terminal/process.ts';
import { type Bug, type Proof, plant } from './bugs.ts';
import { parseForgeResults, parseVitestResults, ResultsError, type TestResult } from './results.ts';

const LEFT_OUT = new Set([
  '.git',
  'node_modules',
  'out',
  'cache',
  'dist',
  'coverage',
  'broadcast',
  '.tallystick',
  'docs',
]);

/** A campaign of so many sequences is enough to meet a planted bug, and needs no shortest counterexample. */
const FORGE_ENVIRONMENT = {
  FOUNDRY_LIBS: '["lib/forge-std/src","node_modules"]',
  FOUNDRY_INVARIANT_RUNS: '8',
  FOUNDRY_INVARIANT_DEPTH: '250',
  FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT: '0',
  FOUNDRY_FUZZ_RUNS: '256',
  FORGE_SNAPSHOT_EMIT: 'false',
} as const;

/** Where the contracts are that the TypeScript tests deploy. The tests of forge are most of what there is to compile. */
const DEPLOYED = ['src', 'script', 'test/mocks'];

/** A copy of the project in a temporary folder, in which bugs are planted one at a time. */
export class Sandbox {
  private constructor(readonly root: string) {}

  /** Copies the project; `from` is another sandbox whose compiled state is copied too. */
  static create(from?: Sandbox): Sandbox {
    const root = mkdtempSync(join(tmpdir(), 'tallystick-bugs-'));
    const source = from?.root ?? ROOT;
    cpSync(source, root, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => (from !== undefined ? basename(path) !== 'node_modules' : !isLeftOut(relative(source, path))),
    });
    linkNodeModules(root);
    return new Sandbox(root);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Plants the bug for as long as `work` runs. */
  async withBug<T>(bug: Bug, work: () => Promise<T>): Promise<T> {
    const changed = plant(bug, (file) => readFileSync(join(this.root, file), 'utf8'));
    const originals = [...changed.keys()].map((file) => [file, readFileSync(join(this.root, file), 'utf8')] as const);
    for (const [file, source] of changed) writeFileSync(join(this.root, file), source);
    try {
      return await work();
    } finally {
      for (const [file, source] of originals) writeFileSync(join(this.root, file), source);
    }
  }

  /** Runs the tests that the proofs name, and no others than their runners force along. */
  async runTests(proofs: readonly Proof[]): Promise<TestResult[]> {
    const forge = proofs.flatMap((proof) => proof.forge ?? []);
    const vitest = proofs.filter((proof) => proof.vitest !== undefined);
    return [
      ...(forge.length > 0 ? await this.#runForge(forge) : []),
      ...(vitest.length > 0 ? await this.#runVitest(vitest) : []),
    ];
  }

  async #runForge(patterns: readonly string[]): Promise<TestResult[]> {
    // Counterexamples of the bug before must not be tried on this one.
    for (const name of ['invariant', 'fuzz']) rmSync(join(this.root, 'cache', name), { recursive: true, force: true });
    // forge matches signatures, whose names end where the arguments begin.
    const match = [...new Set(patterns)].map((pattern) => `(${pattern.replaceAll('$', '\\(')})`).join('|');
    const args = ['test', '--json', '--suppress-successful-traces', '--match-test', match];
    const { stdout } = await run('forge', args, { cwd: this.root, env: FORGE_ENVIRONMENT });
    return parseForgeResults(stdout);
  }

  async #runVitest(proofs: readonly Proof[]): Promise<TestResult[]> {
    // The tests deploy what forge compiles, which after a bug in a contract is another thing than before it.
    await runOrThrow('forge', ['build', ...DEPLOYED], { cwd: this.root, env: FORGE_ENVIRONMENT });
    const report = join(this.root, 'vitest-report.json');
    const files = [...new Set(proofs.flatMap((proof) => proof.file ?? []))];
    const match = proofs.map((proof) => `(${proof.vitest})`).join('|');
    rmSync(report, { force: true });
    const args = ['run', ...files, '-t', match, '--reporter=json', `--outputFile=${report}`];
    const { stderr } = await run('vitest', args, { cwd: this.root });
    if (!existsSync(report)) throw new ResultsError(`vitest wrote no report: ${stderr.slice(-400)}`);
    const results = parseVitestResults(readFileSync(report, 'utf8'), `${this.root}/`);
    if (results.length === 0) throw new ResultsError(`vitest ran nothing: ${stderr.slice(-400)}`);
    return results.filter((result) => result.outcome !== 'skipped');
  }
}

function isLeftOut(path: string): boolean {
  return path.split('/').some((part) => LEFT_OUT.has(part)) || path.endsWith('.log');
}

/** Links, except for the Solidity sources: forge resolves links, and would not find a linked file under its root. */
function linkNodeModules(root: string): void {
  const target = join(root, 'node_modules');
  mkdirSync(join(target, '@openzeppelin'), { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '@openzeppelin') symlinkSync(join(ROOT, 'node_modules', name), join(target, name));
  }
  const contracts = join('node_modules', '@openzeppelin', 'contracts');
  cpSync(join(ROOT, contracts), join(root, contracts), {
    recursive: true,
    filter: (path) => !path.includes(`${contracts}/build`),
  });
}

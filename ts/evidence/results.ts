import { z } from 'zod';

/** One test that ran. */
export type TestResult = {
  runner: 'forge' | 'vitest';
  /** The contract (`InferenceEscrowInvariants`) or the file (`ts/gateway/server.test.ts`). */
  suite: string;
  /** The function's name without its arguments, or the full title. */
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed, on one line; null if it did not. */
  reason: string | null;
  /** What was tried: one call, random inputs, or random sequences of calls. */
  effort: Effort;
};

/** `calls` and `reverts` by handler come from forge's own metrics. */
export type Effort =
  | { kind: 'once' }
  | { kind: 'fuzz'; runs: number }
  | { kind: 'invariant'; runs: number; calls: number; handlers: Record<string, { calls: number; reverts: number }> };

/** Output of a test runner that is not what this version of it prints. */
export class ResultsError extends Error {
  override readonly name = 'ResultsError';
}

const metricsSchema = z.record(z.string(), z.object({ calls: z.number(), reverts: z.number(), discards: z.number() }));

const forgeKindSchema = z.union([
  z.object({ Unit: z.unknown() }).transform((): Effort => ({ kind: 'once' })),
  z
    .object({ Fuzz: z.object({ runs: z.number() }) })
    .transform(({ Fuzz }): Effort => ({ kind: 'fuzz', runs: Fuzz.runs })),
  z
    .object({ Invariant: z.object({ runs: z.number(), calls: z.number(), metrics: metricsSchema }) })
    .transform(({ Invariant }): Effort => {
      const handlers = Object.entries(Invariant.metrics).map(([id, { calls, reverts, discards }]) => [
        id.split(':').at(-1) ?? id,
        { calls: calls - discards, reverts },
      ]);
      return {
        kind: 'invariant',
        runs: Invariant.runs,
        calls: Invariant.calls,
        handlers: Object.fromEntries(handlers.sort(([a], [b]) => String(a).localeCompare(String(b)))),
      };
    }),
]);

const forgeSchema = z.record(
  z.string(),
  z.object({
    test_results: z.record(
      z.string(),
      z.object({
        status: z.enum(['Success', 'Failure', 'Skipped']),
        reason: z.string().nullable(),
        kind: forgeKindSchema,
      }),
    ),
  }),
);

const OUTCOMES = { Success: 'passed', Failure: 'failed', Skipped: 'skipped' } as const;

/** Reads what `forge test --json` printed. @throws {ResultsError} if it did not get as far as running tests. */
export function parseForgeResults(stdout: string): TestResult[] {
  const line = stdout.split('\n').find((candidate) => candidate.startsWith('{'));
  if (line === undefined) throw new ResultsError(`forge printed no results: ${oneLine(compilerErrors(stdout))}`);
  return Object.entries(forgeSchema.parse(JSON.parse(line))).flatMap(([suite, { test_results }]) =>
    Object.entries(test_results).map(([signature, result]) => ({
      runner: 'forge' as const,
      suite: suite.split(':').at(-1) ?? suite,
      name: signature.replace(/\(.*$/, ''),
      outcome: OUTCOMES[result.status],
      reason: result.status === 'Failure' ? oneLine(result.reason ?? 'no reason') : null,
      effort: result.kind,
    })),
  );
}

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/** Reads what vitest's JSON reporter wrote; `root` is taken off the file names. */
export function parseVitestResults(json: string, root: string): TestResult[] {
  return vitestSchema.parse(JSON.parse(json)).testResults.flatMap((file) => {
    const suite = file.name.replace(root, '');
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      throw new ResultsError(`${suite} did not get as far as its tests: ${oneLine(file.message ?? 'no reason')}`);
    }
    return file.assertionResults.map((test): TestResult => {
      const outcome = test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped';
      const reason = outcome === 'failed' ? oneLine(test.failureMessages?.[0] ?? 'no reason') : null;
      return { runner: 'vitest', suite, name: test.fullName, outcome, reason, effort: { kind: 'once' } };
    });
  });
}

function compilerErrors(output: string): string {
  const start = output.search(/^Error(?! \(\d+\)?: Compiler run failed)/m);
  const first = output.search(/^Error \(\d+\)/m);
  return output.slice(Math.max(first === -1 ? start : first, 0), Math.max(first, start, 0) + 400) || 'no output';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}

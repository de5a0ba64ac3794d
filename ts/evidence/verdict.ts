import { z } from 'zod';
import type { Bug, Proof } from './bugs.ts';
import type { TestResult } from './results.ts';

/** What became of one proof of a planted bug: the tests that turned red for the right reason, or why that is not enough. */
export type ProofVerdict = z.infer<typeof proofVerdictSchema>;

/** What became of a planted bug. */
export type BugVerdict = z.infer<typeof bugVerdictSchema>;

const proofVerdictSchema = z.discriminatedUnion('caught', [
  z.object({
    caught: z.literal(true),
    rows: z.array(z.string()),
    says: z.string().optional(),
    tests: z.array(z.object({ name: z.string(), reason: z.string() })),
  }),
  z.object({ caught: z.literal(false), rows: z.array(z.string()), problem: z.string() }),
]);

/** A verdict as `npm run bugs` writes it. */
export const bugVerdictSchema = z.object({
  id: z.string(),
  bug: z.string(),
  caught: z.boolean(),
  proofs: z.array(proofVerdictSchema),
});

/** Failures that say something about the test's surroundings and nothing about the contract. */
const NOT_A_FINDING =
  /^(vm\.(?!assert|expect)|setup failed|EvmError: (CreateContractSizeLimit|InvalidFEOpcode)|failed to)/i;

/** The results that a proof's patterns name. */
export function matching(proof: Proof, results: readonly TestResult[]): TestResult[] {
  const runner = proof.forge === undefined ? 'vitest' : 'forge';
  const pattern = new RegExp(proof.forge ?? proof.vitest ?? '');
  const contract = new RegExp(proof.contract ?? '');
  return results.filter(
    (result) =>
      result.runner === runner &&
      pattern.test(result.name) &&
      (runner === 'forge' ? contract.test(result.suite) : result.suite === proof.file),
  );
}

/** Judges a planted bug by the results of the tests that ran with it. */
export function judge(bug: Bug, results: readonly TestResult[]): BugVerdict {
  const proofs = bug.proofs.map((proof) => judgeProof(proof, results));
  return { id: bug.id, bug: bug.bug, caught: proofs.every((proof) => proof.caught), proofs };
}

function judgeProof(proof: Proof, results: readonly TestResult[]): ProofVerdict {
  const { rows } = proof;
  const named = proof.forge ?? proof.vitest ?? '';
  const ran = matching(proof, results);
  const setUp = results.find((result) => result.name === 'setUp' && result.outcome === 'failed');
  if (ran.length === 0 && setUp) {
    return { caught: false, rows, problem: `setUp of ${setUp.suite} failed: ${setUp.reason}` };
  }
  if (ran.length === 0) return { caught: false, rows, problem: `no test matches /${named}/` };
  const red = ran.filter((result) => result.outcome === 'failed');
  if (red.length === 0) return { caught: false, rows, problem: `survived ${ran.length} tests that match /${named}/` };
  const tests = red
    .map(({ name, reason }) => ({ name, reason: reason ?? '' }))
    .filter(({ reason }) => !NOT_A_FINDING.test(reason) && reason.includes(proof.says ?? ''));
  if (tests.length > 0) return { caught: true, rows, ...(proof.says === undefined ? {} : { says: proof.says }), tests };
  const [first] = red;
  return { caught: false, rows, problem: `${first?.name} failed for another reason: ${first?.reason}` };
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from '../terminal/process.ts';

const FOLDER = 'test/bugs';

/** Which tests must turn red. Patterns are regular expressions on test names (forge) or full titles (vitest). */
const proofSchema = z
  .strictObject({
    /** Rows of docs/evidence.md that this shows to be able to fail; empty for a bug that only tests the tests. */
    rows: z.array(z.string()),
    forge: z.string().optional(),
    /** Pattern of the test contract's name; any if absent. */
    contract: z.string().optional(),
    vitest: z.string().optional(),
    /** The test file that holds the vitest test. */
    file: z.string().optional(),
    /** What the failure's reason must contain. */
    says: z.string().optional(),
  })
  .refine((proof) => (proof.forge === undefined) !== (proof.vitest === undefined), 'either "forge" or "vitest"')
  .refine((proof) => (proof.vitest === undefined) === (proof.file === undefined), '"file" goes with "vitest"');

const editSchema = z.strictObject({ file: z.string(), find: z.string().min(1), replace: z.string() });

const bugSchema = editSchema.extend({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What the bug is, in a sentence. */
  bug: z.string().min(10),
  /** Further replacements without which the first would not compile. */
  also: z.array(editSchema).default([]),
  proofs: z.array(proofSchema).min(1),
});

const bugFileSchema = z.strictObject({ bugs: z.array(bugSchema) });

/** Which tests a planted bug must turn red. */
export type Proof = z.infer<typeof proofSchema>;

/** One exact replacement in one file. */
export type Edit = z.infer<typeof editSchema>;

/** A bug to plant. */
export type Bug = z.infer<typeof bugSchema>;

/** A planted bug that cannot be planted as it is written. */
export class BugDefinitionError extends Error {
  override readonly name = 'BugDefinitionError';
}

/** All planted bugs of test/bugs, in the order of files and of their entries. @throws {BugDefinitionError} */
export function loadBugs(): Bug[] {
  const files = readdirSync(join(ROOT, FOLDER)).filter((name) => name.endsWith('.json'));
  const bugs = files.sort().flatMap((name) => {
    const parsed = bugFileSchema.safeParse(JSON.parse(readFileSync(join(ROOT, FOLDER, name), 'utf8')));
    if (!parsed.success) throw new BugDefinitionError(`${FOLDER}/${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data.bugs;
  });
  const ids = new Set<string>();
  for (const bug of bugs) {
    if (ids.has(bug.id)) throw new BugDefinitionError(`the id "${bug.id}" is used twice`);
    ids.add(bug.id);
    plant(bug, (file) => readFileSync(join(ROOT, file), 'utf8'));
  }
  return bugs;
}

/** The files that the bug changes, by name, with it in them. @throws {BugDefinitionError} unless each `find` occurs once. */
export function plant(bug: Bug, read: (file: string) => string): Map<string, string> {
  const changed = new Map<string, string>();
  for (const edit of [bug, ...bug.also]) {
    const source = changed.get(edit.file) ?? read(edit.file);
    const occurrences = source.split(edit.find).length - 1;
    if (occurrences !== 1) {
      const what = JSON.stringify(edit.find.slice(0, 60));
      throw new BugDefinitionError(`"${bug.id}": ${what} occurs ${occurrences} times in ${edit.file}, not once`);
    }
    changed.set(
      edit.file,
      source.replace(edit.find, () => edit.replace),
    );
  }
  return changed;
}

import { z } from 'zod';

const patternSchema = z.strictObject({
  /** Regular expression on names of forge tests. */
  forge: z.string().optional(),
  /** On the test contract's name or the test file's; any if absent. */
  suite: z.string().optional(),
  /** Regular expression on full titles of vitest tests. */
  vitest: z.string().optional(),
});

const rowSchema = z.strictObject({
  id: z.string(),
  statement: z.string(),
  /** Every pattern must match a test that ran. */
  tests: z.array(patternSchema),
  /** Why no test stands here. */
  noTest: z.string().optional(),
  /** Why no planted bug stands here. */
  noBug: z.string().optional(),
  /** Which part of the statement cannot arise, and why. */
  remark: z.string().optional(),
  /** What each campaign among the tests must reach in the profile of a push. */
  atLeast: z.strictObject({ calls: z.number(), perHandler: z.number() }).optional(),
});

/** Rows under one heading. */
export const sectionSchema = z.strictObject({ title: z.string(), rows: z.array(rowSchema) });

/** How the tests of a row are found among those that ran. */
export type Pattern = z.infer<typeof patternSchema>;

/** One statement that must be shown, before it is known what shows it. */
export type RowDefinition = z.infer<typeof rowSchema>;

/** Rows under one heading. */
export type Section = z.infer<typeof sectionSchema>;

/** A property that a campaign shows; the campaign's assertions bear its id. */
export function property(campaign: Pattern, id: string, statement: string, remark?: string): RowDefinition {
  return { id, statement, tests: [campaign], ...(remark === undefined ? {} : { remark }) };
}

/** An attack, whose tests bear its id. */
export function attack(id: string, statement: string, extra: Partial<RowDefinition> = {}): RowDefinition {
  return { id, statement, tests: [{ forge: `^test(Fuzz)?_${id}_` }], ...extra };
}

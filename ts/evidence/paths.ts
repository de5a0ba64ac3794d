import { join } from 'node:path';
import { ROOT } from '../terminal/process.ts';

const FOLDER = join(ROOT, 'cache', 'evidence');

/** What `npm run bugs` found. */
export const BUG_RESULTS = join(FOLDER, 'bugs.json');

/** What the tests' runners reported the last time `npm run trace` ran them. */
export const TEST_RESULTS = join(FOLDER, 'tests.json');

/** Where vitest writes its report. */
export const VITEST_REPORT = join(FOLDER, 'vitest.json');

/** The generated table. */
export const EVIDENCE = join(ROOT, 'docs', 'evidence.md');

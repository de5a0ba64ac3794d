import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../terminal/process.ts';
import { assertionLines, change, ProofError } from './checker.ts';
import { LIBRARIES } from './index.ts';

describe('change', () => {
  const control = { name: 'adds', edits: [['a - b', '$& + b']] as const };

  it('replaces what occurs once, as it stands', () => {
    expect(change('return a - b;', control, 'L.sol')).toBe('return $& + b;');
  });

  it.each(['return b;', 'a - b; a - b'])('refuses a source in which it does not occur once: %s', (source) => {
    expect(() => change(source, control, 'L.sol')).toThrow(ProofError);
  });
});

describe('LIBRARIES', () => {
  it.each(LIBRARIES)('$library has assertions, and controls that fit it', ({ library, proofs, controls }) => {
    const source = readFileSync(join(ROOT, library), 'utf8');
    expect(controls.length).toBeGreaterThan(0);
    for (const control of controls) expect(change(source, control, library)).not.toBe(source);
    expect(existsSync(join(ROOT, proofs))).toBe(true);
    expect(assertionLines(readFileSync(join(ROOT, proofs), 'utf8')).length).toBeGreaterThan(0);
  });
});

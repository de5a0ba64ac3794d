import { describe, expect, it } from 'vitest';
import { type Bug, BugDefinitionError, loadBugs, plant } from './bugs.ts';

const bug: Bug = {
  id: 'off-by-one',
  bug: 'The bound is off by one.',
  file: 'a.sol',
  find: 'a < b',
  replace: 'a <= b',
  also: [],
  proofs: [{ rows: [], forge: '^test_' }],
};

describe('plant', () => {
  it('replaces what occurs once and nothing else', () => {
    expect(plant(bug, () => 'if (a < b) c < d;').get('a.sol')).toBe('if (a <= b) c < d;');
  });

  it.each(['c < d', 'a < b; a < b'])('refuses a source in which it does not occur once: %s', (source) => {
    expect(() => plant(bug, () => source)).toThrow(BugDefinitionError);
  });

  it('applies several edits to one file, one after the other', () => {
    const also = [{ file: 'a.sol', find: 'c', replace: 'e' }];
    expect(plant({ ...bug, also }, () => 'a < b; c').get('a.sol')).toBe('a <= b; e');
  });

  it('takes a dollar sign in the replacement as it stands', () => {
    expect(plant({ ...bug, replace: '$& $1' }, () => 'a < b').get('a.sol')).toBe('$& $1');
  });
});

describe('loadBugs', () => {
  it('reads definitions that fit the sources as they are', () => {
    expect(loadBugs().length).toBeGreaterThan(60);
  });
});

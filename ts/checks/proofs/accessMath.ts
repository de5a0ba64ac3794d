import type { ProvedLibrary } from './proof.ts';

export const accessMath: ProvedLibrary = {
  library: 'src/libraries/AccessMath.sol',
  proofs: 'test/symbolic/AccessMathProofs.sol',
  controls: [
    {
      name: 'counts a second too many',
      edits: [
        ['if (until <= start) return 0;', 'if (until <= start) return 1;'],
        [
          'return seconds_ < duration ? uint32(seconds_) : duration;',
          'unchecked { return seconds_ <= duration ? uint32(seconds_) + 1 : duration + 1; }',
        ],
      ],
    },
  ],
};

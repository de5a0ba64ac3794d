import type { ProvedLibrary } from './proof.ts';

export const channelMath: ProvedLibrary = {
  library: 'src/libraries/ChannelMath.sol',
  proofs: 'test/symbolic/ChannelMathProofs.sol',
  controls: [
    {
      name: 'takes any amount at or above what was claimed, and pays one unit too much',
      edits: [
        ['cumulative > claimed && cumulative <= funded', 'cumulative >= claimed'],
        ['return cumulative - claimed;', 'return cumulative - claimed + 1;'],
        ['toReceiver = finalAmount - claimed;', 'toReceiver = finalAmount - claimed + 1;'],
        ['toPayer = funded - finalAmount;', 'toPayer = funded - claimed + 1;'],
      ],
    },
    {
      name: 'refuses what is large',
      edits: [['cumulative <= funded', 'cumulative <= funded && funded < 1000 && cumulative - claimed < 10']],
    },
  ],
};

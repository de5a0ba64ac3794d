import type { ProvedLibrary } from './proof.ts';

export const licenseMath: ProvedLibrary = {
  library: 'src/libraries/LicenseMath.sol',
  proofs: 'test/symbolic/LicenseMathProofs.sol',
  controls: [
    {
      name: 'starts anew what still runs, charges the gap, and covers one second too many',
      edits: [
        ['if (timestamp <= expiresAt) return (startedAt, uint256(expiresAt) + duration);', ''],
        [
          'return (timestamp, uint256(timestamp) + duration);',
          'return (timestamp + 1, uint256(expiresAt) + duration);',
        ],
        ['time < expiresAt ||', 'time <= expiresAt ||'],
        ['if (cumulative <= metered) return 0;', ''],
        ['uses = cumulative - metered;', 'unchecked { uses = cumulative - metered + 1; }'],
        ['if (uses > remaining) uses = remaining;', 'if (uses > remaining) uses = remaining / 2;'],
      ],
    },
    {
      name: 'forgets the start, ends what has no end, and takes more than is left',
      edits: [
        ['return (startedAt, uint256(expiresAt) + duration);', 'return (timestamp, uint256(timestamp));'],
        ['time >= startedAt &&', 'time > startedAt &&'],
        ['expiresAt == PERPETUAL', 'time == PERPETUAL'],
        ['if (uses > remaining) uses = remaining;', 'if (uses > remaining) uses = remaining + 1;'],
      ],
    },
  ],
};

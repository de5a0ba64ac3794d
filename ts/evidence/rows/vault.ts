import { attack, type Pattern, property, type RowDefinition, type Section } from './schema.ts';

const campaign: Pattern = { forge: '^invariant_V1_to_V7$', suite: '^DataVaultInvariants$' };

function shown(id: string, statement: string, remark?: string): RowDefinition {
  return property(campaign, id, statement, remark);
}

/** Properties and attacks of DataVault, and what issue 7 asks for. */
export const vault: readonly Section[] = [
  {
    title: 'Properties of DataVault',
    rows: [
      shown('V-1', 'Access is live exactly while it was granted, its expiry lies ahead, and nothing revoked it.'),
      shown(
        'V-2',
        'What was revoked or expired is never live again without another grant, which has a new version.',
        'A dataset cannot be transferred: its id carries its owner.',
      ),
      shown(
        'V-3',
        'Access that was paid for runs to the end that was paid, or is revoked; no later grant shortens it.',
        'Grants have no children: a grantee can grant nothing.',
      ),
      shown(
        'V-4',
        'Only the owner writes grants, or who brings its signature; a gatekeeper only delivers what was bought.',
      ),
      shown(
        'V-5',
        'Each price is earned, refunded or still held, and the balance of each token is their sum; a refund is pro rata to the second, down to a unit, and nothing is earned past a revocation.',
      ),
      shown('V-6', 'A replica built from events alone says what the views say.'),
      shown('V-7', 'No call costs more because there are more grants.'),
    ],
  },
  {
    title: 'Attacks on DataVault',
    rows: [
      attack('V1', 'Access at the second before, of and after an expiry, by every way to ask.'),
      attack('V2', 'Revoke and grant again: what belonged to the old grant stays dead.'),
      attack('V3', 'Grants that outlive or survive a change of owner.', {
        remark: 'Ownership is part of the id and cannot change.',
      }),
      attack('V4', "Grants by who is not the owner, and beyond the gatekeeper's errand."),
      attack('V5', 'Extending by the grantee; expiries of zero, now, and the largest numbers.'),
      attack(
        'V6',
        'A revocation before, in and after the block of a grant or a delivery; keys wrapped for an epoch that ended.',
      ),
      attack('V7', 'Paid access: refunds after early revocation, paid twice, delivered late, earned after its end.'),
      attack('V8', 'A client that caches, a clock that is wrong, a revocation that is re-organised away.', {
        tests: [{ forge: '^test(Fuzz)?_V8_' }, { vitest: '', suite: '^ts/gatekeeper/e2e/' }],
      }),
      attack('V9', 'Lists of grantees without end.'),
      attack(
        'V10',
        'Signed grants: replayed, changed, cancelled, for another vault or chain, in every malleable form.',
      ),
      attack('V11', 'The active set rebuilt from the event log alone.'),
    ],
  },
  {
    title: 'Issue 7: what must hold',
    rows: [
      {
        id: 'I7.1',
        statement: 'V-1 to V-7 share a campaign of 100,000 calls, each handler succeeding at least 1,000 times.',
        tests: [campaign],
        atLeast: { calls: 100_000, perHandler: 1_000 },
        noBug: 'Each property above has its own.',
      },
      {
        id: 'I7.2',
        statement: 'Every attack from V1 to V11 is tried.',
        tests: [{ forge: '^test(Fuzz)?_V\\d+_' }],
        noBug: 'Each attack above has its own.',
      },
      {
        id: 'I7.3',
        statement:
          'Each of 22 odd tokens goes over every path that money takes, and works, is refused or is documented.',
        tests: [{ forge: '^test(Fuzz)?_VT_' }],
      },
      {
        id: 'I7.4',
        statement: 'An implementation without packing or assembly gives the same results for random operations.',
        tests: [{ forge: '^testFuzz_V_EqualsReference' }],
      },
      {
        id: 'I7.5',
        statement: 'Granting, revoking, checking and wrapped keys cost no more gas than their ceilings.',
        tests: [{ forge: '^test_Gas_', suite: '^DataVaultGasTest$' }],
        noBug: '`npm run gas:check` compares each figure with the committed one, and fails above a ceiling.',
      },
      {
        id: 'I7.6',
        statement:
          'A gatekeeper serves no byte without a live grant: replayed or foreign challenges, wrong clocks, endpoints that lag or lie and re-organised revocations are refused.',
        tests: [{ vitest: '', suite: '^ts/gatekeeper/' }],
      },
      {
        id: 'I7.7',
        statement:
          'A flipped bit, a truncated file, a swapped segment, a wrong recipient or a key moved to another grant is refused, and leaves no plaintext behind.',
        tests: [{ vitest: '', suite: '^ts/sealing/' }],
      },
      {
        id: 'I7.8',
        statement: 'A replica built by the package from events alone equals the views.',
        tests: [{ vitest: '', suite: '^ts/actions/vault/getGrants' }],
        noBug: 'The replica is itself a check on the contract.',
      },
      {
        id: 'I7.9',
        statement: 'Solidity and TypeScript make the same ids and EIP-712 hashes of shared vectors.',
        tests: [{ forge: '', suite: '^VaultTypedDataVectorsTest$' }],
        noBug: '`npm run generate:check` makes the vectors again and compares.',
      },
      {
        id: 'I7.10',
        statement: 'Clients written in Python for the public examples of this idea grant and revoke.',
        tests: [],
        noTest: '`npm run clients`, a step of `.ci/run`, runs them with web3.py.',
        noBug: 'It fails at the first check that does not hold.',
      },
    ],
  },
];

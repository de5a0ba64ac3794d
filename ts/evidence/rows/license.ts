import { attack, type Pattern, property, type RowDefinition, type Section } from './schema.ts';

const campaign: Pattern = { forge: '^invariant_L1_to_L9$', suite: '^ModelLicenseInvariants$' };

function shown(id: string, statement: string, remark?: string): RowDefinition {
  return property(campaign, id, statement, remark);
}

/** Properties and attacks of ModelLicense, and what issue 6 asks for. */
export const license: readonly Section[] = [
  {
    title: 'Properties of ModelLicense',
    rows: [
      shown(
        'L-1',
        'For each token, the contract holds exactly what plans earned and payees and parents have not had; what rounding leaves is less than a unit for each of them.',
      ),
      shown('L-2', "The parts of a split and of its model's parents add up to 1,000,000."),
      shown('L-3', 'What a payee or parent is entitled to never falls.'),
      shown('L-4', 'It depends on the sum of the income alone, not on how it came or who claimed first.'),
      shown(
        'L-5',
        'An account is licensed exactly while a term that it bought runs or uses are left; a seat never when its licensee is not, nor past its own end.',
        'A licence cannot be revoked.',
      ),
      shown('L-6', 'A plan sells no more than its cap, and every use that was sold was used or is left.'),
      shown(
        'L-7',
        'Nobody but a licensee, its seats and its signature uses up uses or names seats.',
        'A licence cannot be approved, transferred or burned.',
      ),
      shown('L-8', 'A purchase costs exactly the price that it names.', 'There are no refunds.'),
      shown('L-9', 'A payee that reverts, burns gas or is blocked stops no other payee and no buyer.'),
    ],
  },
  {
    title: 'Attacks on ModelLicense',
    rows: [
      attack('L1', 'Approvals and operators that outlive a transfer.', {
        remark: 'A licence cannot be transferred, so there is nothing to approve.',
      }),
      attack('L2', 'Transfers to oneself, of nothing, in empty batches.', {
        remark: 'There are no transfers; purchases for oneself, of nothing, and empty batches are tried.',
      }),
      attack('L3', 'Arithmetic of expiry: renewal before and after it, overflow, seats that outlast the licence.'),
      attack('L4', 'A price that changes in front of a purchase.'),
      attack('L5', 'Loops of refunds and free trials.', { remark: 'There are no refunds.' }),
      attack('L6', 'A cap passed by gifts, by another way to pay, by re-entrancy.'),
      attack('L7', "Burning or using up what is another's.", { remark: 'A licence cannot be burned.' }),
      attack('L8', 'Circular derivation, a model that is its own parent, chains without end.'),
      attack('L9', 'Splits that do not add up, with payees that are zero, repeated, or 250.'),
      attack('L10', 'Farming dust by splitting payments.'),
      attack('L11', 'A split that changes between a sale and its claim.'),
      attack('L12', 'Claiming twice, and for somebody else.'),
      attack('L13', 'Calls that anyone may make, used as a loop for gain.'),
      attack('L14', 'A payee that reverts, burns gas, is blocked, or answers with a bomb.'),
      attack('L15', 'Nested calls from tokens and payees on every path of money.'),
      attack('L16', 'Conformance to ERC-165, and to the ERCs that it might be taken for.', {
        remark: 'It claims no ERC-721, 1155, 2981 or 4906, and answers none of their calls that move something.',
      }),
      attack('L17', 'The check at the second before, of and after each boundary.'),
    ],
  },
  {
    title: 'Issue 6: what must hold',
    rows: [
      {
        id: 'I6.1',
        statement: 'L-1 to L-9 share a campaign of 100,000 calls, each handler succeeding at least 1,000 times.',
        tests: [campaign],
        atLeast: { calls: 100_000, perHandler: 1_000 },
        noBug: 'Each property above has its own.',
      },
      {
        id: 'I6.2',
        statement: 'Every attack from L1 to L17 is tried.',
        tests: [{ forge: '^test(Fuzz)?_L\\d+_' }],
        noBug: 'Each attack above has its own.',
      },
      {
        id: 'I6.3',
        statement:
          'Each of 22 odd tokens goes over every path that money takes, and works, is refused or is documented.',
        tests: [{ forge: '^test(Fuzz)?_LT_' }],
      },
      {
        id: 'I6.4',
        statement: 'An implementation without packing or assembly gives the same results for random operations.',
        tests: [{ forge: '^testFuzz_L_EqualsReference' }],
      },
      {
        id: 'I6.5',
        statement: 'Buying, renewing and checking cost no more gas than their ceilings.',
        tests: [{ forge: '^test_Gas_', suite: '^ModelLicenseGasTest$' }],
        noBug: '`npm run gas:check` compares each figure with the committed one, and fails above a ceiling.',
      },
      {
        id: 'I6.6',
        statement: 'Solidity and TypeScript make the same ids and EIP-712 hashes of shared vectors.',
        tests: [{ forge: '', suite: '^LicenseTypedDataVectorsTest$' }],
        noBug: '`npm run generate:check` makes the vectors again and compares.',
      },
      {
        id: 'I6.7',
        statement: 'The revenue view, from events alone, equals what the chain says and what payees get.',
        tests: [{ vitest: '', suite: '^ts/actions/license/getRevenue' }],
        noBug: 'The view is itself a check on the contract; the story of `npm start` pays by it.',
      },
      {
        id: 'I6.8',
        statement:
          'A server serves licensed callers only: stolen, expired, foreign, changed and repeated requests are refused.',
        tests: [{ vitest: '', suite: '^ts/licensing/' }],
      },
      {
        id: 'I6.9',
        statement: 'A use is counted once, also at the same time and over a restart.',
        tests: [{ vitest: '', suite: '^ts/gateway/store/licenses' }],
      },
      {
        id: 'I6.10',
        statement: 'A model whose bytes, CID and digest do not agree is refused before anything is sent.',
        tests: [{ vitest: '', suite: '^ts/content/' }],
      },
      {
        id: 'I6.11',
        statement: 'The documented sale of a licence, copied from its page, works.',
        tests: [{ vitest: '', suite: '^ts/actions/license/docs' }],
        noBug: 'The page is the test: a sample that does not work fails it.',
      },
    ],
  },
];

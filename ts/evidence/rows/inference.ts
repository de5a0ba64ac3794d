import { attack, type Pattern, property, type Section } from './schema.ts';

const campaign: Pattern = { forge: '^invariant_C1_to_C12$', suite: '^InferenceEscrowInvariants$' };

/** `InferenceEscrow`, its gateway, and issue 2. */
export const inference: readonly Section[] = [
  {
    title: 'Properties of InferenceEscrow',
    rows: [
      property(campaign, 'C-1', 'For each token, the escrow holds at least what its channels and balances add up to.'),
      property(campaign, 'C-2', 'A channel never pays more than it was funded with.'),
      property(campaign, 'C-3', 'What a channel paid never falls, and equals the highest voucher that was accepted.'),
      property(
        campaign,
        'C-4',
        'Whatever was put into a channel was paid, refunded, or is still there: to the unit.',
        'There is no fee: it counts as zero.',
      ),
      property(
        campaign,
        'C-5',
        'A payer whose provider is silent has its unclaimed money back when the notice is over.',
      ),
      property(campaign, 'C-6', 'A provider that brings a valid voucher before the channel ends is paid in full.'),
      property(
        campaign,
        'C-7',
        'A voucher moves one channel at most, and by no more than it adds to what was claimed.',
      ),
      property(campaign, 'C-8', 'A closed channel stays closed, and its id is never used again.'),
      property(
        campaign,
        'C-9',
        "Nobody but an account itself, or who holds its signature, lowers that account's balance.",
      ),
      property(
        campaign,
        'C-10',
        'Settling in many parts pays the same as settling once.',
        'There is no fee: the bound on its rounding becomes exact equality.',
      ),
      property(campaign, 'C-11', 'An operation on one channel leaves every other channel as it was.'),
      property(campaign, 'C-12', 'No operation costs more gas because there are more channels.'),
    ],
  },
  {
    title: 'Attacks on InferenceEscrow',
    rows: [
      attack('C1', 'A voucher or opening is used again: after a close, on another channel, contract or chain.'),
      attack('C2', 'A signature for one purpose is brought for another.'),
      attack('C3', 'Vouchers out of order, repeated, for zero, above the funds, beyond the width of the field.'),
      attack('C4', 'A stranger settles, and tries to change amount or recipient.'),
      attack('C5', 'A signed struct with a field missing, added, moved or changed.'),
      attack('C6', 'Malformed and malleable signatures, and contract wallets that misbehave.'),
      attack('C7', 'Races around the end of a notice period, to the second.'),
      attack('C8', 'A token that calls back, from each operation that moves it.'),
      attack('C9', 'Tokens that do not behave as ERC-20 says, over every path that money takes.'),
      attack('C10', 'A blocked or refusing party: the other side still gets its money.'),
      attack('C11', 'Batches with duplicates, strangers and bad rows, of up to 500.'),
      attack('C12', 'Splitting a settlement to profit from rounding.', {
        remark: 'There is no fee and nothing is divided, so nothing is rounded.',
      }),
      attack('C13', 'A top-up or a signed deposit that is turned to another beneficiary.'),
      attack('C14', 'Tokens and coins that are sent to the escrow without a deposit.'),
      attack('C15', 'A gateway is given forged, stale, repeated or simultaneous vouchers, and is restarted.', {
        tests: [{ vitest: '\\bC15\\b' }],
      }),
      attack('C16', 'A permit that someone else sent first, and a token that only seems to know permits.'),
      attack('C17', 'Calldata and returned data that are huge.'),
    ],
  },
  {
    title: 'Issue 2: what must hold',
    rows: [
      {
        id: 'I2.1',
        statement: 'C-1 to C-12 share a campaign of 100,000 calls, each handler succeeding at least 1,000 times.',
        tests: [campaign],
        atLeast: { calls: 100_000, perHandler: 1_000 },
        noBug: 'Each property above has its own.',
      },
      {
        id: 'I2.2',
        statement: 'Every attack from C1 to C17 is tried.',
        tests: [{ forge: '^test(Fuzz)?_C\\d+_' }],
        noBug: 'Each attack above has its own.',
      },
      {
        id: 'I2.3',
        statement: 'Each of 22 odd tokens goes over every path that money takes, and works or is refused.',
        tests: [{ forge: '^test(Fuzz)?_C9_' }],
      },
      {
        id: 'I2.4',
        statement: 'An implementation without packing or assembly gives the same results for random operations.',
        tests: [{ forge: '^testFuzz_EqualsReference$', suite: '^InferenceEscrowReferenceTest$' }],
      },
      {
        id: 'I2.5',
        statement: 'Solidity and TypeScript make the same EIP-712 hashes of shared vectors.',
        tests: [{ forge: 'Vector' }, { vitest: '[Vv]ector' }],
      },
      {
        id: 'I2.6',
        statement: 'Tests run every line and branch of the contracts.',
        tests: [],
        noTest: 'A gate, not a test: `npm run coverage` names what is not run, and fails.',
        noBug: 'The gate has no bug to find.',
      },
      {
        id: 'I2.7',
        statement: 'Static analysis finds nothing of medium or higher that is not explained in the source.',
        tests: [],
        noTest: 'A gate, not a test: `npm run slither`.',
        noBug: 'The gate has no bug to find.',
      },
      {
        id: 'I2.8',
        statement: 'Settling 1 and 100 vouchers, and 10,000 inferences on one, cost no more gas than their ceilings.',
        tests: [{ forge: '^test_Gas_Settle', suite: '^InferenceEscrowGasTest$' }],
        noBug: '`npm run gas:check` compares each figure with the committed one, and fails above a ceiling.',
      },
      {
        id: 'I2.9',
        statement: 'Bad input to the contract is refused with an error that names value and limit.',
        tests: [
          { forge: '_RevertWhen_', suite: '^(Deposit|Withdraw|Open|TopUp|Settle|Post|Close|UnconfirmedPayout)Test$' },
        ],
      },
      {
        id: 'I2.10',
        statement: 'Bad input to HTTP bodies, headers, environment and command line gets a clear error.',
        tests: [
          { vitest: '', suite: '^ts/gateway/e2e/edges' },
          { vitest: '', suite: '^ts/gateway/config' },
          { vitest: '', suite: '^ts/scripts/commands' },
        ],
      },
      {
        id: 'I2.11',
        statement: 'Killing the gateway under load loses no voucher that was answered.',
        tests: [{ vitest: 'SIGKILL' }],
      },
      {
        id: 'I2.12',
        statement: '`npm test` takes about three minutes.',
        tests: [],
        noTest: 'A duration differs from machine to machine: `.ci/run` prints it.',
        noBug: 'A duration is no behaviour.',
      },
    ],
  },
];

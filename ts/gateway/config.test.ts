import { describe, expect, test } from 'vitest';
import {
  parseSettings,
  SettingsError,
  settingsFromEnvironment,
  settingsFromFlags,
  settingsFromFlagValues,
} from './config.ts';

const escrow = '0x00000000000000000000000000000000000000AA';
const minimal = { chainId: 1, escrow, price: 100n, directory: '/tmp/x' } as const;

test('what is left out gets its default', () => {
  expect(parseSettings(minimal)).toMatchObject({
    token: '0x0000000000000000000000000000000000000000',
    host: '127.0.0.1',
    port: 0,
    finality: 'finalized',
    minimumNoticeSeconds: 172_800,
    settleBeforeCloseSeconds: 108_000,
    settleAmount: 1_000_000n,
  });
});

test('what is settled at once grows with the price, unless it is given', () => {
  expect(parseSettings({ ...minimal, price: 10n ** 12n }).settleAmount).toBe(10n ** 16n);
  expect(parseSettings({ ...minimal, settleAmount: 7n }).settleAmount).toBe(7n);
});

test('the environment gives the same as the program', () => {
  const environment = {
    TALLYSTICK_CHAIN_ID: '1',
    TALLYSTICK_ESCROW: escrow.toLowerCase(),
    TALLYSTICK_PRICE: '100',
    TALLYSTICK_DIRECTORY: '/tmp/x',
    TALLYSTICK_FINALITY: '5',
    TALLYSTICK_MAX_BATCH_ROWS: '7',
    UNRELATED: 'x',
  };
  expect(settingsFromEnvironment(environment)).toEqual(parseSettings({ ...minimal, finality: 5, maxBatchRows: 7 }));
});

test('flags give the same as the program', () => {
  const flags = [
    '--chain-id',
    '1',
    '--escrow',
    escrow,
    '--price=100',
    '--directory',
    '/tmp/x',
    '--settle-age-seconds',
    '9',
  ];
  expect(settingsFromFlags(flags)).toEqual(parseSettings({ ...minimal, settleAgeSeconds: 9 }));
});

test('a flag overrides the environment', () => {
  const environment = {
    TALLYSTICK_CHAIN_ID: '1',
    TALLYSTICK_ESCROW: escrow,
    TALLYSTICK_PRICE: '5',
    TALLYSTICK_PORT: 'x',
  };
  const flags = { price: '100', directory: '/tmp/x' };
  expect(settingsFromFlagValues({ ...flags, port: '0' }, environment)).toEqual(parseSettings(minimal));
  expect(() => settingsFromFlagValues(flags, environment)).toThrow(/^TALLYSTICK_PORT=x: /);
  expect(() => settingsFromFlagValues({ price: '100' }, {})).toThrow(new SettingsError('--chain-id is missing'));
});

describe('an error names setting, value and limit', () => {
  test.each([
    ['price is missing', { price: undefined }],
    ['price=0: must be at least 1', { price: 0n }],
    [`price=${2n ** 96n}: must be at most ${2n ** 96n - 1n}`, { price: 2n ** 96n }],
    ['price=1.5: must be a decimal string without sign or leading zero', { price: '1.5' }],
    ['escrow=0x12: must be an address: 0x and 40 hexadecimal digits', { escrow: '0x12' }],
    ['port=65536: Too big: expected number to be <=65535', { port: 65_536 }],
    ['minimumNoticeSeconds=3600: Too small: expected number to be >=86400', { minimumNoticeSeconds: 3_600 }],
    ['settleBeforeCloseSeconds=172800: must be less than minimumNoticeSeconds', { settleBeforeCloseSeconds: 172_800 }],
    ['Unrecognized key: "unknown"', { unknown: 1 }],
  ])('%s', (message, changes) => {
    expect(() => parseSettings({ ...minimal, ...changes })).toThrow(new SettingsError(message));
  });

  test('as the environment calls it', () => {
    expect(() => settingsFromEnvironment({})).toThrow(new SettingsError('TALLYSTICK_CHAIN_ID is missing'));
    expect(() =>
      settingsFromEnvironment({
        TALLYSTICK_CHAIN_ID: '1',
        TALLYSTICK_ESCROW: escrow,
        TALLYSTICK_PRICE: '1',
        TALLYSTICK_DIRECTORY: 'x',
        TALLYSTICK_FINALITY: 'soon',
      }),
    ).toThrow(/^TALLYSTICK_FINALITY=soon: /);
  });

  test('as the command line calls it', () => {
    expect(() => settingsFromFlags(['--chain-id', '0'])).toThrow(/^--chain-id=0: /);
    expect(() => settingsFromFlags(['--chain-id', '1'])).toThrow(new SettingsError('--escrow is missing'));
    expect(() => settingsFromFlags(['--colour', 'red'])).toThrow(/--colour/);
    expect(() => settingsFromFlags(['serve'])).toThrow(/serve/);
  });
});

import { getAddress } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { UsageVoucher } from '../../actions/license/signUsageVoucher.ts';
import type { LicenseDomain } from '../../protocol/license/index.ts';
import { removeDirectory, temporaryDirectory } from '../e2e/support.ts';
import { DirectoryMismatchError, StaleRecordError } from '../errors.ts';
import { type LicenseStore, openLicenseStore } from './licenses.ts';

const domain: LicenseDomain = { chainId: 1, license: getAddress(`0x${'aa'.repeat(20)}`) };
const modelId = `0x${'01'.repeat(32)}` as const;

let directory: string;
let store: LicenseStore;
let accounts = 0;
let licensee: UsageVoucher['licensee'];

function open(of = domain): Promise<LicenseStore> {
  return openLicenseStore(directory, of, (error) => {
    throw error;
  });
}

beforeAll(async () => {
  directory = await temporaryDirectory();
  store = await open();
});

afterAll(async () => {
  await store.close();
  await removeDirectory(directory);
});

beforeEach(() => {
  accounts += 1;
  licensee = getAddress(`0x${accounts.toString(16).padStart(40, '0')}`);
});

function voucherOf(cumulativeUses: bigint): UsageVoucher {
  return { modelId, licensee, cumulativeUses, signature: `0x0${cumulativeUses % 10n}` };
}

async function pending(): Promise<UsageVoucher[]> {
  return (await store.pending()).filter((voucher) => voucher.licensee === licensee);
}

describe('usage vouchers', () => {
  test('the highest of each model and licensee is kept as it is, up to 64 bits', async () => {
    expect(await store.highest(modelId, licensee)).toBeUndefined();
    for (const uses of [1n, 2n ** 64n - 1n]) {
      await store.save(voucherOf(uses));
      expect(await store.highest(modelId, licensee)).toEqual(voucherOf(uses));
    }
    expect(await store.highest(`0x${'02'.repeat(32)}`, licensee)).toBeUndefined();
  });

  test.each([[5n], [4n]])('one over %s uses does not replace one over 5', async (uses) => {
    await store.save(voucherOf(5n));
    await expect(store.save({ ...voucherOf(uses), signature: '0xff' })).rejects.toThrow(StaleRecordError);
    expect(await store.highest(modelId, licensee)).toEqual(voucherOf(5n));
  });

  test('of 20 at once over the same uses, one is kept', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => store.save(voucherOf(7n))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('pending are those above what the chain had metered', async () => {
    await store.save(voucherOf(5n));
    expect(await pending()).toEqual([voucherOf(5n)]);
    await store.saveMetered(modelId, licensee, 4n);
    expect(await pending()).toEqual([voucherOf(5n)]);
    await store.saveMetered(modelId, licensee, 5n);
    expect(await pending()).toEqual([]);
    await store.save(voucherOf(6n));
    expect(await pending()).toEqual([voucherOf(6n)]);
  });
});

describe('what may be used once', () => {
  test('is used once, until it is forgotten', async () => {
    expect(await store.use('key', 10n, 0n)).toBe(true);
    await store.forgetExpired(9n);
    expect(await store.use('key', 10n, 9n)).toBe(false);
    await store.forgetExpired(10n);
    expect(await store.use('key', 20n, 10n)).toBe(true);
  });

  test('20 times at once is used once', async () => {
    const uses = await Promise.all(Array.from({ length: 20 }, () => store.use('at once', 10n, 0n)));
    expect(uses.filter(Boolean)).toHaveLength(1);
  });
});

test('all is there after a restart, and a directory serves one contract', async () => {
  await store.save(voucherOf(3n));
  await store.use('before', 10n, 0n);
  await store.close();
  await expect(open({ ...domain, chainId: 2 })).rejects.toThrow(
    new DirectoryMismatchError(
      directory,
      `licence contract ${domain.license} on chain 1`,
      `licence contract ${domain.license} on chain 2`,
    ),
  );
  store = await open();
  expect(await store.highest(modelId, licensee)).toEqual(voucherOf(3n));
  expect(await store.use('before', 10n, 0n)).toBe(false);
});

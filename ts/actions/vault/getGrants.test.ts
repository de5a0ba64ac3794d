import type { Address, Hex } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { startAnvil } from '../../testing/anvil.ts';
import type { TestClient } from '../../testing/context.ts';
import { createVaultContext, texts, type VaultContext, wrappedKey } from '../../testing/vaults.ts';
import { IncompleteHistoryError, ValueOutOfRangeError } from '../errors/index.ts';

const HOUR = 3_600;

let context: VaultContext;

beforeAll(async () => {
  const anvil = await startAnvil();
  context = await createVaultContext(import.meta.url, anvil.rpcUrl);
  return anvil.stop;
});

/** Numbers below `bound`, the same at every run. */
function sequence(): (bound: number) => number {
  let state = 0x2545f491;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** What is told of every researcher equals what the contract says of it at that block. */
async function expectAsStored(datasetId: Hex, toBlock?: bigint) {
  const { owner } = context;
  const told = await owner.vault.getGrants({ datasetId, toBlock, blockRange: 50n });
  const { blockNumber, epoch, grants } = told;
  expect(blockNumber).toBe(toBlock ?? (await owner.getBlockNumber()));
  expect(epoch).toBe((await owner.vault.getDataset({ datasetId, blockNumber })).epoch);
  for (const { researcher, granted, ...view } of grants) {
    expect(view).toEqual(await owner.vault.getGrant({ datasetId, researcher, blockNumber }));
    expect(await owner.vault.isLive({ datasetId, researcher, blockNumber })).toBe(view.live);
    expect(granted.every(({ version }) => version <= view.version)).toBe(true);
  }
  return told;
}

test('is what was granted, with its texts and keys, and what became of it', async () => {
  const { owner, researcher, register, mined, now } = context;
  const datasetId = await register(2n);
  const account = researcher.account.address;
  expect(await expectAsStored(datasetId)).toMatchObject({ epoch: 1, grants: [] });
  const expiry = (await now()) + 86_400n;
  const next = { epoch: 1, version: 2 };
  const first = await mined(owner.vault.grantAccess({ researcher: account, datasetId, expiry }));
  const second = await mined(
    owner.vault.grant({ researcher: account, datasetId, expiry, ...texts, wrappedKey, ...next }),
  );
  const { grants } = await expectAsStored(datasetId);
  const [grant] = grants;
  if (!grant || grants.length !== 1) throw new Error('one researcher was granted access');
  expect(grant).toMatchObject({ researcher: account, live: true, expiry, ...next, period: 0, revokedAt: 0 });
  expect(grant.granted).toMatchObject([
    { version: 1, wrappedKey: '0x', transactionHash: first.transactionHash },
    { version: 2, wrappedKey, transactionHash: second.transactionHash, blockNumber: second.blockNumber },
  ]);

  const revoked = await mined(owner.vault.revokeAccess({ researcher: account, datasetId }));
  const { timestamp } = await owner.getBlock({ blockNumber: revoked.blockNumber });
  const ended = { live: false, expiry: 0n, epoch: 0, version: 3, period: 1, revokedAt: Number(timestamp) };
  expect((await expectAsStored(datasetId)).grants).toEqual([{ researcher: account, ...ended, granted: grant.granted }]);
});

test('a dataset that nobody registered has none', async () => {
  const { owner, offerOf, token } = context;
  const { datasetId } = offerOf(`0x${token.slice(2)}${'0'.repeat(24)}`);
  expect(await owner.vault.getGrants({ datasetId })).toMatchObject({ epoch: 0, grants: [] });
});

type Step = (datasetId: Hex, client: TestClient, anyone: readonly Address[]) => Promise<boolean>;

/** What can happen to grants. `false` where it could not, by what the contract says of them. */
function stepsBy(next: (bound: number) => number): Record<string, Step> {
  const { owner, relayer, offerOf, buy, deliver, mined, now, advance } = context;
  const soon = async () => (await now()) + BigInt(600 + next(20) * HOUR);
  const researcherOf = (client: TestClient) => client.account.address;
  const write = async (hash: Promise<Hex>) => {
    await mined(hash);
    return true;
  };
  /** An end that the contract takes: later than the present one if that one was paid for. */
  const laterFor = async (datasetId: Hex, researcher: Address) => {
    const { live, expiry } = await owner.vault.getGrant({ datasetId, researcher });
    return (live ? expiry : await now()) + BigInt(600 + next(20) * HOUR);
  };
  const termsFor = async (datasetId: Hex, researcher: Address) => ({
    researcher,
    datasetId,
    expiry: await laterFor(datasetId, researcher),
    ...texts,
  });
  return {
    grantAccess: async (datasetId, client) => {
      const researcher = researcherOf(client);
      return write(owner.vault.grantAccess({ researcher, datasetId, expiry: await laterFor(datasetId, researcher) }));
    },
    grant: async (datasetId, client) => write(owner.vault.grant(await termsFor(datasetId, researcherOf(client)))),
    grantMany: async (datasetId, client) => {
      const terms = await termsFor(datasetId, researcherOf(client));
      const grants = [terms, { ...terms, expiry: terms.expiry + 1n }];
      return write(owner.vault.grantMany({ grants }));
    },
    grantWithSignature: async (datasetId, client) => {
      const terms = await termsFor(datasetId, researcherOf(client));
      const grant = await owner.vault.signGrant({ ...terms, deadline: await soon() });
      return write(relayer.vault.grantWithSignature({ grant }));
    },
    extend: async (datasetId, client) => {
      const terms = await termsFor(datasetId, researcherOf(client));
      if (!(await owner.vault.isLive(terms))) return false;
      return write(owner.vault.extend(terms));
    },
    deliver: async (datasetId, client) => {
      const offer = offerOf(datasetId, { token: `0x${'00'.repeat(20)}`, price: 3n, duration: 2 * HOUR });
      if (!(await owner.vault.isOfferOpen({ offer }))) await context.open(offer);
      await deliver(await buy(offer, client));
      return true;
    },
    revokeAccess: async (datasetId, client) =>
      write(owner.vault.revokeAccess({ researcher: researcherOf(client), datasetId })),
    revokeMany: async (datasetId, _, anyone) =>
      write(owner.vault.revokeMany({ datasetId, researchers: anyone.slice(next(anyone.length)) })),
    revokeAll: async (datasetId) => write(owner.vault.revokeAll({ datasetId })),
    cancel: async (datasetId, client) =>
      write(owner.vault.cancelSignedGrants({ researcher: researcherOf(client), datasetId })),
    wait: async () => {
      await advance(next(6) * HOUR + 60);
      return true;
    },
  };
}

test('equals what the contract stores, after any history and at any block of it', async () => {
  const { owner, register, clientOf } = context;
  const next = sequence();
  const pick = <item>(items: readonly item[]): item => items[next(items.length)] as item;
  const datasets = [await register(10n), await register(11n)];
  const clients = await Promise.all(['first', 'second', 'third'].map(clientOf));
  const addresses = clients.map(({ account }) => account.address);
  const steps = Object.entries(stepsBy(next));
  const done = new Map<string, number>();
  const blocks: bigint[] = [];
  for (let step = 0; step < 110; step += 1) {
    const [name, act] = pick(steps);
    if (!(await act(pick(datasets), pick(clients), addresses))) continue;
    done.set(name, (done.get(name) ?? 0) + 1);
    blocks.push(await owner.getBlockNumber());
  }
  expect([...done.keys()].sort()).toEqual(steps.map(([name]) => name).sort());

  const live: boolean[] = [];
  for (const datasetId of datasets) {
    for (const block of [...blocks.filter((_, index) => index % 11 === 0), undefined]) {
      const { grants } = await expectAsStored(datasetId, block);
      live.push(...grants.map((grant) => grant.live));
    }
    expect((await expectAsStored(datasetId)).grants.map(({ researcher }) => researcher).sort()).toEqual(
      [...addresses].sort(),
    );
  }
  expect(new Set(live)).toEqual(new Set([true, false]));
}, 120_000);

test('does not take a part of the history for the whole', async () => {
  const { owner, researcher, datasetId, mined, now } = context;
  const account = researcher.account.address;
  const partial = async (send: () => Promise<Hex>, reason: string) => {
    const fromBlock = (await owner.getBlockNumber()) + 1n;
    await mined(send());
    const attempt = owner.vault.getGrants({ datasetId, fromBlock });
    await expect(attempt).rejects.toThrow(IncompleteHistoryError);
    await expect(attempt).rejects.toThrow(reason);
  };
  const expiry = (await now()) + 86_400n;
  const granting = () => owner.vault.grantAccess({ researcher: account, datasetId, expiry });
  await partial(granting, `dataset ${datasetId} is at epoch 0`);
  const revoking = () => owner.vault.revokeAccess({ researcher: account, datasetId });
  await partial(revoking, `the grant of ${account} is at version 0`);
  await partial(() => owner.vault.revokeAll({ datasetId }), `dataset ${datasetId} is at epoch 0`);
  await expect(owner.vault.getGrants({ datasetId, blockRange: 0n })).rejects.toThrow(ValueOutOfRangeError);
});

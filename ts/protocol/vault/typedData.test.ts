import { readFileSync } from 'node:fs';
import { encodeAbiParameters, hashTypedData, keccak256, parseAbiParameters, stringToBytes } from 'viem';
import { beforeAll, expect, test } from 'vitest';
import { dataVault } from '../../actions/internal/contracts/dataVault.ts';
import { read } from '../../actions/internal/read.ts';
import { renderVaultVectors } from '../../scripts/vectors/vault.ts';
import { createTestContext, type TestContext } from '../../testing/context.ts';
import { datasetIdOf } from './dataset.ts';
import { textHash } from './grant.ts';
import { accessGrantTypedData, type SignableGrant, vaultDomainSeparator } from './typedData.ts';

let context: TestContext;

beforeAll(async () => {
  context = await createTestContext(import.meta.url);
});

function sample(): SignableGrant {
  const { payer, relayer } = context;
  return {
    researcher: relayer.account.address,
    datasetId: datasetIdOf(payer.account.address, 1n),
    expiry: 1n,
    epoch: 2,
    version: 3,
    purpose: 'a purpose',
    terms: 'some terms',
    wrappedKey: '0x04',
    deadline: 5n,
  };
}

test('the vectors that the contract is held against are what this code computes', async () => {
  const file = new URL('../../../test/vectors/vaultTypedData.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await renderVaultVectors());
});

test('the domain is the contract’s', async () => {
  const { payer, chain, vault } = context;
  const separator = await read(payer, dataVault, { vault }, { functionName: 'DOMAIN_SEPARATOR', args: [] });
  expect(vaultDomainSeparator({ chainId: chain.id, vault })).toBe(separator);
});

test('a grant is signed as the standard says: with the texts, of which the hash is encoded', () => {
  const { vault } = context;
  const domain = { chainId: 1, vault };
  const grant = sample();
  const type =
    'AccessGrant(address researcher,bytes32 datasetId,uint64 expiry,uint32 epoch,uint32 version,string purpose,string terms,bytes wrappedKey,uint64 deadline)';
  const fields = encodeAbiParameters(
    parseAbiParameters('bytes32, address, bytes32, uint64, uint32, uint32, bytes32, bytes32, bytes32, uint64'),
    [
      keccak256(stringToBytes(type)),
      grant.researcher,
      grant.datasetId,
      1n,
      2,
      3,
      textHash('a purpose'),
      textHash('some terms'),
      keccak256('0x04'),
      5n,
    ],
  );
  const separator = vaultDomainSeparator(domain);
  const digest = keccak256(`0x1901${separator.slice(2)}${keccak256(fields).slice(2)}`);
  const typedData = accessGrantTypedData(domain, grant);
  expect(hashTypedData(typedData)).toBe(digest);
  expect(typedData.message).toMatchObject({ purpose: 'a purpose', terms: 'some terms' });
});

test('no two chains, contracts or grants share a hash', () => {
  const { vault, token } = context;
  const base = sample();
  const domains = [
    { chainId: 1, vault },
    { chainId: 2, vault },
    { chainId: 1, vault: token },
  ];
  const changes: Partial<SignableGrant>[] = [
    {},
    { researcher: token },
    { datasetId: datasetIdOf(token, 1n) },
    { expiry: 2n },
    { epoch: 3 },
    { version: 4 },
    { purpose: 'another' },
    { terms: 'others' },
    { purpose: base.terms, terms: base.purpose },
    { wrappedKey: '0x' },
    { deadline: 6n },
  ];
  const hashes = domains.flatMap((domain) =>
    changes.map((change) => hashTypedData(accessGrantTypedData(domain, { ...base, ...change }))),
  );
  expect(new Set(hashes).size).toBe(domains.length * changes.length);
});

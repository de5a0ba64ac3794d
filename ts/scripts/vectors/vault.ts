import { type Address, type Hex, hashTypedData } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import {
  accessGrantTypedData,
  datasetIdOf,
  earnedOf,
  type Offer,
  offerIdOf,
  ownerOfDataset,
  purchaseIdOf,
  purchaseNonceOf,
  type SignableGrant,
  toGrantStruct,
  type VaultDomain,
  vaultDomainSeparator,
} from '../../protocol/index.ts';
import { addressOf, hashAt, keys, type Level, levels, places, toText } from './values.ts';

const domains: readonly VaultDomain[] = places.map(({ chainId, contract }) => ({ chainId, vault: contract }));

/** Texts of a purpose: none, a word, more than a word of EVM memory, and characters of several bytes. */
const purposes = ['', 'Study', 'A study of languages that are spoken by few, for two years', 'Étude des langues 言語'];

/** Wrapped keys: none, and eighty bytes that all differ. */
const wrappedKeys: readonly Hex[] = ['0x', `0x${Array.from({ length: 80 }, (_, i) => byte(i + 1)).join('')}`];

function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

function datasetIds() {
  return levels.map((level) => {
    const datasetId = datasetIdOf(level.account ?? addressOf('owner'), level.uint96);
    return { owner: ownerOfDataset(datasetId), number: level.uint96, datasetId };
  });
}

function offerAt(level: Level): Offer {
  return {
    datasetId: hashAt(level, 'dataset'),
    token: level.account ?? addressOf('token'),
    price: level.uint96,
    duration: level.uint32,
    // Another value than the duration, where all differ.
    deliveryWindow: level.account ? level.uint32 : 172_800,
    purposeHash: hashAt(level, 'purpose'),
    termsHash: hashAt(level, 'terms'),
  };
}

function purchases() {
  return levels.map((level) => {
    const offer = offerAt(level);
    const buyer = level.account ?? addressOf('buyer');
    const salt = BigInt(hashAt(level, 'salt'));
    const latestStart = Number(level.uint64 % 2n ** 40n);
    return {
      offer,
      buyer,
      salt,
      latestStart,
      offerId: offerIdOf(offer),
      purchaseId: purchaseIdOf({ offer, buyer, salt }),
      authorizationNonce: purchaseNonceOf({ offer, salt, latestStart }),
    };
  });
}

function grantAt(level: Level, researcher: Address, wrappedKey: Hex): SignableGrant {
  const index = levels.indexOf(level);
  return {
    researcher: level.account ?? researcher,
    datasetId: hashAt(level, 'dataset'),
    expiry: level.uint64,
    epoch: level.uint32,
    // Other values than epoch and expiry, where all differ.
    version: level.account ? level.uint32 : 0x89abcdef,
    purpose: purposes[index] ?? '',
    terms: `Terms of ${purposes[index]}`,
    wrappedKey,
    deadline: level.account ? level.uint64 : 1_900_000_000n,
  };
}

async function grants() {
  const pending = keys.flatMap((privateKey) => {
    const account = privateKeyToAccount(privateKey);
    return domains.flatMap((domain) =>
      levels.flatMap((level) =>
        wrappedKeys.map(async (wrappedKey) => {
          const grant = grantAt(level, addressOf('researcher'), wrappedKey);
          const typedData = accessGrantTypedData(domain, grant);
          return {
            ...domain,
            privateKey,
            grant: toGrantStruct(grant),
            purpose: grant.purpose,
            terms: grant.terms,
            deadline: grant.deadline,
            digest: hashTypedData(typedData),
            signature: await account.signTypedData(typedData),
          };
        }),
      ),
    );
  });
  return Promise.all(pending);
}

/** What purchases earned: before, at and after start and end, in sums that divide and that do not. */
function earnings() {
  const start = 1_800_000_000;
  const terms = [
    { price: 1n, duration: 1 },
    { price: 5_000_003n, duration: 2_592_000 },
    { price: 2n ** 96n - 1n, duration: 2 ** 32 - 1 },
    { price: 2n ** 96n - 1n, duration: 1 },
  ];
  return terms.flatMap(({ price, duration }) =>
    [-1, 0, 1, Math.floor(duration / 3), duration - 1, duration, duration + 1].map((offset) => {
      const until = BigInt(start + offset);
      return { price, duration, start, until, earned: earnedOf({ price, duration }, start, until) };
    }),
  );
}

/** The text of test/vectors/vaultTypedData.json, which test/differential/VaultTypedDataVectors.t.sol holds against the
 * vault. */
export async function renderVaultVectors(): Promise<string> {
  return toText({
    domains: domains.map((domain) => ({ ...domain, separator: vaultDomainSeparator(domain) })),
    datasetIds: datasetIds(),
    purchases: purchases(),
    grants: await grants(),
    earnings: earnings(),
  });
}

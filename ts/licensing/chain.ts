import type { Address, Client, Hex } from 'viem';
import { getBlock, getChainId, getCode, readContract } from 'viem/actions';
import { type GetLicenseReturnType, getLicense } from '../actions/license/getLicense.ts';
import { getSeat } from '../actions/license/getSeat.ts';
import { isLicensed } from '../actions/license/isLicensed.ts';
import { isSeatLicensed } from '../actions/license/isSeatLicensed.ts';
import { modelLicenseAbi } from '../generated/contracts.ts';
import { type LicenseDomain, licenseDomainSeparator } from '../protocol/license/index.ts';

/** What one block says of a holder and its licensee's licence. */
export type Entitlement = GetLicenseReturnType & {
  /** Of the block, in unix seconds. */
  timestamp: bigint;
  /** Whether the contract says that the holder may use the model. */
  entitled: boolean;
  /** Until when the holder is a seat, in unix seconds; undefined if it is the licensee itself. */
  seatUntil: number | undefined;
};

/** Whose licence is asked for, and by whom. */
export type EntitlementQuery = { license: Address; modelId: Hex; licensee: Address; holder: Address };

/** Reads at the latest block what the contract says of `holder`. Fails as the RPC does. */
export async function readEntitlement(client: Client, query: EntitlementQuery): Promise<Entitlement> {
  const { license, modelId, licensee, holder } = query;
  const { number: blockNumber, timestamp } = await getBlock(client, { blockTag: 'latest' });
  const model = { license, modelId, blockNumber };
  const seat = { ...model, licensee, seat: holder };
  const asSeat = holder !== licensee;
  const [record, entitled, seatUntil] = await Promise.all([
    getLicense(client, { ...model, account: licensee }),
    asSeat ? isSeatLicensed(client, seat) : isLicensed(client, { ...model, account: licensee }),
    asSeat ? getSeat(client, seat) : undefined,
  ]);
  return { ...record, timestamp, entitled, seatUntil };
}

/** Why a client and an address do not lead to a `ModelLicense`; undefined if they do. */
export async function licenseFault(client: Client, domain: LicenseDomain): Promise<string | undefined> {
  const { chainId, license: address } = domain;
  const actual = await getChainId(client);
  if (actual !== chainId) return `chainId=${chainId}: the RPC serves chain ${actual}`;
  if (!(await getCode(client, { address }))) return `license=${address}: there is no contract`;
  const request = { address, abi: modelLicenseAbi, functionName: 'DOMAIN_SEPARATOR' } as const;
  const separator = await readContract(client, request);
  if (separator === licenseDomainSeparator(domain)) return undefined;
  return `license=${address}: its DOMAIN_SEPARATOR is ${separator}, not a ModelLicense's of version 1`;
}

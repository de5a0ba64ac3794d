import { type Address, domainSeparator, type Hex, type TypedDataDomain } from 'viem';
import type { AccessGrant } from './grant.ts';

/** Which vault, on which chain, a signature is for. */
export type VaultDomain = { chainId: number; vault: Address };

/** A grant that an owner signs and anyone may bring. */
export type SignableGrant = AccessGrant & {
  /** Unix seconds; not valid at this time or later. 64 bits. */
  deadline: bigint;
};

/** The EIP-712 types of what is signed for the vault. */
export const vaultTypes = {
  AccessGrant: [
    { name: 'researcher', type: 'address' },
    { name: 'datasetId', type: 'bytes32' },
    { name: 'expiry', type: 'uint64' },
    { name: 'epoch', type: 'uint32' },
    { name: 'version', type: 'uint32' },
    { name: 'purpose', type: 'string' },
    { name: 'terms', type: 'string' },
    { name: 'wrappedKey', type: 'bytes' },
    { name: 'deadline', type: 'uint64' },
  ],
} as const;

/** The EIP-712 domain of all that is signed for the vault. */
export function vaultDomain({ chainId, vault }: VaultDomain) {
  return { name: 'DataVault', version: '1', chainId, verifyingContract: vault } as const satisfies TypedDataDomain;
}

/** The domain separator that the contract's `DOMAIN_SEPARATOR()` returns. */
export function vaultDomainSeparator(parameters: VaultDomain): Hex {
  return domainSeparator({ domain: vaultDomain(parameters) });
}

/** What an owner signs so that someone else can bring the grant: the signer's wallet shows the texts. */
export function accessGrantTypedData(parameters: VaultDomain, grant: SignableGrant) {
  const { researcher, datasetId, expiry, epoch, version, purpose, terms, wrappedKey, deadline } = grant;
  return {
    domain: vaultDomain(parameters),
    types: { AccessGrant: vaultTypes.AccessGrant },
    primaryType: 'AccessGrant',
    message: { researcher, datasetId, expiry, epoch, version, purpose, terms, wrappedKey, deadline },
  } as const;
}

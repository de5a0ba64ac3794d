import type { Account, Address, Chain, Client, Transport } from 'viem';
import { parseAccount } from 'viem/accounts';
import { getChainId } from 'viem/actions';
import { inferenceEscrowAddress } from '../../generated/contracts.ts';
import type { EscrowDomain } from '../../protocol/typedData.ts';
import { AccountRequiredError, EscrowUnknownError } from '../errors.ts';

/** Any viem client: public, wallet, or bare. Actions that send or sign need an account, its own or a parameter. */
export type ActionClient = Client<Transport, Chain | undefined, Account | undefined>;

/** What every action takes. */
export type EscrowParameter = {
  /** The escrow's address. Default: the deployment on the client's chain that the package knows. */
  escrow?: Address | undefined;
};

/** What every action that signs or sends takes. */
export type AccountParameter = {
  /** Who acts. Default: the client's account. */
  account?: Account | Address | undefined;
};

const knownEscrows: Readonly<Record<number, Address>> = inferenceEscrowAddress;

/** The chain and the escrow that an action is for. Throws {@link EscrowUnknownError}. */
export async function resolveDomain(client: ActionClient, { escrow }: EscrowParameter): Promise<EscrowDomain> {
  const chainId = client.chain?.id ?? (await getChainId(client));
  const address = escrow ?? knownEscrows[chainId];
  if (!address) throw new EscrowUnknownError({ chainId });
  return { chainId, escrow: address };
}

/** The escrow that an action is for, without asking the node if it is given. Throws {@link EscrowUnknownError}. */
export async function resolveEscrow(client: ActionClient, { escrow }: EscrowParameter): Promise<Address> {
  return escrow ?? (await resolveDomain(client, {})).escrow;
}

/** Who acts. Throws {@link AccountRequiredError}. */
export function resolveAccount(client: ActionClient, { account }: AccountParameter): Account {
  const found = account ?? client.account;
  if (!found) throw new AccountRequiredError();
  return parseAccount(found);
}

import type { Account, Address, Chain, Client, Transport } from 'viem';
import { parseAccount } from 'viem/accounts';
import { getChainId } from 'viem/actions';
import { AccountRequiredError, ContractUnknownError } from '../errors/index.ts';
import type { AddressParameter, Contract } from './contracts/contract.ts';

/** Any viem client: public, wallet, or bare. Actions that send or sign need an account, its own or a parameter. */
export type ActionClient = Client<Transport, Chain | undefined, Account | undefined>;

/** What every action that signs or sends takes. */
export type AccountParameter = {
  /** Who acts. Default: the client's account. */
  account?: Account | Address | undefined;
};

/** Which contract, on which chain; `{ chainId, escrow }` for the escrow. */
export type ContractDomain<parameter extends string> = { chainId: number } & { [name in parameter]: Address };

/** The chain and the contract that an action is for. Throws {@link ContractUnknownError}. */
export async function resolveDomain<parameter extends string>(
  client: ActionClient,
  contract: Contract<parameter>,
  parameters: AddressParameter<parameter>,
): Promise<ContractDomain<parameter>> {
  const { name, parameter, addresses } = contract;
  const chainId = client.chain?.id ?? (await getChainId(client));
  const address: Address | undefined = parameters[parameter] ?? addresses[chainId];
  if (!address) throw new ContractUnknownError({ contract: name, parameter, chainId });
  return { chainId, [parameter]: address } as ContractDomain<parameter>;
}

/** The contract that an action is for, without asking the node if it is given. Throws {@link ContractUnknownError}. */
export async function resolveAddress<parameter extends string>(
  client: ActionClient,
  contract: Contract<parameter>,
  parameters: AddressParameter<parameter>,
): Promise<Address> {
  const { parameter } = contract;
  return parameters[parameter] ?? (await resolveDomain(client, contract, {}))[parameter];
}

/** Who acts. Throws {@link AccountRequiredError}. */
export function resolveAccount(client: ActionClient, { account }: AccountParameter): Account {
  const found = account ?? client.account;
  if (!found) throw new AccountRequiredError();
  return parseAccount(found);
}

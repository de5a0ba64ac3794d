import {
  type Account,
  type Chain,
  type Client,
  createClient,
  defineChain,
  http,
  type LocalAccount,
  type PublicActions,
  publicActions,
  type Transport,
} from 'viem';
import { getChainId } from 'viem/actions';
import { resolveDomain } from '../actions/internal/client.ts';
import { dataVault } from '../actions/internal/contracts/dataVault.ts';
import { type TallystickActions, tallystick } from '../client/tallystick.ts';
import { unlock } from '../deployment/keystore.ts';
import type { VaultDomain } from '../protocol/vault/index.ts';
import { UsageError } from '../terminal/process.ts';
import { type Call, text } from './command.ts';
import { toAddress } from './values.ts';

/** A viem client with the package's actions. */
export type ChainClient<account extends Account | undefined = Account | undefined> = Client<
  Transport,
  Chain,
  account,
  undefined,
  PublicActions<Transport, Chain, account> & TallystickActions
>;

/** Options of commands that ask the chain. */
export const readOptions = { 'rpc-url': text, vault: text } as const;

/** Options of commands that send transactions or sign. */
export const accountOptions = { ...readOptions, keystore: text, 'password-file': text } as const;

const nativeCurrency = { name: 'Coin', symbol: 'coin', decimals: 18 };

/** The chain behind an RPC. @throws {UsageError} if it does not answer. */
export async function chainOf(rpcUrl: string): Promise<Chain> {
  let id: number;
  try {
    id = await getChainId(createClient({ transport: http(rpcUrl) }));
  } catch (cause) {
    throw new UsageError('--rpc-url: no chain answers there', { cause });
  }
  return defineChain({ id, name: `chain ${id}`, nativeCurrency, rpcUrls: { default: { http: [rpcUrl] } } });
}

/** @throws {KeystoreError} */
export function accountOf(call: Call): Promise<LocalAccount> {
  return unlock({ keystore: call.required('keystore'), passwordFile: call.required('password-file') });
}

/** The vault of `--vault`, or the deployment that the package knows. @throws {ContractUnknownError} */
export function vaultDomainOf(call: Call, client: ChainClient): Promise<VaultDomain> {
  return resolveDomain(client, dataVault, vaultParameter(call));
}

function vaultParameter(call: Call) {
  const vault = call.optional('vault');
  return vault === undefined ? {} : { vault: toAddress('vault', vault) };
}

/** A client of the chain at `--rpc-url`, as `account`. */
export async function connect<account extends LocalAccount | undefined>(
  call: Call,
  account: account,
): Promise<ChainClient<account>> {
  const rpcUrl = call.required('rpc-url');
  return createClient({ account, chain: await chainOf(rpcUrl), transport: http(rpcUrl) })
    .extend(publicActions)
    .extend(tallystick(vaultParameter(call))) as ChainClient<account>;
}

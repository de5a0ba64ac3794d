import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Address,
  type Chain,
  type Client,
  createClient,
  defineChain,
  formatEther,
  http,
  type LocalAccount,
  type PublicActions,
  publicActions,
  type Transport,
} from 'viem';
import { getChainId, writeContract } from 'viem/actions';
import { foundry } from 'viem/chains';
import { type TallystickActions, tallystick } from '../client/tallystick.ts';
import { readArtifact } from '../deployment/artifact.ts';
import { type Addresses, byParameter } from '../deployment/contracts.ts';
import { type DeployerWallet, deploy } from '../deployment/deploy.ts';
import { type Keystore, unlock } from '../deployment/keystore.ts';
import { nativeToken } from '../protocol/index.ts';
import { testAccount } from '../testing/accounts.ts';
import { startAnvil } from '../testing/anvil.ts';
import { deployArtifact } from '../testing/deploy.ts';

/** A viem client of one account, with the package's actions. */
export type Actor = Client<
  Transport,
  Chain,
  LocalAccount,
  undefined,
  PublicActions<Transport, Chain, LocalAccount> & TallystickActions
>;

/** Where a story plays: a chain with the contracts on it, and who takes part. */
export type Stage = Addresses & {
  name: string;
  chain: Chain;
  /** What is paid in, and what one inference costs, in its smallest unit. */
  token: Address;
  price: bigint;
  formatAmount: (amount: bigint) => string;
  /** When an opening counts: at the `finalized` block, or with this many confirmations. */
  finality: 'finalized' | number;
  client: Actor;
  provider: Actor;
  /** A folder of this run alone. */
  directory: string;
  /** Another client of the same chain. */
  actor: (account: LocalAccount) => Actor;
  close: () => Promise<void>;
};

/** Which real network to play on, and whose accounts pay. */
export type Network = { rpcUrl: string; client: Keystore; provider: Keystore; confirmations: number | undefined };

const pollingMilliseconds = 100;
const clientTokens = 1_000_000_000n;
const weiPerInference = 1_000_000_000n;

function actorOn(chain: Chain, rpcUrl: string, addresses: Addresses) {
  return (account: LocalAccount): Actor =>
    createClient({ account, chain, transport: http(rpcUrl), pollingInterval: pollingMilliseconds, cacheTime: 0 })
      .extend(publicActions)
      .extend(tallystick(addresses));
}

/** A folder that is gone when this process ends. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tallystick-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function mint(sender: Actor, token: Address, to: Address, amount: bigint): Promise<void> {
  const { abi } = readArtifact('TokenMock');
  const hash = await writeContract(sender, { address: token, abi, functionName: 'mint', args: [to, amount] });
  await sender.ledger.waitForTransaction({ hash });
}

/**
 * A chain in this process's care: anvil with a block a second, whose `finalized` block follows two blocks behind; the
 * contracts, deployed by `forge script`; a test token with six decimals.
 */
export async function embeddedStage(): Promise<Stage> {
  const anvil = await startAnvil(['--block-time', '1', '--slots-in-an-epoch', '1']);
  const directory = temporaryDirectory();
  try {
    const wallet: DeployerWallet = { unlockedSender: testAccount(0).address };
    const { contracts } = await deploy({ rpcUrl: anvil.rpcUrl, wallet });
    const addresses = byParameter(contracts);
    const actor = actorOn(foundry, anvil.rpcUrl, addresses);
    const token = await deployArtifact(actor(testAccount(0)), 'TokenMock');
    const client = actor(testAccount(1));
    const provider = actor(testAccount(2));
    await mint(client, token, client.account.address, clientTokens);
    // The provider has been paid before, as in steady state.
    await mint(client, token, provider.account.address, 1n);
    return {
      ...addresses,
      name: `embedded chain ${foundry.id}`,
      chain: foundry,
      token,
      price: 100n,
      formatAmount: (amount) => `${(Number(amount) / 1e6).toFixed(6)} TUSD`,
      finality: 'finalized',
      client,
      provider,
      directory,
      actor,
      close: anvil.stop,
    };
  } catch (error) {
    await anvil.stop();
    throw error;
  }
}

/** A real network: the native coin, the accounts of two keystores, the contracts where they are deployed. */
export async function networkStage({ rpcUrl, client, provider, confirmations }: Network): Promise<Stage> {
  const clientAccount = await unlock(client);
  const providerAccount = await unlock(provider);
  const chainId = await getChainId(createClient({ transport: http(rpcUrl) }));
  const chain = defineChain({
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: 'Coin', symbol: 'coin', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const { contracts } = await deploy({ rpcUrl, wallet: client });
  const addresses = byParameter(contracts);
  const actor = actorOn(chain, rpcUrl, addresses);
  const directory = temporaryDirectory();
  return {
    ...addresses,
    name: chain.name,
    chain,
    token: nativeToken,
    price: weiPerInference,
    formatAmount: (amount) => `${formatEther(amount)} coin`,
    finality: confirmations ?? 'finalized',
    client: actor(clientAccount),
    provider: actor(providerAccount),
    directory,
    actor,
    close: () => Promise.resolve(),
  };
}

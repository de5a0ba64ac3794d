import {
  type Account,
  type Address,
  type Chain,
  type Client,
  createClient,
  getAddress,
  type Hash,
  type Hex,
  http,
  keccak256,
  numberToHex,
  type PublicActions,
  parseEther,
  publicActions,
  type Transport,
  toHex,
  type WalletActions,
  walletActions,
} from 'viem';
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';
import { inject } from 'vitest';
import { type TallystickActions, tallystick } from '../client/tallystick.ts';
import { readArtifact } from '../deployment/artifact.ts';
import type { Addresses } from '../deployment/contracts.ts';
import type { Channel } from '../protocol/channel.ts';
import type { Opening } from '../protocol/typedData.ts';
import { deployArtifact, deployContracts } from './deploy.ts';

/** A viem client that can do everything as one account. */
export type TestClient = Client<
  Transport,
  Chain,
  PrivateKeyAccount,
  undefined,
  PublicActions<Transport, Chain, PrivateKeyAccount> & WalletActions<Chain, PrivateKeyAccount> & TallystickActions
>;

/** Anvil mines at once. A client that is told so, a sample's for instance, looks twice a second instead of every four seconds. */
const anvilChain: Chain = { ...foundry, blockTime: 1_000 };

/** What the tests of one file share: contracts and accounts of their own on a chain that others use too. */
export type TestContext = Addresses & {
  rpcUrl: string;
  chain: Chain;
  /** A `TokenMock`: six decimals, EIP-2612 and EIP-3009, and anyone may mint. */
  token: Address;
  payer: TestClient;
  signer: TestClient;
  provider: TestClient;
  relayer: TestClient;
  /** A client of another account, which has native coin. `name` tells accounts of a file apart. */
  clientOf: (name: string) => Promise<TestClient>;
  /** Deploys a compiled contract and returns its checksummed address. */
  deploy: (contract: string, args?: readonly unknown[], file?: string) => Promise<Address>;
  /** Calls any function of a compiled contract and waits until it is mined. */
  call: (
    client: TestClient,
    contract: string,
    address: Address,
    functionName: string,
    args?: readonly unknown[],
    file?: string,
  ) => Promise<Hash>;
  mint: (to: Address, amount: bigint) => Promise<void>;
  /** Mints tokens to a client and deposits them into its prepaid balance. */
  fund: (client: TestClient, amount: bigint) => Promise<void>;
  /** The channel of signer, provider and token with this salt. */
  channelOf: (salt: number) => Channel;
  /** An opening by the payer, valid for an hour of the chain's time. */
  openingOf: (channel: Channel, amount: bigint) => Promise<Opening>;
  /** Funds the payer and opens the channel with all of it. */
  openChannel: (salt: number, amount: bigint) => Promise<Channel>;
  /** The latest block's time, in unix seconds. */
  now: () => Promise<bigint>;
  /** Moves the chain's clock. Only on a chain of one's own: other files would be carried along. */
  advance: (seconds: number) => Promise<void>;
};

/**
 * Deploys the contracts and a token and makes funded clients for one test file.
 *
 * @param file `import.meta.url` of the test: accounts are derived from it, so that no two files share a nonce.
 * @param rpcUrl A chain of one's own, for tests that move its clock. Default: the one that all files share.
 */
export async function createTestContext(file: string, rpcUrl: string = inject('rpcUrl')): Promise<TestContext> {
  const clients = new Map<string, Promise<TestClient>>();
  let addresses: Addresses | undefined;

  async function create(name: string): Promise<TestClient> {
    const client = createClient({
      account: privateKeyToAccount(testKey(file, name)),
      chain: anvilChain,
      transport: http(rpcUrl),
      pollingInterval: 25,
      cacheTime: 0,
    });
    await request(client, 'anvil_setBalance', [client.account.address, numberToHex(parseEther('1000'))]);
    return client.extend(publicActions).extend(walletActions).extend(tallystick(addresses));
  }

  function clientOf(name: string): Promise<TestClient> {
    const client = clients.get(name) ?? create(name);
    clients.set(name, client);
    return client;
  }

  const deployer = await clientOf('deployer');
  const deploy: TestContext['deploy'] = async (contract, args, file) =>
    getAddress(await deployArtifact(deployer, contract, args, file));
  addresses = await deployContracts(deploy);
  const token = await deploy('TokenMock');
  const [payer, signer, provider, relayer] = await Promise.all([
    clientOf('payer'),
    clientOf('signer'),
    clientOf('provider'),
    clientOf('relayer'),
  ]);

  const call: TestContext['call'] = async (client, contract, address, functionName, args = [], file) => {
    const { abi } = readArtifact(contract, file);
    const hash = await client.writeContract({ abi, address, functionName, args });
    await client.ledger.waitForTransaction({ hash });
    return hash;
  };
  const mint: TestContext['mint'] = async (to, amount) => {
    await call(deployer, 'TokenMock', token, 'mint', [to, amount]);
  };
  const fund: TestContext['fund'] = async (client, amount) => {
    await mint(client.account.address, amount);
    const approval = await client.ledger.approve({ token, amount });
    await client.ledger.waitForTransaction({ hash: approval });
    const hash = await client.ledger.deposit({ token, amount });
    await client.ledger.waitForTransaction({ hash });
  };
  const channelOf: TestContext['channelOf'] = (salt) => ({
    signer: signer.account.address,
    receiver: provider.account.address,
    token,
    salt,
  });
  const now = async () => (await deployer.getBlock()).timestamp;
  const openingOf: TestContext['openingOf'] = async (channel, amount) => ({
    channel,
    payer: payer.account.address,
    amount,
    noticeSeconds: 86_400,
    deadline: (await now()) + 3_600n,
  });
  const openChannel: TestContext['openChannel'] = async (salt, amount) => {
    await fund(payer, amount);
    const channel = channelOf(salt);
    const opening = await openingOf(channel, amount);
    const signerSignature = await signer.inference.signSignerConsent({ opening });
    const hash = await payer.inference.open({ opening, signerSignature });
    await payer.inference.waitForTransaction({ hash });
    return channel;
  };
  const advance = async (seconds: number) => {
    await request(deployer, 'evm_increaseTime', [numberToHex(seconds)]);
    await request(deployer, 'evm_mine', []);
  };

  return {
    ...addresses,
    rpcUrl,
    chain: anvilChain,
    token,
    payer,
    signer,
    provider,
    relayer,
    clientOf,
    deploy,
    call,
    mint,
    fund,
    channelOf,
    openingOf,
    openChannel,
    now,
    advance,
  };
}

/** A private key for tests, the same at every run. Worthless everywhere else. */
export function testKey(file: string, name: string): Hex {
  return keccak256(toHex(`${file.split('/ts/').at(-1)}:${name}`));
}

/** A request of the node that viem does not type. */
function request(
  client: Client<Transport, Chain, Account>,
  method: string,
  params: readonly unknown[],
): Promise<unknown> {
  return client.transport.request({ method, params });
}

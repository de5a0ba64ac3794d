import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Address,
  type Client,
  createClient,
  encodeAbiParameters,
  getAddress,
  type Hash,
  type Hex,
  http,
  keccak256,
  type LocalAccount,
  numberToHex,
  pad,
  toHex,
  zeroHash,
} from 'viem';
import { foundry } from 'viem/chains';
import { dataVaultAbi } from '../../generated/contracts.ts';
import type { Offer } from '../../protocol/vault/index.ts';
import { decodeHeader, encodeHeader } from '../../protocol/x402/index.ts';
import { createTestContext, type TestClient, type TestContext } from '../../testing/context.ts';
import {
  type Gatekeeper,
  type GatekeeperEvent,
  type GatekeeperOptions,
  type SignedRead,
  startGatekeeper,
} from '../index.ts';
import { type Challenge, challengeSchema, dataReadTypedData } from '../protocol.ts';

/** Bytes of the sealed file of every test, none like its neighbours. */
export const sealed = Buffer.concat(
  Array.from({ length: 9_400 }, (_value, index) => createHash('sha256').update(`sealed ${index}`).digest()),
).subarray(0, 300_007);

export const sealedHash = sha256(sealed);

export function sha256(bytes: Uint8Array): Hex {
  return toHex(createHash('sha256').update(bytes).digest());
}

/** The owner's dataset on a chain of one's own, whose sealed file lies in `folder`. */
export type VaultContext = TestContext & {
  owner: TestClient;
  researcher: TestClient;
  folder: string;
  path: string;
  datasetId: Hex;
  /** Registers another dataset of the owner, by default with the same file. */
  register: (number: number, ciphertextHash?: Hex) => Promise<Hex>;
  /** Calls the vault as `client` and waits until it is mined. */
  send: (client: TestClient, functionName: string, args: readonly unknown[], value?: bigint) => Promise<Hash>;
  /** Grants for so many seconds from the latest block on; returns the expiry. */
  grant: (seconds: bigint, more?: { who?: Address; datasetId?: Hex }) => Promise<bigint>;
  revoke: (who?: Address) => Promise<Hash>;
  /** Mines a block of exactly this time. */
  mineAt: (timestamp: bigint) => Promise<void>;
  mine: (blocks: number) => Promise<void>;
  rpc: (method: string, params: readonly unknown[]) => Promise<unknown>;
  remove: () => Promise<void>;
};

export async function createVaultContext(file: string, rpcUrl: string): Promise<VaultContext> {
  const context = await createTestContext(file, rpcUrl);
  const { provider: owner, payer: researcher, vault } = context;
  const folder = await mkdtemp(join(tmpdir(), 'tallystick-'));
  const path = join(folder, 'data.sealed');
  await writeFile(path, sealed);

  const rpc: VaultContext['rpc'] = (method, params) => owner.transport.request({ method, params });
  const send: VaultContext['send'] = async (client, functionName, args, value = 0n) => {
    const hash = await client.writeContract({ abi: dataVaultAbi, address: vault, functionName, args, value } as never);
    await client.waitForTransactionReceipt({ hash });
    return hash;
  };
  const register: VaultContext['register'] = async (number, ciphertextHash = sealedHash) => {
    const id = `${owner.account.address}${number.toString(16).padStart(24, '0')}`.toLowerCase() as Hex;
    const registration = {
      datasetId: id,
      contentDigest: keccak256(toHex('content')),
      ciphertextHash,
      gatekeeper: context.relayer.account.address,
      locator: 'https://data.example',
    };
    await send(owner, 'registerDataset', [registration]);
    return id;
  };
  const datasetId = await register(1);
  const mineAt: VaultContext['mineAt'] = async (timestamp) => {
    await rpc('evm_setNextBlockTimestamp', [numberToHex(timestamp)]);
    await rpc('evm_mine', []);
  };
  return {
    ...context,
    owner,
    researcher,
    folder,
    path,
    datasetId,
    register,
    send,
    grant: async (seconds, { who = researcher.account.address, datasetId: id = datasetId } = {}) => {
      const expiry = (await context.now()) + seconds;
      await send(owner, 'grantAccess', [who, id, expiry]);
      return expiry;
    },
    revoke: (who = researcher.account.address) => send(owner, 'revokeAccess', [who, datasetId]),
    mineAt,
    mine: async (blocks) => {
      await rpc('anvil_mine', [numberToHex(blocks)]);
    },
    rpc,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A client of an endpoint that gives up at once. */
export function clientOf(url: string): Client {
  return createClient({ chain: foundry, transport: http(url, { retryCount: 0 }), cacheTime: 0, pollingInterval: 25 });
}

/** A gatekeeper of a test, with what it told so far. */
export type TestGatekeeper = Gatekeeper & { events: GatekeeperEvent[]; options: GatekeeperOptions };

/** Starts a gatekeeper that polls only when it starts. */
export async function startTestGatekeeper(
  context: VaultContext,
  overrides: Partial<GatekeeperOptions> = {},
): Promise<TestGatekeeper> {
  const events: GatekeeperEvent[] = [];
  const options: GatekeeperOptions = {
    chainId: context.chain.id,
    vault: context.vault,
    clients: [clientOf(context.rpcUrl)],
    datasets: [{ id: context.datasetId, revision: 1, path: context.path }],
    directory: await mkdtemp(join(context.folder, 'gatekeeper-')),
    pollSeconds: 300,
    requestTimeoutSeconds: 2,
    onEvent: (event) => events.push(event),
    ...overrides,
  };
  return { ...(await startGatekeeper(options)), events, options };
}

export async function challengeOf(gatekeeper: { url: string }, datasetId: Hex): Promise<Challenge> {
  const response = await fetch(`${gatekeeper.url}/v1/challenge?dataset=${datasetId}`);
  if (!response.ok) throw new Error(`no challenge: ${response.status} ${await response.text()}`);
  return challengeSchema.parse(await response.json());
}

/** What is signed of a challenge; parts may be replaced before and after. */
export type SignParts = {
  signer?: LocalAccount;
  /** Replaced before signing. */
  read?: Partial<SignedRead>;
  /** Replaced after signing. */
  shown?: Partial<SignedRead>;
};

/** A `DATA-READ` header for a challenge. */
export async function signedHeader(
  context: VaultContext,
  challenge: Challenge,
  { signer = context.researcher.account, read = {}, shown = {} }: SignParts = {},
): Promise<string> {
  const { chainId, vault, ...fields } = challenge;
  const { signature: _signature, ...message } = { ...fields, researcher: signer.address, ...read };
  const signature = await signer.signTypedData(dataReadTypedData({ chainId, vault }, message));
  return encodeHeader({ ...message, signature, ...shown });
}

/** Reads with headers of one's own making. */
export function request(
  gatekeeper: { url: string },
  datasetId: Hex,
  headers: Record<string, string>,
  method = 'GET',
): Promise<Response> {
  return fetch(`${gatekeeper.url}/v1/datasets/${datasetId}`, { method, headers });
}

/** Opens a session by a challenge. The answer's body is all of the file, or what `headers` ask for. */
export async function openSession(
  context: VaultContext,
  gatekeeper: { url: string },
  headers: Record<string, string> = {},
  parts: SignParts = {},
): Promise<Response> {
  const challenge = await challengeOf(gatekeeper, context.datasetId);
  const signed = await signedHeader(context, challenge, parts);
  return request(gatekeeper, context.datasetId, { 'data-read': signed, ...headers });
}

/** What a refusal says. It holds no byte of the sealed file, and nothing of the server's insides. */
export async function refusalOf(response: Response): Promise<{ status: number; type: string; message: string }> {
  const text = await response.text();
  const { error } = JSON.parse(text) as { error: { type: string; message: string; values: unknown } };
  const allowed = Object.keys(error).toSorted().join();
  if (allowed !== 'message,type,values' || /node_modules|\/tmp\/|\.ts:|127\.0\.0\.1:\d+\/?\?/.test(text)) {
    throw new Error(`a refusal that tells too much: ${text}`);
  }
  return { status: response.status, type: error.type, message: error.message };
}

/** Bytes of an answer. */
export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

export function decodeRead(header: string): Record<string, unknown> {
  return decodeHeader(header) as Record<string, unknown>;
}

/** An offer of the context's dataset in the native coin. */
export function offerOf({ datasetId }: VaultContext, overrides: Partial<Offer> = {}): Offer {
  return {
    datasetId,
    token: getAddress(pad('0x', { size: 20 })),
    price: 1_000_000n,
    duration: 2_592_000,
    deliveryWindow: 172_800,
    purposeHash: zeroHash,
    termsHash: zeroHash,
    ...overrides,
  };
}

/** The id of a purchase, by the contract's specification and not by its code. */
export function purchaseIdOf(offer: Offer, buyer: Address, salt: bigint): Hex {
  const offerTypes = ['bytes32', 'address', 'uint96', 'uint32', 'uint32', 'bytes32', 'bytes32'];
  const values = [
    offer.datasetId,
    offer.token,
    offer.price,
    offer.duration,
    offer.deliveryWindow,
    offer.purposeHash,
    offer.termsHash,
  ];
  const offerId = keccak256(
    encodeAbiParameters(
      offerTypes.map((type) => ({ type })),
      values,
    ),
  );
  return keccak256(
    encodeAbiParameters([{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }], [offerId, buyer, salt]),
  );
}

/** Names in a folder, hidden ones too. */
export async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}

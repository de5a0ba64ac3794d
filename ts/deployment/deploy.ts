import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Address, type Client, createClient, http, size, sliceHex } from 'viem';
import { getChainId, getCode } from 'viem/actions';
import { ROOT, runOrThrow } from '../terminal/process.ts';
import { readArtifact } from './artifact.ts';
import { CONTRACTS, type ContractName, parseRecord } from './contracts.ts';
import type { Keystore } from './keystore.ts';

/** Who signs the deployment, as forge's wallet options. Nothing is assumed: a command without them is refused. */
export type DeployerWallet = Keystore | { unlockedSender: Address };

/** Addresses by contract. */
export type Deployment = { chainId: number; contracts: Record<ContractName, Address> };

/** The chain's code at an address is not the code that this checkout compiles to. */
export class CodeMismatchError extends Error {
  override readonly name = 'CodeMismatchError';

  constructor(
    readonly contract: string,
    readonly address: Address,
    reason: string,
  ) {
    super(`${contract} at ${address}: ${reason}`);
  }
}

function walletOptions(wallet: DeployerWallet): string[] {
  if ('keystore' in wallet) return ['--keystore', wallet.keystore, '--password-file', wallet.passwordFile];
  return ['--unlocked', '--sender', wallet.unlockedSender];
}

/**
 * Runs `script/Deploy.s.sol` and then compares the chain's code with this checkout's.
 *
 * @throws {CommandError} if the script fails.
 * @throws {RecordMismatchError} if the script deployed other contracts than {@link CONTRACTS}.
 * @throws {CodeMismatchError} if something else is at one of the addresses.
 */
export async function deploy({ rpcUrl, wallet }: { rpcUrl: string; wallet: DeployerWallet }): Promise<Deployment> {
  const script = ['script', 'script/Deploy.s.sol', '--rpc-url', rpcUrl, '--broadcast', '--non-interactive'];
  await runOrThrow('forge', [...script, ...walletOptions(wallet)]);
  const client = createClient({ transport: http(rpcUrl) });
  const chainId = await getChainId(client);
  const contracts = parseRecord(readFileSync(join(ROOT, 'deployments', `${chainId}.json`), 'utf8'));
  for (const contract of CONTRACTS) await checkCode(client, contract, contracts[contract]);
  return { chainId, contracts };
}

/**
 * Compares the code at `address` with the compiled contract's, byte for byte but for the immutables, which the
 * constructor fills in.
 *
 * @throws {CodeMismatchError}
 */
async function checkCode(client: Client, contract: string, address: Address): Promise<void> {
  const { deployedBytecode } = readArtifact(contract);
  const actual = await getCode(client, { address });
  if (!actual) throw new CodeMismatchError(contract, address, 'there is no code');
  const expected = deployedBytecode.object;
  if (size(actual) !== size(expected)) {
    throw new CodeMismatchError(contract, address, `${size(actual)} bytes of code instead of ${size(expected)}`);
  }
  const immutables = Object.values(deployedBytecode.immutableReferences ?? {}).flat();
  let start = 0;
  for (const gap of [...immutables.sort((a, b) => a.start - b.start), { start: size(expected), length: 0 }]) {
    if (gap.start > start && sliceHex(actual, start, gap.start) !== sliceHex(expected, start, gap.start)) {
      throw new CodeMismatchError(contract, address, `other code between bytes ${start} and ${gap.start}`);
    }
    start = gap.start + gap.length;
  }
}

import { type Address, type Hex, isAddressEqual, parseAbi, recoverAddress } from 'viem';
import { getCode, readContract } from 'viem/actions';
import { maxSignatureS, splitSignature } from '../../protocol/signature.ts';
import type { ActionClient } from './client.ts';
import { readIfOffered } from './readIfOffered.ts';

const erc1271Abi = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)']);
const erc1271Magic = '0x1626ba7e';

/**
 * Whether `account` signed `hash`, by the rule that the escrow applies: ECDSA with a low `s` for an account without code,
 * ERC-1271 for one with code. A node that cannot be reached is an error, not an answer; so viem's `verifyHash`, which
 * answers `false` then, does not serve.
 */
export async function isSignatureOf(
  client: ActionClient,
  account: Address,
  hash: Hex,
  signature: Hex,
): Promise<boolean> {
  const code = await getCode(client, { address: account });
  if (!code) return isEcdsaSignatureOf(account, hash, signature);
  const request = {
    abi: erc1271Abi,
    address: account,
    functionName: 'isValidSignature',
    args: [hash, signature],
  } as const;
  return (await readIfOffered(readContract(client, request))) === erc1271Magic;
}

async function isEcdsaSignatureOf(account: Address, hash: Hex, signature: Hex): Promise<boolean> {
  try {
    if (splitSignature(signature).s > maxSignatureS) return false;
    return isAddressEqual(await recoverAddress({ hash, signature }), account);
  } catch {
    // Nothing here asks the network: what cannot be recovered is nobody's signature.
    return false;
  }
}

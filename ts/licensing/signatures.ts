import { type Address, type Hex, recoverAddress, sliceHex } from 'viem';
import { maxSignatureS } from '../protocol/index.ts';

/**
 * Who signed a digest; undefined if nobody did, or in a form that the contract refuses: with a high `s`, or another `v` than
 * 27 and 28.
 *
 * @param signature 65 bytes.
 */
export async function signerOf(hash: Hex, signature: Hex): Promise<Address | undefined> {
  const v = sliceHex(signature, 64, 65);
  if (v !== '0x1b' && v !== '0x1c') return undefined;
  if (BigInt(sliceHex(signature, 32, 64)) > maxSignatureS) return undefined;
  try {
    return await recoverAddress({ hash, signature });
  } catch {
    // Nothing here asks the network: what cannot be recovered is nobody's.
    return undefined;
  }
}

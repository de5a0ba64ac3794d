import { concatHex, type Hex, hexToBigInt, hexToNumber, numberToHex, size, sliceHex } from 'viem';
import { MalformedSignatureError } from './errors.ts';

const yParityBit = 1n << 255n;

/** Half the order of secp256k1. A signature with a larger `s` is the malleable twin of another (EIP-2). */
export const maxSignatureS = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** The parts of an ECDSA signature. Whether it is anybody's is not looked at. */
export type SplitSignature = { r: Hex; s: bigint; yParity: 0 | 1 };

/** The parts of 65 bytes `r ‖ s ‖ v`. Throws {@link MalformedSignatureError}. */
export function splitSignature(signature: Hex): SplitSignature {
  const length = size(signature);
  if (length !== 65) throw new MalformedSignatureError(signature, `it has ${length} bytes, 65 are needed`);
  const s = hexToBigInt(sliceHex(signature, 32, 64));
  if (s >= yParityBit) throw new MalformedSignatureError(signature, `s is ${s}, allowed is less than 2^255`);
  const v = hexToNumber(sliceHex(signature, 64, 65));
  const yParity = v >= 27 ? v - 27 : v;
  if (yParity !== 0 && yParity !== 1) {
    throw new MalformedSignatureError(signature, `v is ${v}, allowed are 0, 1, 27 and 28`);
  }
  return { r: sliceHex(signature, 0, 32), s, yParity };
}

/** 65 bytes `r ‖ s ‖ v` as 64 bytes `r ‖ yParityAndS` (EIP-2098). Throws {@link MalformedSignatureError}. */
export function compactSignature(signature: Hex): Hex {
  const { r, s, yParity } = splitSignature(signature);
  return concatHex([r, numberToHex(yParity === 1 ? s | yParityBit : s, { size: 32 })]);
}

/** 64 bytes `r ‖ yParityAndS` (EIP-2098) as 65 bytes `r ‖ s ‖ v`; the inverse of {@link compactSignature}. */
export function expandSignature(compact: Hex): Hex {
  const yParityAndS = hexToBigInt(sliceHex(compact, 32, 64, { strict: true }));
  const isOdd = yParityAndS >= yParityBit;
  const s = isOdd ? yParityAndS ^ yParityBit : yParityAndS;
  return concatHex([sliceHex(compact, 0, 32), numberToHex(s, { size: 32 }), isOdd ? '0x1c' : '0x1b']);
}

import { type Hex, keccak256 } from 'viem';
import type { Receipt } from '../../protocol/typedData.ts';

/** A request's or a response's content: bytes, or text that stands for its UTF-8 bytes. */
export type Content = Uint8Array | string;

/** What a provider gives with an answer. */
export type SignedReceipt = Receipt & {
  /** The provider's: 65 bytes `r ‖ s ‖ v` for a key, anything for a contract account. */
  signature: Hex;
};

/** `keccak256` of the content's bytes; text that begins with `0x` is text like any other. */
export function hashContent(content: Content): Hex {
  return keccak256(typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

import { createCipheriv, createHash } from 'node:crypto';

/** The same random bytes and numbers for the same seed. */
export class SeededRandom {
  readonly #stream;

  constructor(seed: string) {
    const key = createHash('sha256').update(seed).digest();
    this.#stream = createCipheriv('chacha20', key, Buffer.alloc(16));
  }

  bytes(size: number): Buffer {
    return this.#stream.update(Buffer.alloc(size));
  }

  /** A whole number from 0 to `below`, which it never is. */
  below(below: number): number {
    return Number(this.bytes(8).readBigUInt64BE() % BigInt(below));
  }

  /** `bytes` in parts of random sizes, some of them empty. */
  *parts(bytes: Uint8Array, largest: number): Generator<Uint8Array> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.below(largest + 1));
      at += part.length;
      yield part;
    }
  }
}

/** What a stream gives, in one piece. */
export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

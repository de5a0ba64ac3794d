import { describe, expect, test } from 'vitest';
import { FileTooLargeError, NotSealedFileError, SealedSizeError } from './errors.ts';
import { headerSize, maxSize, parseHeader, sealedSizeOf, segmentSize, sizeOfSealed, tagSize } from './format.ts';

const segment = BigInt(segmentSize);
const header = BigInt(headerSize);

describe('the size of a sealed file', () => {
  test.each([
    [0n, 96n],
    [1n, 97n],
    [segment - 1n, 80n + segment - 1n + 16n],
    [segment, 80n + segment + 16n],
    [segment + 1n, 80n + segment + 1n + 32n],
    [16n * segment, 80n + 16n * (segment + 16n)],
    [maxSize, 80n + 2n ** 28n * (segment + 16n)],
  ])('of %d bytes', (size, sealedSize) => {
    expect(sealedSizeOf(size)).toBe(sealedSize);
    expect(sizeOfSealed(sealedSize)).toBe(size);
  });

  test('is at most that of 16 TiB', () => {
    expect(maxSize).toBe(17_592_186_044_416n);
    expect(() => sealedSizeOf(maxSize + 1n)).toThrow(FileTooLargeError);
    expect(() => sizeOfSealed(sealedSizeOf(maxSize) + 1n)).toThrow(SealedSizeError);
  });

  test.each([-1n, 0n, header, header + 15n, header + segment + 17n, header + segment + 16n + 16n])(
    'is never %d bytes',
    (sealedSize) => {
      expect(() => sizeOfSealed(sealedSize)).toThrow(SealedSizeError);
    },
  );

  test('is of one file size only', () => {
    const sizes = Array.from({ length: 3 * segmentSize }, (_, size) => sealedSizeOf(BigInt(size)));
    expect(new Set(sizes).size).toBe(sizes.length);
    expect(tagSize).toBe(16);
  });
});

test.each([0, 1, 7, 8, 79])('%d bytes are no header', (size) => {
  const begun = Buffer.concat([Buffer.from('TSSEALED'), Buffer.alloc(headerSize)]).subarray(0, size);
  expect(() => parseHeader(begun)).toThrow(NotSealedFileError);
});

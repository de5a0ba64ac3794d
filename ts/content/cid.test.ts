import { createHash } from 'node:crypto';
import { CID } from 'multiformats/cid';
import { create } from 'multiformats/hashes/digest';
import { type Hex, toHex } from 'viem';
import { describe, expect, test } from 'vitest';
import { cidOf, cidOfModel, cidOfUri, codecOf, digestOf, uriOf } from './cid.ts';
import { ContentMismatchError, InvalidCidError, InvalidContentUriError, InvalidDigestError } from './errors.ts';

// Published in IPIP-0499.
const helloWorld = 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e';
const overOneChunk = 'bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64';

test('the digest of a single block is the SHA-256 of the bytes', () => {
  expect(digestOf(helloWorld)).toBe(`0x${createHash('sha256').update('hello world').digest('hex')}`);
});

test.each([
  [helloWorld, 'raw'],
  [overOneChunk, 'dag-pb'],
] as const)('%s comes back from its digest and codec, and from its URI', (cid, codec) => {
  expect(codecOf(cid)).toBe(codec);
  expect(cidOf(digestOf(cid), codec)).toBe(cid);
  expect(uriOf(cid)).toBe(`ipfs://${cid}`);
  expect(cidOfUri(uriOf(cid))).toBe(cid);
});

test('the codec is not in the digest', () => {
  expect(cidOf(digestOf(overOneChunk), 'raw')).not.toBe(overOneChunk);
});

describe('what is no CID of content', () => {
  const digest = new Uint8Array(32).fill(1);
  test.each([
    ['nothing', '', 'it cannot be read'],
    ['version 0', 'QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn', 'its version is 0; it must be 1'],
    ['one letter wrong', helloWorld.replace('z', '1'), 'it cannot be read'],
    [
      'another codec',
      CID.createV1(0x71, create(0x12, digest)).toString(),
      'its codec is 0x71; it must be raw or dag-pb',
    ],
    ['another hash', CID.createV1(0x55, create(0x1e, digest)).toString(), 'its hash is 0x1e; it must be sha2-256'],
    [
      'a cut digest',
      CID.createV1(0x55, create(0x12, digest.subarray(1))).toString(),
      'its hash is 0x12; it must be sha2-256',
    ],
    ['upper case', helloWorld.toUpperCase(), 'it cannot be read'],
  ])('%s', (_name, cid, reason) => {
    expect(() => digestOf(cid)).toThrow(new InvalidCidError(cid, reason));
  });

  test('another base', async () => {
    const { base36 } = await import('multiformats/bases/base36');
    const cid = CID.parse(helloWorld).toString(base36);
    expect(() => digestOf(cid)).toThrow(new InvalidCidError(cid, `it must be written as ${helloWorld}`));
  });
});

test.each<[string, Hex, string]>([
  ['zero', toHex(0n, { size: 32 }), 'zero stands for no content'],
  ['too short', '0x01', 'it has 1 bytes; it must have 32'],
])('a digest that is %s is none', (_name, digest, reason) => {
  expect(() => cidOf(digest, 'raw')).toThrow(new InvalidDigestError(digest, reason));
});

test.each([
  helloWorld,
  `https://ipfs.io/ipfs/${helloWorld}`,
  `IPFS://${helloWorld}`,
  `ipfs://${helloWorld}/`,
  `ipfs://${helloWorld}/weights.bin`,
  `ipfs://${helloWorld}?format=car`,
  'ipfs://',
])('%s is no URI of content', (uri) => {
  expect(() => cidOfUri(uri)).toThrow(new InvalidContentUriError(uri));
});

test('a URI whose CID is none names the CID', () => {
  expect(() => cidOfUri('ipfs://abc')).toThrow(new InvalidCidError('abc', 'it cannot be read'));
});

describe('a published model', () => {
  test('has the CID of its URI, if its digest is of the same', () => {
    const published = { modelURI: uriOf(overOneChunk), contentDigest: digestOf(overOneChunk) };
    expect(cidOfModel(published)).toBe(overOneChunk);
  });

  test('whose URI and digest differ is refused, naming both CIDs', () => {
    const published = { modelURI: uriOf(helloWorld), contentDigest: digestOf(overOneChunk) };
    const recorded = cidOf(digestOf(overOneChunk), 'raw');
    expect(() => cidOfModel(published)).toThrow(new ContentMismatchError(helloWorld, recorded));
  });

  test('without a digest is refused', () => {
    const published = { modelURI: uriOf(helloWorld), contentDigest: toHex(0n, { size: 32 }) };
    expect(() => cidOfModel(published)).toThrow(InvalidDigestError);
  });
});

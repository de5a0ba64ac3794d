import { encodeAbiParameters, type Hex, hashTypedData, keccak256, parseAbiParameters, toBytes } from 'viem';
import { describe, expect, test } from 'vitest';
import {
  hashReceipt,
  type LicensedRequest,
  type LicenseReceipt,
  licensedRequestTypedData,
  licenseReceiptTypedData,
  type ReceiptRequest,
  receiptRequestTypedData,
  signedUrl,
} from './receipts.ts';
import { licenseDomainSeparator, usageVoucherTypedData } from './typedData.ts';

const domain = { chainId: 31_337, license: '0x00000000000000000000000000000000000000AA' } as const;
const licensee = '0x00000000000000000000000000000000000000bb';
const holder = '0x00000000000000000000000000000000000000cc';
const word = (byte: string): Hex => `0x${byte.repeat(32)}`;

const receipt: LicenseReceipt = {
  modelId: word('01'),
  licensee,
  holder,
  issuedAt: 1n,
  expiresAt: 2n ** 64n - 1n,
  meteredUses: 3n,
  uses: 4n,
};
const receiptRequest: ReceiptRequest = {
  modelId: word('01'),
  licensee,
  host: 'models.example:8443',
  expiresAt: 5n,
  nonce: word('02'),
};
const request: LicensedRequest = {
  receiptHash: word('03'),
  method: 'POST',
  url: 'models.example/v1/classifications?x=1',
  bodyHash: word('04'),
  expiresAt: 6n,
  nonce: word('05'),
};

/** EIP-712's digest as the standard spells it. */
function digest(type: string, encodedFields: Hex): Hex {
  const structHash = keccak256(`${keccak256(toBytes(type))}${encodedFields.slice(2)}`);
  return keccak256(`0x1901${licenseDomainSeparator(domain).slice(2)}${structHash.slice(2)}`);
}

describe('what is signed is as the standard says', () => {
  test('a receipt', () => {
    const type =
      'LicenseReceipt(bytes32 modelId,address licensee,address holder,uint64 issuedAt,uint64 expiresAt,uint64 meteredUses,uint64 uses)';
    const fields = encodeAbiParameters(
      parseAbiParameters('bytes32, address, address, uint64, uint64, uint64, uint64'),
      [receipt.modelId, licensee, holder, 1n, 2n ** 64n - 1n, 3n, 4n],
    );
    expect(hashReceipt(domain, receipt)).toBe(digest(type, fields));
    expect(hashTypedData(licenseReceiptTypedData(domain, receipt))).toBe(digest(type, fields));
  });

  test('a request for a receipt', () => {
    const type = 'ReceiptRequest(bytes32 modelId,address licensee,string host,uint64 expiresAt,bytes32 nonce)';
    const fields = encodeAbiParameters(parseAbiParameters('bytes32, address, bytes32, uint64, bytes32'), [
      receiptRequest.modelId,
      licensee,
      keccak256(toBytes(receiptRequest.host)),
      5n,
      receiptRequest.nonce,
    ]);
    expect(hashTypedData(receiptRequestTypedData(domain, receiptRequest))).toBe(digest(type, fields));
  });

  test('a licensed request', () => {
    const type =
      'LicensedRequest(bytes32 receiptHash,string method,string url,bytes32 bodyHash,uint64 expiresAt,bytes32 nonce)';
    const fields = encodeAbiParameters(parseAbiParameters('bytes32, bytes32, bytes32, bytes32, uint64, bytes32'), [
      request.receiptHash,
      keccak256(toBytes('POST')),
      keccak256(toBytes(request.url)),
      request.bodyHash,
      6n,
      request.nonce,
    ]);
    expect(hashTypedData(licensedRequestTypedData(domain, request))).toBe(digest(type, fields));
  });
});

test('no two purposes, chains or contracts share a hash', () => {
  const domains = [domain, { ...domain, chainId: 1 }, { ...domain, license: licensee }] as const;
  const hashes = domains.flatMap((each) => [
    hashReceipt(each, receipt),
    hashTypedData(receiptRequestTypedData(each, receiptRequest)),
    hashTypedData(licensedRequestTypedData(each, request)),
    hashTypedData(usageVoucherTypedData(each, { modelId: receipt.modelId, licensee, cumulativeUses: 1n })),
  ]);
  expect(new Set(hashes).size).toBe(12);
});

test.each<keyof LicenseReceipt>(Object.keys(receipt) as (keyof LicenseReceipt)[])(
  '%s is part of a receipt',
  (field) => {
    const other = { modelId: word('ff'), licensee: holder, holder: licensee }[field as string] ?? 7n;
    expect(hashReceipt(domain, { ...receipt, [field]: other })).not.toBe(hashReceipt(domain, receipt));
  },
);

test.each([
  ['https://Models.example/v1/a', 'models.example/v1/a'],
  ['https://models.example:443/v1/a?b=c#d', 'models.example/v1/a?b=c'],
  ['http://models.example:443', 'models.example:443/'],
  ['http://[::1]:8080/a%20b', '[::1]:8080/a%20b'],
])('%s is signed as %s', (url, signed) => {
  expect(signedUrl(url)).toBe(signed);
});

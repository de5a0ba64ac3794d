import { expect, test } from 'vitest';
import { decodeHeader, encodeHeader, HeaderEncodingError } from './headers.ts';

test('what is encoded comes back, amounts as decimal strings', () => {
  expect(decodeHeader(encodeHeader({ text: 'Grüße, 世界', amount: 2n ** 90n }))).toEqual({
    text: 'Grüße, 世界',
    amount: String(2n ** 90n),
  });
});

test.each([
  ['%', 'not base64'],
  ['YQ', 'not base64'],
  [' e30=', 'not base64'],
  ['/////w==', 'not UTF-8'],
  ['', 'not JSON'],
  [btoa('{'), 'not JSON'],
])('%j is refused: %s', (value, message) => {
  expect(() => decodeHeader(value)).toThrow(new HeaderEncodingError(message));
});

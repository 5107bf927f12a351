import { expect, test } from '@jest/globals';
import { StoreCorrupt } from '@tamani/ports';
import { sealed, unsealed } from './sealed.js';

const content = Buffer.from(sealed('{"kty":"EC"}'));

test('a sealed text comes back', () => {
  expect(unsealed('f', content.toString())).toBe('{"kty":"EC"}');
});

test('any flipped bit, and any cut, is found', () => {
  for (let bit = 0; bit < content.length * 8; bit += 1) {
    const bytes = Buffer.from(content);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => unsealed('f', bytes.toString())).toThrow(StoreCorrupt);
  }
  for (let end = 0; end < content.length; end += 1)
    expect(() => unsealed('f', content.subarray(0, end).toString())).toThrow(StoreCorrupt);
});

import { describe, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalText } from './canonical.js';

const seed = Number(process.env['TAMANI_TEST_SEED'] ?? Date.now() % 0x7fffffff);
const full = process.env['TAMANI_TEST_FULL'] === '1';
process.stderr.write(`canonical text: TAMANI_TEST_SEED=${seed}\n`);

/** The standard's reference, over a value that was normalised before: slower, and independent. */
const reference = (value: unknown): string | undefined => canonicalize(normalised(value));

function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(normalised);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.map(([key, member]) => [key.normalize('NFC'), normalised(member)]),
  );
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('e', '\u0301', '\u00e9', '"', '\\', '\n', '\u007f', '\ud800', '😀'),
  }),
);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constantFrom(null, -0),
    fc.array(fc.oneof(tie('value'), fc.constant(undefined)), { maxLength: 5 }),
    fc.dictionary(text, fc.oneof(tie('value'), fc.constant(undefined)), { maxKeys: 6 }),
  ),
})).value;

describe('canonical text', () => {
  test('is what the reference of RFC 8785 writes, byte for byte', () => {
    const same = fc.property(json, (value) => {
      expect(canonicalText(value)).toBe(reference(value));
    });
    fc.assert(same, { seed, numRuns: full ? 100_000 : 5_000 });
  });

  test.each([
    ['keys that are one in NFC', { 'e\u0301': 1, '\u00e9': 2 }, '{"é":2}'],
    ['keys beyond the basic plane', { '\u{1f600}': 1, '\ufb33': 2, '\r': 3 }, undefined],
    ['a key with a meaning in JavaScript', JSON.parse('{"__proto__":{"b":1},"a":2}'), undefined],
    ['numbers as keys', { 10: 'a', 9: 'b', '-1': 'c' }, '{"-1":"c","10":"a","9":"b"}'],
  ])('%s', (_, value, expected) => {
    expect(canonicalText(value)).toBe(expected ?? reference(value));
  });

  test.each([0.5, NaN, Infinity, 2 ** 53, 1n, undefined, () => 1, Symbol('s')])(
    'has no form for %p, at the top or inside',
    (value) => {
      expect(() => canonicalText(value)).toThrow();
      if (value !== undefined) expect(() => canonicalText({ a: [value] })).toThrow();
    },
  );
});

import { expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { folded, isBlank, normalNumber, searchWords, sortKey } from './fold.js';

test.each([
  ['Société Générale', 'societe generale'],
  ['SOCIE\u0301TE\u0301  GÉNÉRALE', 'societe generale'],
  ['Ｆ\u2011００１', 'f-001'],
  [' F–001 ', 'f-001'],
  ['F\u00AD−001\u200B', 'f-001'],
  ['Œuvre d’État', "oeuvre d'etat"],
  ['Straße', 'strasse'],
  ['Ségou, Ɲɔnɔ', 'segou, nono'],
  ['I\u0307', 'i'],
])('%s is compared as %s', (text, plain) => {
  expect(folded(text)).toBe(plain);
});

test('what is folded stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(folded(folded(text))).toBe(folded(text));
      expect(sortKey(sortKey(text))).toBe(sortKey(text));
      expect(normalNumber(normalNumber(text))).toBe(normalNumber(text));
    }),
    seeded('folded text').parameters,
  );
});

test('words of a search', () => {
  expect(searchWords('  Société\u00A0générale ')).toEqual(['societe', 'generale']);
  expect(searchWords(' ')).toEqual([]);
});

test('names are sorted as their readers do, references by their numbers', () => {
  const sorted = (texts: string[]) => [...texts].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const names = ['Zakaria', 'École', 'eau', 'Ébène'];
  expect(sorted(names)).toEqual(['eau', 'Ébène', 'École', 'Zakaria']);
  const references = ['REQ-2026-10000', 'REQ-2026-9999', 'REQ-2027-0001', 'REQ-2026-0042'];
  expect(sorted(references)).toEqual([
    ...['REQ-2026-0042', 'REQ-2026-9999', 'REQ-2026-10000', 'REQ-2027-0001'],
  ]);
});

test.each([
  ['f-001', ' F-001', 'F-001\u00A0', 'F - 001', 'Ｆ－００１', 'F\u2011001', 'F\u2010001', 'F–001'],
  ['F—001', 'F−001', 'F\u2043001', 'F\u02D7001', 'F\u200B-001', '\uFEFFF-001', 'F-0\uFE0F01'],
])('%s and others are one number', (...numbers) => {
  expect(new Set([...numbers, 'F-001'].map(normalNumber))).toEqual(new Set(['f-001']));
});

test.each([
  ['F-001', 'F-0001'],
  ['F-001', 'F001'],
  ['F-001', 'F/001'],
  ['F-001', 'F-001A'],
])('%s and %s are two numbers', (one, other) => {
  expect(normalNumber(one)).not.toBe(normalNumber(other));
});

test('however a number is decorated, it is the same', () => {
  const dashes = fc.constantFrom(...'-‐‑‒–—―−﹣－⁃˗');
  const unseen = fc.constantFrom(
    ...['', ' ', '\t', '\u00A0', '\u2009', '\u3000', '\u200B', '\u200D', '\u202E', '\u2060'],
    ...['\uFEFF', '\u00AD', '\u0301', '\uFE0F', '\u3164', '\u0007'],
  );
  const cases = fc.constantFrom(
    ...[(c: string) => c.toLowerCase(), (c: string) => c.toUpperCase()],
    (c: string) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0),
  );
  const character = fc.constantFrom(...'ABCXYZabcxyz0123456789./_-');
  const decorated = fc.tuple(character, cases, dashes, unseen);
  fc.assert(
    fc.property(fc.array(decorated), (parts) => {
      const plain = parts.map(([c]) => c).join('');
      const typed = parts.map(([c, to, dash, more]) => (c === '-' ? dash : to(c)) + more).join('');
      expect(normalNumber(typed)).toBe(normalNumber(plain));
    }),
    seeded('decorated number').parameters,
  );
});

test.each(['', ' ', '\u200B', '\u3164\u2060', '\u0301', '\0'])('%j is blank', (text) => {
  expect(isBlank(text)).toBe(true);
  expect(isBlank(`${text}x`)).toBe(false);
});

import { expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { folded, searchWords, sortKey } from './fold.js';

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

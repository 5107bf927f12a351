import { expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import fc from 'fast-check';
import { csvText } from './csv.js';

const cell = (text: string, separator?: ',' | ';') => csvText([[text]], separator).slice(1, -2);

test('a byte order mark, lines of CR LF, quotes where they are needed', () => {
  expect(
    csvText([
      ['a', 'b'],
      ['1,5', 'say "x"'],
      ['', 'two\nlines'],
    ]),
  ).toBe('\uFEFFa,b\r\n"1,5","say ""x"""\r\n,"two\nlines"\r\n');
  expect(csvText([['a', '1,5', 'b;c']], ';')).toBe('\uFEFFa;1,5;"b;c"\r\n');
});

test.each(['=1+1', '+33 6 12', '-2+3', '-', '-1.2.3', '-1,5', '@SUM(A1)', '\t=1', '\r=1', '-cmd'])(
  '%j is no formula: an apostrophe keeps it a text',
  (text) => {
    expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
  },
);

test.each(['-133.33', '0', '1250000', '-5', 'École', "l'État", '2026-10-12'])(
  '%s stays as it is: numbers stay numbers',
  (text) => {
    expect(cell(text)).toBe(text);
  },
);

test('whatever the text, no cell begins as a formula', () => {
  const starts = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '', '"', "'");
  fc.assert(
    fc.property(starts, fc.string({ maxLength: 6 }), (start, rest) => {
      const given = cell(start + rest, ';').replace(/^"/, '');
      expect(/^[=+@\t\r]/.test(given)).toBe(false);
      if (given.startsWith('-')) expect(Number.isNaN(Number(given))).toBe(false);
    }),
    seeded('cells of CSV').parameters,
  );
});

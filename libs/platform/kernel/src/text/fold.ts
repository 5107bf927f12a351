/** Letters that Unicode does not take apart, as they are typed without them. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ', '°': 'o' },
  // Bambara, Fulfulde, Songhay.
  ...{ ɛ: 'e', ɔ: 'o', ɲ: 'n', ŋ: 'n', ɓ: 'b', ɗ: 'd', ƴ: 'y' },
  ...{ '’': "'", '‘': "'", ʼ: "'", '−': '-', '⁃': '-', '˗': '-' },
};
const OTHER_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * A text as people compare it: blind to case, accents, width, kinds of dashes and spaces, and to
 * characters that are not seen. `folded(folded(x)) === folded(x)`.
 */
export const folded = (text: string): string =>
  bare(bare(text).toLowerCase())
    .replaceAll(OTHER_LETTERS, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/[\p{Z}\p{Cc}]+/gu, ' ')
    .trim();

/** Compatibility forms taken apart, without marks and what is never seen. */
const bare = (text: string): string =>
  text.normalize('NFKD').replaceAll(/[\p{M}\p{Cf}\p{DI}]/gu, '');

/**
 * A number or a name that somebody else gave (an invoice's, a registration's), as it is told from
 * others: as folded, and without spaces. Two that differ only in an accent are one: who types
 * them leaves accents away, and nobody numbers two documents so.
 */
export const normalNumber = (text: string): string => folded(text).replaceAll(' ', '');

/** Whether there is nothing to be seen in a text. */
export const isBlank = (text: string): boolean => folded(text) === '';

/** Words of a search, each to be found by a part of it. */
export const searchWords = (text: string): readonly string[] =>
  folded(text).split(' ').filter(Boolean);

const DIGITS = 16;

/**
 * What a text is sorted by, in the order of bytes: École before Zakaria, and numbers by their
 * value: REQ-2026-9999 before REQ-2026-10000.
 */
export const sortKey = (text: string): string =>
  folded(text).replaceAll(/\d+/g, (digits) => digits.padStart(DIGITS, '0'));

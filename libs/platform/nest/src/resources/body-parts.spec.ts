import { expect, test } from '@jest/globals';
import { prose, proseOrEmpty, text, textOrEmpty } from './body-parts.js';

const KINDS = {
  text: text(10, 'x'),
  prose: prose(10, 'x'),
  textOrEmpty: textOrEmpty(10, 'x'),
  proseOrEmpty: proseOrEmpty(10, 'x'),
};
type Kind = keyof typeof KINDS;

/** The text as it is kept, or the code of its refusal. */
function taken(kind: Kind, typed: string): string | undefined {
  const { data, error } = KINDS[kind].safeParse(typed);
  return error ? error.issues[0]?.message : data;
}
const ALL = Object.keys(KINDS) as Kind[];

test.each(ALL)('%s refuses control characters', (kind) => {
  for (const control of ['\0', '\u0007', '\u001B', '\u007F', '\u0085', '\v'])
    expect([control, taken(kind, `a${control}b`)]).toEqual([control, 'text_control']);
});

test.each(ALL)('%s refuses what nobody can see', (kind) => {
  for (const unseen of ['\u200B', ' \u2060\uFEFF', '\u3164', '\u00AD'])
    expect([unseen, taken(kind, unseen)]).toEqual([unseen, 'text_blank']);
});

test.each(ALL)('%s is kept as it was typed, trimmed', (kind) => {
  for (const typed of ['F‑001', 'Ｆ００１', 'a\u200Db', 'É\u0301', '0'])
    expect(taken(kind, ` ${typed} `)).toBe(typed);
});

test('only prose has lines, and only what may be empty is', () => {
  const typed = 'one\r\n\ttwo';
  const empty = ALL.map((kind) => taken(kind, '  '));
  expect(empty).toEqual(['text_blank', 'text_blank', '', '']);
  const lines = ALL.map((kind) => taken(kind, typed));
  expect(lines).toEqual(['text_control', typed, 'text_control', typed]);
});

test.each(['text', 'prose'] as const)('the pattern of %s says the same', (kind) => {
  const pattern = new RegExp(String(KINDS[kind].meta()?.['pattern']), 'u');
  for (const typed of ['a', ' a ', 'a\nb', 'a\0', '\u200B', '', 'é', '\u007F', '\n'])
    expect([typed, pattern.test(typed)]).toEqual([typed, KINDS[kind].safeParse(typed).success]);
});

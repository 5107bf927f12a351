import { describe, expect, test } from '@jest/globals';
import { en } from './en.js';
import { fr } from './fr.js';
import { Texts } from './texts.js';
import { translation, type Catalogue } from './translation.js';

/** Every text of a catalogue by its path: `errors.not_found.detail`. */
function textsOf(tree: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]: [string, string | object]) =>
    typeof value === 'string' ? [[path + key, value] as const] : textsOf(value, `${path}${key}.`),
  );
}

const bambara = translation({
  ...fr,
  errors: {
    ...fr.errors,
    not_found: { title: 'A ma sɔrɔ', detail: 'A ma sɔrɔ: {resource:any resource} {id}.' },
  },
  words: { ...fr.words, resource: { ...fr.words.resource, Project: 'baara' } },
});

describe.each([
  ['fr', fr],
  ['en', en],
])('texts in %s', (_, catalogue: Catalogue) => {
  const all = textsOf(catalogue);

  test('an error and a field say a whole sentence, a title has no full stop', () => {
    for (const [code, { title, detail }] of Object.entries(catalogue.errors)) {
      expect([code, title]).toEqual([code, expect.stringMatching(/^\p{Lu}[^{}]*[^.{}]$/u)]);
      expect([code, detail]).toEqual([code, expect.stringMatching(/\.$/)]);
    }
    for (const field of textsOf(catalogue.fields)) expect(field[1]).toMatch(/\.$/);
  });

  test('no text is empty or has blanks around or twice', () => {
    const odd = all.filter(([, text]) => !/^\S(.*\S)?$/s.test(text) || /[^\n] {2}\S/.test(text));
    expect(odd.filter(([path]) => !/^cli\.\w+_help$/.test(path))).toEqual([]);
  });

  test('a vocabulary that a text names is there', () => {
    const named = all.flatMap(([, text]) => [...text.matchAll(/:(?:any |all )?(\w+)\}/g)]);
    const unknown = named.filter(([, name = '']) => !Object.hasOwn(catalogue.words, name));
    expect(named.length).toBeGreaterThan(30);
    expect(unknown).toEqual([]);
  });
});

describe('a text is filled', () => {
  const texts = new Texts({ fr, en });

  test('with parameters, of which nothing is read a second time', () => {
    const text = '{amount} is missing for {name}.';
    expect(texts.fill(text, 'en', { amount: '1.00', name: '$& {amount}' })).toBe(
      '1.00 is missing for $& {amount}.',
    );
    expect(texts.fill(text, 'en')).toBe(text);
  });

  test('with the words of a vocabulary, alone or as a list', () => {
    const [status, needed] = ['draft', 'issued, fully_received'];
    const filled = (language: 'fr' | 'en') =>
      texts.fill('{status:orderStatus}: {needed:any orderStatus}', language, { status, needed });
    expect(filled('en')).toBe('draft: issued or fully received');
    expect(filled('fr')).toBe('brouillon: émise ou entièrement réceptionnée');
    expect(texts.fill('{roles:all role}', 'fr', { roles: 'buyer, receiver' })).toBe(
      'acheteur et réceptionnaire',
    );
  });

  test('for the documentation with the names of its placeholders alone', () => {
    const text = '{reference} is {status:orderStatus}, not {needed:any orderStatus}.';
    expect(texts.bare(text)).toBe('{reference} is {status}, not {needed}.');
  });

  test('with the value itself where there is no word; names of every object are no words', () => {
    expect(texts.fill('{status:orderStatus}', 'en', { status: 'posted' })).toBe('posted');
    expect(texts.fill('{status:orderStatus}', 'en', { status: 'toString' })).toBe('toString');
    expect(texts.error('constructor', 'en')).toBeUndefined();
    expect(texts.field('constructor', 'en')).toBeUndefined();
  });
});

describe('the language of a reader', () => {
  const texts = new Texts({ fr, en });

  test.each([
    [undefined, 'fr'],
    ['', 'fr'],
    ['de, *', 'fr'],
    ['en-GB', 'en'],
    ['de, en;q=0.8, fr;q=0.3', 'en'],
    ['en;q=0.5, fr;q=0.5', 'fr'],
    ['fr;q=0.2, en;q=0.25', 'en'],
    ['bm', 'fr'],
  ])('%j reads %s', (header, language) => {
    expect(texts.languageOf(header)).toBe(language);
  });

  test('a further language is a catalogue more: it is chosen and its texts are given', () => {
    const more = new Texts({ fr, en, bm: bambara });
    expect(more.languages).toEqual(['fr', 'en', 'bm']);
    const language = more.languageOf('bm-ML, fr;q=0.5');
    const { detail = '' } = more.error('not_found', language) ?? {};
    expect(more.fill(detail, language, { resource: 'Project', id: '7' })).toBe(
      'A ma sɔrɔ: baara 7.',
    );
    expect(more.languageOf('en, bm;q=0.9')).toBe('en');
  });
});

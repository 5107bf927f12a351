import type { Catalogue } from './translation.js';

export type TextParams = Readonly<Record<string, string | number>>;

/** Title and detail of an error; the detail says what is wrong and what to do. */
export interface ErrorText {
  readonly title: string;
  readonly detail: string;
}

/** `{name}`, `{name:vocabulary}`, or a list of words `{name:any vocabulary}`. */
const PLACEHOLDER = /\{(\w+)(?::(?:(any|all) )?(\w+))?\}/g;
const LISTS = { any: 'disjunction', all: 'conjunction' } as const;

/** The texts of all languages. The first of them is spoken to whoever does not ask for another. */
export class Texts<L extends string> {
  readonly languages: readonly L[];

  constructor(private readonly catalogues: Readonly<Record<L, Catalogue>>) {
    this.languages = Object.keys(catalogues) as L[];
  }

  get first(): L {
    return this.languages[0] as L;
  }

  of(language: L): Catalogue {
    return this.catalogues[language];
  }

  error(code: string, language: L): ErrorText | undefined {
    return own(this.of(language).errors, code);
  }

  field(code: string, language: L): string | undefined {
    return own(this.of(language).fields, code);
  }

  /** The word of a vocabulary for a value of the API; the value itself if there is none. */
  word(vocabulary: string, value: string, language: L): string {
    const words: Readonly<Record<string, string>> = own(this.of(language).words, vocabulary) ?? {};
    return own(words, value) ?? value;
  }

  /** Fills the placeholders of a text. One without its parameter stays as `{name}`. */
  fill(text: string, language: L, params: TextParams = {}): string {
    return text.replace(
      PLACEHOLDER,
      (...[, name = '', list, vocabulary]: (string | undefined)[]) => {
        const value = own(params, name);
        if (value === undefined || vocabulary === undefined) return String(value ?? `{${name}}`);
        if (list === undefined) return this.word(vocabulary, String(value), language);
        const words = String(value).split(', ');
        const type = LISTS[list as keyof typeof LISTS];
        const one = new Intl.ListFormat(language, { type });
        return one.format(words.map((each) => this.word(vocabulary, each, language)));
      },
    );
  }

  /** A text for its documentation: each placeholder by its name alone, `{status}`. */
  bare(text: string): string {
    return text.replace(PLACEHOLDER, '{$1}');
  }

  /**
   * The reader's language by Accept-Language (RFC 9110): of those that there are the one with the
   * greatest weight, the first one in case of doubt.
   */
  languageOf(header = ''): L {
    const weights = new Map<string, number>();
    for (const { tag, weight } of header.split(',').map(rangeOf)) {
      if (!weights.has(tag)) weights.set(tag, weight);
    }
    const weight = (language: L): number => weights.get(language) ?? -1;
    return this.languages.reduce((best, one) => (weight(one) > weight(best) ? one : best));
  }
}

/** `en-GB;q=0.8` → en with 800 thousandths. */
function rangeOf(part: string): { readonly tag: string; readonly weight: number } {
  const [range = '', ...params] = part.trim().toLowerCase().split(';');
  const q = params.map((p) => /^\s*q=(\d(?:\.\d{1,3})?)$/.exec(p)?.[1]).find(Boolean) ?? '1';
  const [whole = '0', decimals = ''] = q.split('.');
  const [tag = ''] = range.split('-');
  return { tag, weight: Number(whole + decimals.padEnd(3, '0')) };
}

/** What an object has itself: a code from outside may be called `constructor`. */
const own = <T extends object>(object: T, key: string): T[keyof T] | undefined =>
  Object.hasOwn(object, key) ? object[key as keyof T] : undefined;

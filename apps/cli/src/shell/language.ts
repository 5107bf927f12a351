import { texts, type CliCode, type CliCodeParams, type Language } from '@tamani/texts';

/**
 * The language of what is printed: `--lang`, else TAMANI_LANG, else the terminal's; the first
 * language unless one of them asks for another.
 */
export function languageOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = option(argv) ?? env['TAMANI_LANG'] ?? env['LC_ALL'] ?? env['LANG'] ?? '';
  const known = texts.languages.find((language) => asked.toLowerCase().startsWith(language));
  return known ?? texts.first;
}

function option(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--lang');
  if (at >= 0) return argv[at + 1];
  return argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}

/** A text of the catalogue with its parameters: `say('export_list_bad', { list })`. */
export type Say = <C extends CliCode>(
  code: C,
  ...given: keyof CliCodeParams<C> extends never ? [] : [params: CliCodeParams<C>]
) => string;

/** A sentence whose language is not known where it is made. */
export type Sentence = (say: Say) => string;

export const sayIn =
  (language: Language): Say =>
  (code, ...[params]) =>
    texts.fill(texts.of(language).cli[code], language, params);

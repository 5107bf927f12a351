import type { Language, Text } from '@tamani/kernel';

/**
 * The language of what is printed: `--lang`, else TAMANI_LANG, else the terminal's; French unless
 * one of them asks for English.
 */
export function languageOf(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const asked = option(argv) ?? env['TAMANI_LANG'] ?? env['LC_ALL'] ?? env['LANG'] ?? '';
  return asked.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

function option(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('--lang');
  if (at >= 0) return argv[at + 1];
  return argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}

/** Picks the user's text: `say({ fr: '…', en: '…' })`. */
export type Say = (text: Text) => string;

export const sayIn =
  (language: Language): Say =>
  (text) =>
    text[language];

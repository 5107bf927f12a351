import { texts, type Language } from '@tamani/texts';

/** The word of a vocabulary for a value of the API, in a reader's language. */
export const wordOf = (vocabulary: string, value: string, language: Language): string =>
  texts.word(vocabulary, value, language);

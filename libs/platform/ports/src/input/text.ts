/** ES2024, in Node since 20; the compiler's library is set to ES2023. */
const isWellFormed = (text: string): boolean =>
  (text as string & { isWellFormed(): boolean }).isWellFormed();

/** False of a text with a lone surrogate or a NUL: it would not come back as it was given. */
export const isStorable = (text: string): boolean =>
  typeof text === 'string' && !text.includes('\0') && isWellFormed(text);

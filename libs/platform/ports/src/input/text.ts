/** ES2024, in Node since 20; the compiler's library is set to ES2023. */
const isWellFormed = (text: string): boolean =>
  (text as string & { isWellFormed(): boolean }).isWellFormed();

/** False for a text with a lone surrogate or a NUL: it would not be returned unchanged. */
export const isStorable = (text: string): boolean =>
  typeof text === 'string' && !text.includes('\0') && isWellFormed(text);

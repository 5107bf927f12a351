import type { fr } from './fr.js';
import type { Placeholders } from './placeholders.js';

type Shape<T> = T extends string ? string : { readonly [K in keyof T]: Shape<T[K]> };

/** The texts of one language: the keys are those of the first language. */
export type Catalogue = Shape<typeof fr>;

/** Each text as it is given where it has the placeholders of the first language's text. */
type Faithful<F, T> = F extends string
  ? T extends string
    ? [Placeholders<F>, Placeholders<T>] extends [Placeholders<T>, Placeholders<F>]
      ? T
      : { readonly placeholders: Placeholders<F> }
    : string
  : { readonly [K in keyof F]: Faithful<F[K], T[K & keyof T]> } & {
      readonly [K in Exclude<keyof T, keyof F>]: never;
    };

/**
 * Declares the texts of a further language. It compiles when it has exactly the keys of the first
 * language and each text has exactly the placeholders of its original.
 */
export const translation = <const T>(texts: T & Faithful<typeof fr, T>): Catalogue =>
  texts as Catalogue;

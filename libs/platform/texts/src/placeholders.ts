import type { fr } from './fr.js';

/** What stands in the braces of a text: `'{open} of {status:orderStatus}'` has two of them. */
export type Placeholders<T extends string> = T extends `${string}{${infer One}}${infer Rest}`
  ? One | Placeholders<Rest>
  : never;

type Name<P extends string> = P extends `${infer N}:${string}` ? N : P;
type Words = typeof fr.words;

/** One word of a vocabulary, a list of them separated by commas, or whatever is shown as it is. */
type Value<P extends string> = P extends `${string}:${'any' | 'all'} ${string}`
  ? string
  : P extends `${string}:${infer V extends keyof Words}`
    ? keyof Words[V]
    : string | number;

/** Known wherever an error is shown: nobody has to give it. */
type Ambient = 'traceId';

/** The parameters that a text names, no more and no fewer. */
export type ParamsOf<T extends string> = {
  readonly [P in Placeholders<T> as Exclude<Name<P>, Ambient>]: Value<P>;
};

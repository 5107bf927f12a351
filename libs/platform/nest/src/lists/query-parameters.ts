import type { z } from 'zod';

/** A query parameter as the parser, the compiler and the OpenAPI document know it. */
export interface Parameter<T = unknown, M extends boolean = boolean> {
  readonly description: string;
  /** Of one value, from its text. */
  readonly schema: z.ZodType<T>;
  /** It may be repeated: any of its values. */
  readonly many: M;
  /** Of the upper end of a range: the parameter of its lower end. */
  readonly from?: string;
}

/** Parameters by their names, in the order in which they are documented. */
export type ParameterMap = Readonly<Record<string, Parameter>>;

/** The values of a request; those that were not given are absent. */
export type ValuesOf<P extends ParameterMap> = {
  readonly [K in keyof P]?: P[K] extends Parameter<infer T, infer M>
    ? M extends true
      ? readonly T[]
      : T
    : never;
};

/** A single-valued parameter. */
export const one = <T>(schema: z.ZodType<T>, description: string): Parameter<T, false> => ({
  description,
  schema,
  many: false,
});

/** A range by two parameters, both ends inclusive, in the order of their values. */
export const range = <L extends string, U extends string, T extends string>(
  names: { readonly from: L; readonly to: U; readonly of: string },
  schemas: { readonly from: z.ZodType<T>; readonly to: z.ZodType<T> },
): Readonly<Record<L | U, Parameter<T, false>>> =>
  ({
    [names.from]: one(schemas.from, `Lower end of ${names.of}, inclusive`),
    [names.to]: { ...one(schemas.to, `Upper end of ${names.of}, inclusive`), from: names.from },
  }) as Readonly<Record<L | U, Parameter<T, false>>>;

/** A repeatable parameter. */
export const many = <T>(schema: z.ZodType<T>, description: string): Parameter<T, true> => ({
  description: `${description}; repeat for several values`,
  schema,
  many: true,
});

import { z } from 'zod';
import type { Rejection } from './errors.js';

/** Why another document refused this one's request: a code of the registry. */
export const refusalSchema = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Refusal = z.output<typeof refusalSchema>;

/** A refusal as stored in an event. */
export const refusalOf = ({ code, params = {} }: Rejection): Refusal => ({
  code,
  params: { ...params },
});

import { z } from 'zod';
import { text } from './parts.schemas.js';

export const registerVendorBody = z.strictObject({
  name: text(200),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'vendor_country_malformed' })
    .meta({ description: 'ISO 3166-1 alpha-2' }),
  registrationNumber: text(60),
});
export type RegisterVendorBody = z.output<typeof registerVendorBody>;

export const screeningBody = z.strictObject({
  list: text(60),
  listVersion: text(60),
  result: z.enum(['clear', 'match']),
});
export type ScreeningBody = z.output<typeof screeningBody>;

import { z } from 'zod';
import { text } from './parts.schemas.js';

export const registerVendorBody = z.strictObject({
  name: text('name_required', 200),
  country: z
    .string({ error: 'country_required' })
    .regex(/^[A-Z]{2}$/, { error: 'country_malformed' })
    .meta({ description: 'ISO 3166-1 alpha-2' }),
  registrationNumber: text('registration_number_required', 60),
});
export type RegisterVendorBody = z.output<typeof registerVendorBody>;

export const screeningBody = z.strictObject({
  list: text('list_required', 60),
  listVersion: text('list_version_required', 60),
  result: z.enum(['clear', 'match'], { error: 'screening_result_unknown' }),
});
export type ScreeningBody = z.output<typeof screeningBody>;

import { fieldCode } from '@tamani/kernel';
import { text } from '@tamani/nest';
import { z } from 'zod';
import { screeningResultField } from '../../read-models/resources/vendor.resource.js';

export const registerVendorBody = z
  .strictObject({
    name: text(200, 'Sahel Informatique SARL'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: fieldCode('vendor_country_malformed') })
      .meta({ description: 'ISO 3166-1 alpha-2', examples: ['ML'] }),
    registrationNumber: text(60, 'MA.BKO.2019.B.4711'),
  })
  .meta({ id: 'NewVendor' });

export const screeningBody = z.strictObject({
  list: text(60, 'UNSC'),
  listVersion: text(60, '2026-09-01'),
  result: screeningResultField,
});

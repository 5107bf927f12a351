import { z } from 'zod';
import type { VendorState } from '../../domain/vendor/vendor.state.js';
import { dateField, resourceFields, type At } from './parts.js';

export const vendorSchema = z
  .object({
    ...resourceFields(['registered', 'eligible', 'suspended', 'ineligible']),
    name: z.string(),
    country: z.string(),
    registrationNumber: z.string(),
    reason: z.string().nullable(),
    screening: z
      .object({
        list: z.string(),
        listVersion: z.string(),
        result: z.enum(['clear', 'match']),
        screenedOn: dateField,
      })
      .nullable(),
  })
  .meta({ id: 'Vendor' });

/** A vendor as the API answers it. */
export const renderVendor = (state: VendorState, { id }: Pick<At, 'id'>) => ({
  id,
  reference: state.reference,
  status: state.status,
  name: state.name,
  country: state.country,
  registrationNumber: state.registrationNumber,
  reason: state.reason ?? null,
  screening: state.screening ?? null,
});

import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import type { VendorState } from '../../domain/vendor/vendor.state.js';
import { dateField, documentFields } from './parts.js';

export const screeningResultField = z.enum(['clear', 'match']).meta({ id: 'ScreeningResult' });

export const vendorSchema = resourceSchema('Vendor', {
  ...documentFields('Vendor', ['registered', 'eligible', 'suspended', 'ineligible']),
  name: z.string(),
  country: z.string(),
  registrationNumber: z.string(),
  reason: z.string().nullable(),
  screening: z
    .object({
      list: z.string(),
      listVersion: z.string(),
      result: screeningResultField,
      screenedOn: dateField,
    })
    .nullable(),
});

/** A vendor as returned by the API. */
export const renderVendor = (state: VendorState) => ({
  reference: state.reference,
  status: state.status,
  name: state.name,
  country: state.country,
  registrationNumber: state.registrationNumber,
  reason: state.reason ?? null,
  screening: state.screening ?? null,
});

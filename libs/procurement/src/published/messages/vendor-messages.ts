import { z } from 'zod';
import { idSchema } from './message-parts.js';

/** Messages of a vendor; key: the vendor's id. */
export const vendorMessages = {
  'procurement.VendorRegistered.v1': z.object({
    vendorId: idSchema,
    reference: z.string(),
    name: z.string(),
    country: z.string(),
    registrationNumber: z.string(),
  }),
  'procurement.VendorStatusChanged.v1': z.object({
    vendorId: idSchema,
    status: z.enum(['eligible', 'suspended', 'ineligible']),
  }),
} as const;

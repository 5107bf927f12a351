import { businessDateSchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';

const decided = z.strictObject({ reason: z.string(), by: personSchema });

export const vendorEvents = {
  VendorRegistered: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      name: z.string(),
      country: z.string(),
      registrationNumber: z.string(),
      by: personSchema,
    }),
  },
  /** Compared with a sanctions list; `clear` means that the vendor is not on it. */
  VendorScreened: {
    schemaVersion: 1,
    data: z.strictObject({
      list: z.string(),
      listVersion: z.string(),
      result: z.enum(['clear', 'match']),
      screenedOn: businessDateSchema,
      by: personSchema,
    }),
  },
  VendorBecameEligible: { schemaVersion: 1, data: decided },
  VendorSuspended: { schemaVersion: 1, data: decided },
  VendorBecameIneligible: { schemaVersion: 1, data: decided },
} as const;
export type VendorEvent = EventOf<typeof vendorEvents>;

import { businessDateSchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, refusalSchema } from '../shared/document.js';

const creditSchema = z.strictObject({ orderId: idSchema, creditNoteId: idSchema });
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
  /** The number of a credit note is taken … */
  CreditNumberClaimed: {
    schemaVersion: 1,
    data: creditSchema.extend({ reference: z.string(), number: z.string() }),
  },
  /** … or that of another one already. */
  CreditNumberRefused: { schemaVersion: 1, data: creditSchema.extend({ refusal: refusalSchema }) },
  CreditNumberReleased: { schemaVersion: 1, data: z.strictObject({ creditNoteId: idSchema }) },
} as const;
export type VendorEvent = EventOf<typeof vendorEvents>;

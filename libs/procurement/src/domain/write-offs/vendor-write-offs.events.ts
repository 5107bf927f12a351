import type { EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, refusalSchema } from '../shared/document.js';
import { writeOffAskSchema } from '../shared/write-offs.js';

const ending = { receivableId: idSchema, orderId: idSchema, endingId: idSchema };

export const vendorWriteOffsEvents = {
  /** It counts with the vendor's others; next, its budget lines are asked. */
  WriteOffRegistered: {
    schemaVersion: 1,
    data: writeOffAskSchema.extend({ receivableId: idSchema }),
  },
  /** Together with others it would exceed the limit. */
  WriteOffRefused: {
    schemaVersion: 1,
    data: z.strictObject({ ...ending, refusal: refusalSchema }),
  },
  /** These budget lines have refused it: what it has of them counts no more. */
  WriteOffUncounted: {
    schemaVersion: 1,
    data: z.strictObject({ endingId: idSchema, budgetLineIds: z.array(idSchema).min(1) }),
  },
} as const;
export type VendorWriteOffsEvent = EventOf<typeof vendorWriteOffsEvents>;

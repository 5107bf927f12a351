import { businessDateSchema, moneySchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { paidLineSchema } from '../invoice/invoice.events.js';
import { shortfallSchema } from '../purchase-order/order.parts.js';
import { idSchema, refusalSchema } from '../shared/document.js';

const linesSchema = z.array(paidLineSchema).min(1);
/** What a credit note is about: repeated in events whose messages need it. */
const subjectSchema = z.strictObject({
  /** Null: against the order itself, for goods that are not invoiced. */
  invoiceId: idSchema.nullable(),
  purchaseOrderId: idSchema,
});

export const creditNoteEvents = {
  /** Asks the vendor's stream for its number: `registering` until it answers. */
  CreditNoteRegistered: {
    schemaVersion: 1,
    data: subjectSchema.extend({
      reference: z.string(),
      vendorId: idSchema,
      /** The vendor's own number. */
      number: z.string(),
      creditedOn: businessDateSchema,
      currency: z.string(),
      lines: linesSchema,
      reason: z.string(),
      by: personSchema,
    }),
  },
  CreditNoteNumberAccepted: { schemaVersion: 1, data: z.strictObject({}) },
  /** Its number is that of another credit note: it is void. */
  CreditNoteRefused: { schemaVersion: 1, data: z.strictObject({ refusal: refusalSchema }) },
  /** Asks the invoice, then the order and budgets: `approving` until they have answered. */
  CreditNoteApprovalRequested: {
    schemaVersion: 1,
    data: subjectSchema.extend({
      reference: z.string(),
      creditedOn: businessDateSchema,
      lines: linesSchema,
      by: personSchema,
    }),
  },
  /** The invoice has less to pay than that. */
  CreditNoteApprovalRefused: { schemaVersion: 1, data: z.strictObject({ refusal: refusalSchema }) },
  /** Budgets cannot lower the price of what was delivered. */
  CreditNoteNotAdjusted: {
    schemaVersion: 1,
    data: z.strictObject({ shortfalls: z.array(shortfallSchema).min(1) }),
  },
  CreditNoteApproved: {
    schemaVersion: 1,
    data: subjectSchema.extend({ total: moneySchema, by: personSchema }),
  },
  CreditNoteCancelled: {
    schemaVersion: 1,
    data: subjectSchema.extend({
      vendorId: idSchema,
      number: z.string(),
      reason: z.string(),
      by: personSchema,
    }),
  },
} as const;
export type CreditNoteEvent = EventOf<typeof creditNoteEvents>;
export type CreditNoteEventData<T extends CreditNoteEvent['type']> = Extract<
  CreditNoteEvent,
  { type: T }
>['data'];

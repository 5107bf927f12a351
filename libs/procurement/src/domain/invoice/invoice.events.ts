import {
  businessDateSchema,
  moneySchema,
  personSchema,
  quantitySchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { shortfallSchema } from '../purchase-order/order.parts.js';
import { idSchema, lineNumberSchema, refusalSchema } from '../shared/document.js';

const lineSchema = z.strictObject({
  orderLine: lineNumberSchema,
  budgetLineId: idSchema,
  quantity: quantitySchema,
  unitPrice: moneySchema,
  /** quantity × unit price, rounded half up once. */
  amount: moneySchema,
});

export const exceptionKinds = [
  'price',
  'quantity',
  'missing_receipt',
  'currency',
  'vendor',
  'amount',
  'funds',
] as const;

/** One difference between invoice, order and receipts. */
export const exceptionSchema = z.strictObject({
  kind: z.enum(exceptionKinds),
  /** Null if it concerns the whole invoice. */
  orderLine: lineNumberSchema.nullable(),
  /** Expected from order and receipts, and actual on the invoice. */
  expected: z.string(),
  actual: z.string(),
});
export type MatchException = z.output<typeof exceptionSchema>;

/** A part of a payment: what it pays of one line. */
export const paidLineSchema = z.strictObject({
  orderLine: lineNumberSchema,
  budgetLineId: idSchema,
  amount: moneySchema,
});

const contentSchema = z.strictObject({
  invoicedOn: businessDateSchema,
  currency: z.string(),
  lines: z.array(lineSchema).min(1),
  exceptions: z.array(exceptionSchema),
  by: personSchema,
});
const exceptionsSchema = z.strictObject({ exceptions: z.array(exceptionSchema) });
const reasonSchema = z.strictObject({ reason: z.string(), by: personSchema });
const orderSchema = z.strictObject({ purchaseOrderId: idSchema });
const paymentSchema = z.strictObject({ paymentId: idSchema });

const creditSchema = orderSchema.extend({ creditNoteId: idSchema });

export const invoiceEvents = {
  /** With the result of its first match; without exceptions the invoice is matched. */
  InvoiceRegistered: {
    schemaVersion: 1,
    data: contentSchema.extend({
      reference: z.string(),
      vendorId: idSchema,
      number: z.string(),
      purchaseOrderId: idSchema,
      /** The rejected or cancelled invoice of the same number. */
      replaces: idSchema.nullable(),
    }),
  },
  InvoiceReplaced: { schemaVersion: 1, data: z.strictObject({ replacedBy: idSchema }) },
  /** Lines and date as they should have been entered. */
  InvoiceCorrected: {
    schemaVersion: 1,
    data: contentSchema.extend({ purchaseOrderId: idSchema, reason: z.string() }),
  },
  InvoiceMatched: { schemaVersion: 1, data: z.strictObject({}) },
  InvoiceExceptionFound: { schemaVersion: 1, data: exceptionsSchema },
  /** Asks the order for another price than its own: `approving` until it answers. */
  InvoiceApprovalRequested: {
    schemaVersion: 1,
    data: orderSchema.extend({ by: personSchema, requestedOn: businessDateSchema }),
  },
  /** The order's answer: the invoice is matched, as before. */
  InvoiceApprovalRefused: { schemaVersion: 1, data: z.strictObject({ refusal: refusalSchema }) },
  /** Budgets has no funds for its price. */
  InvoiceNotFunded: {
    schemaVersion: 1,
    data: exceptionsSchema.extend({ shortfalls: z.array(shortfallSchema).min(1) }),
  },
  /** The vendor was let off that much of the order: who approves the invoice knows it. */
  InvoiceWriteOffAcknowledged: {
    schemaVersion: 1,
    data: reasonSchema.extend({ writtenOff: moneySchema }),
  },
  InvoiceApproved: {
    schemaVersion: 1,
    data: orderSchema.extend({ total: moneySchema, by: personSchema }),
  },
  InvoiceCancelled: { schemaVersion: 1, data: orderSchema.extend(reasonSchema.shape) },
  InvoiceRejected: { schemaVersion: 1, data: orderSchema.extend(reasonSchema.shape) },
  /** The order's answer to who registered or corrected it and has had another duty. */
  InvoiceClaimRefused: { schemaVersion: 1, data: orderSchema.extend({ refusal: refusalSchema }) },
  InvoiceDisputed: { schemaVersion: 1, data: reasonSchema },
  InvoiceDisputeSettled: { schemaVersion: 1, data: reasonSchema.extend(exceptionsSchema.shape) },
  /** The amount of a payment is set aside, split over the lines. */
  PaymentAllocated: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      purchaseOrderId: idSchema,
      paymentReference: z.string(),
      amount: moneySchema,
      /** Of which the vendor owes the amount: an offset, no cash. */
      receivableId: idSchema.optional(),
      lines: z.array(paidLineSchema).min(1),
      by: personSchema,
    }),
  },
  PaymentAllocationRefused: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      purchaseOrderId: idSchema,
      receivableId: idSchema.optional(),
      refusal: refusalSchema,
    }),
  },
  /** The payment was cancelled or returned: its amount is payable again. */
  PaymentAllocationReleased: { schemaVersion: 1, data: paymentSchema },
  /** What it recovers of an advance of its order, split over the lines: it is as good as paid. */
  InvoiceAdvanceRecovered: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      purchaseOrderId: idSchema,
      lines: z.array(paidLineSchema).min(1),
    }),
  },
  /** What a credit note takes off is set aside … */
  CreditAllocated: {
    schemaVersion: 1,
    data: creditSchema.extend({
      creditedOn: businessDateSchema,
      lines: z.array(paidLineSchema).min(1),
      /** The part of it that was paid already: the vendor owes it. */
      paid: z.array(paidLineSchema),
    }),
  },
  /** … or not. */
  CreditAllocationRefused: {
    schemaVersion: 1,
    data: creditSchema.extend({ refusal: refusalSchema }),
  },
  /** The credit is in the budget lines: less is payable. */
  InvoiceCredited: { schemaVersion: 1, data: creditSchema },
  /** It is not: what was set aside is payable again. */
  CreditAllocationReleased: { schemaVersion: 1, data: creditSchema },
  /** What a credit note took off what was paid has come back, or was given up: less is paid. */
  InvoiceOverpaymentEnded: {
    schemaVersion: 1,
    data: orderSchema.extend({ endingId: idSchema, lines: z.array(paidLineSchema).min(1) }),
  },
  InvoicePaymentSettled: { schemaVersion: 1, data: paymentSchema },
  /** Fully paid. */
  InvoicePaid: { schemaVersion: 1, data: orderSchema },
  /** Exceptions of an invoice that is being paid or was paid; empty if it matches again. */
  InvoiceReceivableChanged: { schemaVersion: 1, data: exceptionsSchema },
} as const;
export type InvoiceEvent = EventOf<typeof invoiceEvents>;
export type InvoiceEventData<T extends InvoiceEvent['type']> = Extract<
  InvoiceEvent,
  { type: T }
>['data'];

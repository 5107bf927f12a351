import { businessDateSchema, moneySchema, personSchema } from '@tamani/kernel';
import { z } from 'zod';
import { idSchema, lineNumberSchema, refusalSchema } from '../../shared/document.js';
import { heldSchema } from '../../shared/segregation.js';
import {
  adjustmentLineSchema,
  orderLineQuantitySchema,
  rematchSchema,
  shortfallSchema,
} from '../order.parts.js';

/** What an invoice claims of an order line; amounts in the order's currency. */
const claimLineSchema = orderLineQuantitySchema.extend({
  unitPrice: moneySchema,
  /** What is invoiced for it; the last part of a line takes the remainder. */
  amount: moneySchema,
  /** The same at the order's own price. */
  ordered: moneySchema,
});

const paidSchema = z.strictObject({ invoiceId: idSchema });
const paymentSchema = z.strictObject({ paymentId: idSchema, invoiceId: idSchema });
const deliverySchema = z.strictObject({ receiptId: idSchema, budgetLineId: idSchema });
/** Null when it gives back what a withdrawn invoice had asked for. */
const adjustmentSchema = z.strictObject({
  adjustmentId: z.string(),
  invoiceId: idSchema.nullable(),
});

/** What is invoiced and paid on an order, and what budgets says of its deliveries. */
export const billingEvents = {
  /** An invoice claims quantities, in the order of arrival. */
  OrderInvoiced: {
    schemaVersion: 1,
    data: z.strictObject({
      invoiceId: idSchema,
      lines: z.array(claimLineSchema).min(1),
      rematch: rematchSchema,
      by: personSchema,
    }),
  },
  /** Who registered or corrected it has had another duty meanwhile. */
  OrderInvoiceRefused: { schemaVersion: 1, data: paidSchema.extend({ refusal: refusalSchema }) },
  OrderInvoiceWithdrawn: { schemaVersion: 1, data: paidSchema.extend({ rematch: rematchSchema }) },
  OrderInvoicePaid: { schemaVersion: 1, data: paidSchema },
  /** Budgets has accrued a receipt on one budget line … */
  ReceiptAccrued: { schemaVersion: 1, data: deliverySchema },
  /** … or holds it for want of funds … */
  ReceiptHeld: {
    schemaVersion: 1,
    data: deliverySchema.extend({ code: z.string(), shortfall: moneySchema }),
  },
  /** … or has reversed it, with what was accrued at last, in the order's currency. */
  ReceiptReversalBooked: { schemaVersion: 1, data: deliverySchema.extend({ amount: moneySchema }) },
  /** A payment may leave: what it pays is accepted and accrued. */
  PaymentCleared: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      valueDate: businessDateSchema,
      /** Of which the vendor owes the amount: an offset, no cash. */
      receivableId: idSchema.optional(),
      lines: z.array(z.strictObject({ orderLine: lineNumberSchema, amount: moneySchema })).min(1),
      /** Who acted on the payment and its invoice. */
      parties: z.array(heldSchema),
    }),
  },
  PaymentClearanceRefused: {
    schemaVersion: 1,
    data: paymentSchema.extend({
      receivableId: idSchema.optional(),
      refusal: refusalSchema,
    }),
  },
  /** The answers to a payment of an invoice that the bank returns … */
  PaymentReturnAllowed: { schemaVersion: 1, data: paymentSchema },
  PaymentReturnNotAllowed: {
    schemaVersion: 1,
    data: paymentSchema.extend({ refusal: refusalSchema }),
  },
  /** … and it has. */
  PaymentClearanceWithdrawn: { schemaVersion: 1, data: paymentSchema },
  /** Asks budgets for what the prices of invoices and credit notes change. */
  PriceAdjustmentRequested: {
    schemaVersion: 1,
    data: adjustmentSchema.extend({
      reference: z.string(),
      effectiveAt: businessDateSchema,
      lines: z.array(adjustmentLineSchema).min(1),
    }),
  },
  /** Budgets has adjusted the commitment. */
  PriceAdjusted: { schemaVersion: 1, data: adjustmentSchema },
  PriceAdjustmentRejected: {
    schemaVersion: 1,
    data: adjustmentSchema.extend({ rejections: z.array(shortfallSchema).min(1) }),
  },
  /** Its goods are worth a minor unit more or less than its quantities: see `roundings`. */
  ClaimRounded: {
    schemaVersion: 1,
    data: paidSchema.extend({
      lines: z.array(z.strictObject({ orderLine: lineNumberSchema, ordered: moneySchema })).min(1),
    }),
  },
  /** The invoice's price needs no adjustment, or has it already. */
  InvoicePriceAgreed: { schemaVersion: 1, data: paidSchema },
  InvoicePriceRefused: { schemaVersion: 1, data: paidSchema.extend({ refusal: refusalSchema }) },
} as const;

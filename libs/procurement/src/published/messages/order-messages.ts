import { z } from 'zod';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  refusalSchema,
} from './message-parts.js';
import { askSchema } from './award-messages.js';

/** One budget line's part of a requested commitment. */
export const commitmentLineSchema = budgetAmountSchema.extend({
  /** The requisition's estimate of the ordered quantities: consumed from the reservation. */
  estimate: moneyJsonSchema,
  /** Nothing remains to order on that budget line: the rest of the reservation is released. */
  lastOfReservation: z.boolean(),
});

const orderEndSchema = z.object({
  orderId: idSchema,
  reference: z.string(),
  requisitionId: idSchema,
  vendorId: idSchema,
  effectiveAt: dateSchema,
  budgetLineIds: z.array(idSchema),
});

const receiptSchema = z.object({ orderId: idSchema, receiptId: idSchema });

/** Messages of a purchase order; key: the order's id. */
export const orderMessages = {
  /** Requests the commitment from budgets. `approval` counts the rounds of approval. */
  'procurement.PurchaseOrderApproved.v1': z.object({
    orderId: idSchema,
    reference: z.string(),
    approval: z.int().min(1),
    requisitionId: idSchema,
    reservationId: idSchema,
    vendorId: idSchema,
    effectiveAt: dateSchema,
    lines: z.array(commitmentLineSchema).min(1),
  }),
  /** A draft under a certification of its requisition. */
  'procurement.PurchaseOrderDrafted.v1': z.object({
    orderId: idSchema,
    requisitionId: idSchema,
    certification: z.int().min(1),
  }),
  /** Asks the register of the vendor's orders, then the requisition. */
  'procurement.PurchaseOrderApprovalRequested.v1': askSchema,
  /** One of them refused. */
  'procurement.PurchaseOrderApprovalRefused.v1': z.object({
    orderId: idSchema,
    vendorId: idSchema,
    approval: z.int().min(1),
  }),
  /** The certification that it was drafted under is over. */
  'procurement.PurchaseOrderLapsed.v1': z.object({ orderId: idSchema, vendorId: idSchema }),
  /** Budgets refused the approval: the quantities are returned. */
  'procurement.PurchaseOrderCommitmentRejected.v1': z.object({
    orderId: idSchema,
    requisitionId: idSchema,
    vendorId: idSchema,
    approval: z.int().min(1),
  }),
  'procurement.PurchaseOrderIssued.v1': z.object({
    orderId: idSchema,
    approval: z.int().min(1),
    reference: z.string(),
    kind: z.string(),
    requisitionId: idSchema,
    vendorId: idSchema,
    effectiveAt: dateSchema,
    total: moneyJsonSchema,
    lines: z.array(
      z.object({
        orderLine: z.int(),
        description: z.string(),
        spendClass: z.string(),
        unit: z.string(),
        quantity: z.string(),
        unitPrice: moneyJsonSchema,
        budgetLineId: idSchema,
      }),
    ),
  }),
  /** Fully received, invoiced and paid: the rest of the commitment is released. */
  'procurement.PurchaseOrderClosed.v1': orderEndSchema,
  /**
   * Ended early. Terminated: the open part of the commitment is released, the delivered part
   * stays. Cancelled: nothing of it stays, and its reservation is reserved again.
   */
  'procurement.PurchaseOrderTerminated.v1': orderEndSchema.extend({
    outcome: z.enum(['terminated', 'cancelled']),
    /** The round of approval in which its funds were committed. */
    approval: z.int().min(1),
  }),
  /** Cancelled before budgets answered: nothing is committed to it, and its share is free. */
  'procurement.PurchaseOrderWithdrawn.v1': orderEndSchema.extend({
    /** The round of approval in which its funds were asked for. */
    approval: z.int().min(1),
  }),
  /** The commitment of a cancelled order is reserved again: its share can be ordered again. */
  'procurement.OrderShareReturned.v1': z.object({ orderId: idSchema, requisitionId: idSchema }),
  /** The order's answers to a receipt that is posted or reversed. */
  'procurement.ReceiptRecorded.v1': receiptSchema.extend({
    accepted: z.array(z.object({ orderLine: z.int(), quantity: z.string() })),
    lines: z.array(budgetAmountSchema),
  }),
  'procurement.ReceiptRefused.v1': receiptSchema.extend({ refusal: refusalSchema }),
  'procurement.ReceiptWithdrawn.v1': receiptSchema,
  'procurement.ReceiptWithdrawalRefused.v1': receiptSchema.extend({ refusal: refusalSchema }),
  /** Receipts or claims have changed; the invoices are matched again. */
  'procurement.OrderMatchingChanged.v1': z.object({
    orderId: idSchema,
    invoiceIds: z.array(idSchema),
  }),
} as const;

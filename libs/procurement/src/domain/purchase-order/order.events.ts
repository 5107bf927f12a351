import { businessDateSchema, personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';
import { awardAskSchema } from '../shared/awards.js';
import { idSchema, lapseReasonSchema, refusalSchema } from '../shared/document.js';
import { advanceEvents } from './advance/advance.events.js';
import { advanceTermsSchema } from './advance/advance.parts.js';
import { amendmentEvents } from './amendment/amendment.events.js';
import { billingEvents } from './billing/billing.events.js';
import { carryOverEvents } from './carry-over/carry-over.events.js';
import { creditEvents } from './credits/credits.events.js';
import { owedEvents } from './owed/owed.events.js';
import {
  approvalSchema,
  awardSchema,
  commitmentLineSchema,
  shortfallSchema,
  deliveryLineSchema,
  endSchema,
  orderKindSchema,
  orderLineSchema,
  receivedLineSchema,
  rematchSchema,
} from './order.parts.js';

const roundSchema = z.strictObject({ approval: approvalSchema });
const reasonSchema = z.strictObject({ reason: z.string(), by: personSchema });
/** `approval`: the round in which its funds were committed; 0 if they never were. */
const endedEarlySchema = endSchema.extend({
  ...reasonSchema.shape,
  approval: z.int().min(0),
});
const refusedReceiptSchema = z.strictObject({ receiptId: idSchema, refusal: refusalSchema });

export const orderEvents = {
  ...amendmentEvents,
  ...carryOverEvents,
  PurchaseOrderCreated: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      kind: orderKindSchema,
      vendorId: idSchema,
      requisitionId: idSchema,
      /** The requisition's certification that it is drafted under. */
      certification: z.int().min(1),
      currency: z.string(),
      lines: z.array(orderLineSchema).min(1),
      award: awardSchema,
      advance: advanceTermsSchema.optional(),
      by: personSchema,
    }),
  },
  PurchaseOrderChanged: {
    schemaVersion: 1,
    data: z.strictObject({
      lines: z.array(orderLineSchema).min(1),
      award: awardSchema,
      advance: advanceTermsSchema.optional(),
      by: personSchema,
    }),
  },
  /** `approving` until the vendor's register and the requisition have answered. */
  PurchaseOrderApprovalRequested: {
    schemaVersion: 1,
    data: awardAskSchema,
  },
  /** The requisition's answer: the order returns to draft. */
  PurchaseOrderApprovalRefused: {
    schemaVersion: 1,
    data: roundSchema.extend({ vendorId: idSchema, refusal: refusalSchema }),
  },
  /** Requests the commitment from budgets. */
  PurchaseOrderApproved: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      approval: approvalSchema,
      requisitionId: idSchema,
      reservationId: idSchema,
      vendorId: idSchema,
      effectiveAt: businessDateSchema,
      lines: z.array(commitmentLineSchema).min(1),
      by: personSchema,
    }),
  },
  PurchaseOrderIssued: {
    schemaVersion: 1,
    data: roundSchema.extend({
      reference: z.string(),
      kind: orderKindSchema,
      requisitionId: idSchema,
      vendorId: idSchema,
      effectiveAt: businessDateSchema,
      lines: z.array(orderLineSchema).min(1),
    }),
  },
  PurchaseOrderCommitmentRejected: {
    schemaVersion: 1,
    data: roundSchema.extend({
      requisitionId: idSchema,
      vendorId: idSchema,
      rejections: z.array(shortfallSchema).min(1),
    }),
  },
  /** Its requisition was certified anew, returned or ended before the order was approved. */
  PurchaseOrderLapsed: {
    schemaVersion: 1,
    data: z.strictObject({
      certification: z.int().min(1),
      vendorId: idSchema,
      reason: lapseReasonSchema,
    }),
  },
  PurchaseOrderHeld: { schemaVersion: 1, data: reasonSchema },
  PurchaseOrderResumed: { schemaVersion: 1, data: z.strictObject({ by: personSchema }) },
  /** A receipt is registered: not counted yet, but known, with who registered it. */
  ReceiptExpected: {
    schemaVersion: 1,
    data: z.strictObject({ receiptId: idSchema, by: personSchema }),
  },
  /** A receipt is counted: quantities and prices; the last part gets the remainder. */
  ReceiptRecorded: {
    schemaVersion: 1,
    data: z.strictObject({
      receiptId: idSchema,
      deliveredOn: businessDateSchema,
      lines: z.array(receivedLineSchema),
      budgetLines: z.array(deliveryLineSchema),
      rematch: rematchSchema,
      /** Those who registered, inspected and posted it. */
      receivers: z.array(personSchema).min(1),
      by: personSchema,
    }),
  },
  ReceiptRefused: { schemaVersion: 1, data: refusedReceiptSchema },
  ReceiptWithdrawalRefused: { schemaVersion: 1, data: refusedReceiptSchema },
  ReceiptWithdrawn: {
    schemaVersion: 1,
    data: z.strictObject({
      receiptId: idSchema,
      effectiveAt: businessDateSchema,
      reason: z.string(),
      rematch: rematchSchema,
      by: personSchema,
    }),
  },
  ...billingEvents,
  ...creditEvents,
  ...advanceEvents,
  ...owedEvents,
  /** Fully received, invoiced and paid. */
  PurchaseOrderCompleted: { schemaVersion: 1, data: z.strictObject({}) },
  PurchaseOrderClosed: { schemaVersion: 1, data: endSchema },
  /** Something on it was undone: a receipt reversed, a payment returned. */
  PurchaseOrderReopened: { schemaVersion: 1, data: endSchema },
  PurchaseOrderTerminated: { schemaVersion: 1, data: endedEarlySchema },
  PurchaseOrderCancelled: {
    schemaVersion: 1,
    /**
     * `committed`: it had been issued, so its commitment is reserved again. `asked`: budgets has
     * not answered, and takes back what it grants.
     */
    data: endedEarlySchema.extend({ committed: z.boolean(), asked: z.boolean() }),
  },
  /** The commitment of a cancelled order is reserved again on a budget line … */
  OrderCommitmentReturned: {
    schemaVersion: 1,
    data: z.strictObject({ budgetLineId: idSchema }),
  },
  /** … and on all: the requisition can order its share again. */
  OrderShareReturned: {
    schemaVersion: 1,
    data: z.strictObject({ requisitionId: idSchema }),
  },
} as const;
export type OrderEvent = EventOf<typeof orderEvents>;
export type OrderEventData<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>['data'];

import {
  businessDateSchema,
  moneySchema,
  personSchema,
  quantitySchema,
  type EventOf,
} from '@tamani/kernel';
import { z } from 'zod';
import { amendmentRoundSchema, awardSharesSchema } from '../shared/awards.js';
import {
  idSchema,
  lapseReasonSchema,
  lineNumberSchema,
  refusalSchema,
  spendClassSchema,
} from '../shared/document.js';

const lineSchema = z.strictObject({
  line: lineNumberSchema,
  description: z.string(),
  spendClass: spendClassSchema,
  unit: z.string(),
  quantity: quantitySchema,
  unitPrice: moneySchema,
  /** quantity × unit price, rounded half up once. */
  amount: moneySchema,
  budgetLineId: idSchema,
});

const contentSchema = z.strictObject({
  title: z.string(),
  neededBy: businessDateSchema,
  lines: z.array(lineSchema).min(1),
  by: personSchema,
});

const budgetAmountSchema = z.strictObject({ budgetLineId: idSchema, amount: moneySchema });

const shortfallSchema = z.strictObject({
  budgetLineId: idSchema,
  code: z.string(),
  shortfall: moneySchema,
});

/** Quantities set aside for an order; `estimate` is their price on the requisition. */
const allocationSchema = z.strictObject({
  orderId: idSchema,
  approval: z.int().min(1),
  /** The amounts consumed by the order's commitment. */
  reservationId: idSchema,
  effectiveAt: businessDateSchema,
  lines: z.array(
    z.strictObject({
      line: lineNumberSchema,
      quantity: quantitySchema,
      estimate: moneySchema,
    }),
  ),
  budgetLines: z.array(
    z.strictObject({
      budgetLineId: idSchema,
      estimate: moneySchema,
      lastOfReservation: z.boolean(),
    }),
  ),
  reference: z.string(),
  award: awardSharesSchema,
  by: personSchema,
});

const orderSchema = z.strictObject({ orderId: idSchema, approval: z.int().min(1) });

/** A certification of the requisition: 1, 2, … An order belongs to one of them. */
const certificationSchema = z.int().min(1);
const draftSchema = z.strictObject({ orderId: idSchema, certification: certificationSchema });

/** A round ends: the drafts of its certification (0: never certified) lapse. */
const roundEndSchema = z.strictObject({ certification: z.int().min(0), drafts: z.array(idSchema) });

const refusedOrderSchema = orderSchema.extend({
  amendment: amendmentRoundSchema,
  refusal: refusalSchema,
});
const amendedOrderSchema = z.strictObject({ orderId: idSchema, amendment: z.int().min(1) });

export const requisitionEvents = {
  RequisitionCreated: {
    schemaVersion: 1,
    data: contentSchema.extend({ reference: z.string(), currency: z.string() }),
  },
  RequisitionChanged: { schemaVersion: 1, data: contentSchema.extend({ currency: z.string() }) },
  /** Requests the funds from budgets; `lines` are summed by budget line. */
  RequisitionSubmitted: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      attempt: z.int().min(1),
      reservationId: idSchema,
      effectiveAt: businessDateSchema,
      lines: z.array(budgetAmountSchema).min(1),
      /** All who have written or submitted it, in every round. */
      requestedBy: z.array(personSchema).min(1),
      by: personSchema,
    }),
  },
  RequisitionFundsReserved: {
    schemaVersion: 1,
    data: z.strictObject({ reservationId: idSchema }),
  },
  RequisitionFundsRejected: {
    schemaVersion: 1,
    data: z.strictObject({ reservationId: idSchema, shortfalls: z.array(shortfallSchema) }),
  },
  RequisitionCertified: {
    schemaVersion: 1,
    data: z.strictObject({
      reference: z.string(),
      certification: certificationSchema,
      total: moneySchema,
      by: personSchema,
    }),
  },
  RequisitionReturned: {
    schemaVersion: 1,
    data: roundEndSchema.extend({
      comments: z.string(),
      reservationId: idSchema,
      effectiveAt: businessDateSchema,
      by: personSchema,
    }),
  },
  RequisitionCancelled: {
    schemaVersion: 1,
    data: roundEndSchema.extend({
      reason: z.string(),
      /** Null when no funds are held. */
      reservationId: idSchema.nullable(),
      effectiveAt: businessDateSchema,
      by: personSchema,
    }),
  },
  /** An order was drafted under the present certification … */
  OrderDraftRecorded: { schemaVersion: 1, data: draftSchema },
  /** … or under one that is over: it lapses. */
  OrderDraftRefused: {
    schemaVersion: 1,
    data: draftSchema.extend({ reason: lapseReasonSchema }),
  },
  OrderAllocated: { schemaVersion: 1, data: allocationSchema },
  OrderAllocationRefused: { schemaVersion: 1, data: refusedOrderSchema },
  /** Budgets has committed the order: its allocation is final. */
  OrderAllocationSettled: { schemaVersion: 1, data: orderSchema },
  /** What an amendment of an order takes beside its allocation … */
  OrderAllocationAmended: {
    schemaVersion: 1,
    data: amendedOrderSchema.extend({
      lines: z.array(z.strictObject({ line: lineNumberSchema, quantity: quantitySchema })),
      award: awardSharesSchema,
    }),
  },
  /** … is given back when budgets refuses it. */
  OrderAmendmentReleased: { schemaVersion: 1, data: amendedOrderSchema },
  /** The order was refused, or cancelled: its quantities can be ordered again. */
  OrderAllocationReleased: { schemaVersion: 1, data: orderSchema },
  /** An order was closed or terminated: it keeps its share. */
  RequisitionOrderEnded: { schemaVersion: 1, data: z.strictObject({ orderId: idSchema }) },
  /** Everything was ordered, and every order has ended. */
  RequisitionClosed: {
    schemaVersion: 1,
    data: roundEndSchema.extend({
      reference: z.string(),
      /** What the amendments of its orders left reserved is released; null if there were none. */
      reservationId: idSchema.nullable(),
      effectiveAt: businessDateSchema,
    }),
  },
  /** Nothing more will be ordered: what is still reserved is released. */
  RequisitionClosedEarly: {
    schemaVersion: 1,
    data: roundEndSchema.extend({
      reference: z.string(),
      reason: z.string(),
      reservationId: idSchema,
      effectiveAt: businessDateSchema,
      by: personSchema,
    }),
  },
} as const;
export type RequisitionEvent = EventOf<typeof requisitionEvents>;
export type RequisitionEventData<T extends RequisitionEvent['type']> = Extract<
  RequisitionEvent,
  { type: T }
>['data'];

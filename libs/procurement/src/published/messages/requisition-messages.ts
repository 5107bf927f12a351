import { z } from 'zod';
import {
  budgetAmountSchema,
  dateSchema,
  idSchema,
  moneyJsonSchema,
  lapseReasonSchema,
  personSchema,
  refusalSchema,
} from './message-parts.js';

const orderSchema = z.object({
  requisitionId: idSchema,
  orderId: idSchema,
  approval: z.int().min(1),
});

/** Messages of a requisition; key: the requisition's id. */
export const requisitionMessages = {
  /** Requests the funds, all lines or none. Each submission has its own reservation id. */
  'procurement.RequisitionSubmitted.v1': z.object({
    requisitionId: idSchema,
    reference: z.string(),
    reservationId: idSchema,
    effectiveAt: dateSchema,
    lines: z.array(budgetAmountSchema).min(1),
    /** They do not lift the ceiling of the lines that pay for it. */
    requestedBy: z.array(personSchema).min(1),
  }),
  /** Withdrawn by requester or certifying officer, or closed: release the unordered funds. */
  'procurement.RequisitionWithdrawn.v1': z.object({
    requisitionId: idSchema,
    reservationId: idSchema,
    reason: z.enum(['returned', 'cancelled', 'closed']),
    effectiveAt: dateSchema,
  }),
  'procurement.RequisitionCertified.v1': z.object({
    requisitionId: idSchema,
    reference: z.string(),
    total: moneyJsonSchema,
  }),
  /** A draft of a certification that is over. */
  'procurement.OrderDraftLapsed.v1': z.object({
    requisitionId: idSchema,
    orderId: idSchema,
    certification: z.int().min(1),
    reason: lapseReasonSchema,
  }),
  /** Quantities are set aside for an order in approval … */
  'procurement.OrderAllocated.v1': orderSchema.extend({
    reservationId: idSchema,
    budgetLines: z.array(
      z.object({
        budgetLineId: idSchema,
        estimate: moneyJsonSchema,
        lastOfReservation: z.boolean(),
      }),
    ),
  }),
  /** … or not. */
  'procurement.OrderAllocationRefused.v1': orderSchema.extend({
    amendment: z.int().min(1).nullable(),
    refusal: refusalSchema,
  }),
  /** What an amendment takes more is set aside. */
  'procurement.OrderAllocationAmended.v1': z.object({
    requisitionId: idSchema,
    orderId: idSchema,
    amendment: z.int().min(1),
  }),
  'procurement.RequisitionClosed.v1': z.object({ requisitionId: idSchema, reference: z.string() }),
} as const;

import { moneyJson, quantityJson } from '@tamani/kernel';
import { z } from 'zod';
import {
  amendmentStatuses,
  type Terms,
} from '../../domain/purchase-order/amendment/amendment.state.js';
import { carryOverStatuses } from '../../domain/purchase-order/carry-over/carry-over.parts.js';
import type { OrderState } from '../../domain/purchase-order/order.state.js';
import {
  dateField,
  idField,
  moneyField,
  personField,
  personJson,
  personOrNull,
  quantityField,
} from './parts.js';

const rejectionsField = z.array(
  z.object({ budgetLineId: idField, code: z.string(), shortfall: moneyField }),
);
const termsSchema = z.object({ quantity: quantityField, unitPrice: moneyField });

/** A change of an order: the lines before and after, side by side. */
export const amendmentSchema = z
  .object({
    number: z.int(),
    kind: z.enum(['amendment', 'short_close']),
    status: z.enum(amendmentStatuses).meta({ id: 'AmendmentStatus' }),
    lines: z.array(z.object({ orderLine: z.int(), before: termsSchema, after: termsSchema })),
    reason: z.string(),
    effectiveAt: dateField.nullable(),
    proposedBy: personField,
    approvedBy: personField.nullable(),
    refusedBecause: z.string().nullable().meta({ description: 'Code of a refusal' }),
    rejections: rejectionsField,
  })
  .meta({ id: 'OrderAmendment' });

/** What was still to come of an order, and went to budget lines of the next year. */
export const carryOverSchema = z
  .object({
    number: z.int(),
    status: z.enum(carryOverStatuses).meta({ id: 'CarryOverStatus' }),
    lines: z.array(z.object({ from: idField, to: idField })),
    reason: z.string(),
    effectiveAt: dateField,
    requestedBy: personField,
    rejections: rejectionsField,
  })
  .meta({ id: 'CarriedOrder' });

/** The carry-overs of an order as returned by the API. */
export const carryOversJson = ({ carryOvers }: OrderState) =>
  carryOvers.map(({ carryOverId: _, by, ...one }) => ({ ...one, requestedBy: personJson(by) }));

/** The amendments of an order as returned by the API. */
export function amendmentsJson({ amendments, currency }: OrderState) {
  const terms = ({ quantity, unitPriceMinor }: Terms) => ({
    quantity: quantityJson(quantity),
    unitPrice: moneyJson(unitPriceMinor, currency),
  });
  return amendments.map(({ number, kind, status, reason, rejections, ...one }) => ({
    ...{ number, kind, status, reason, rejections },
    lines: one.lines.map(({ orderLine, before, after }) => ({
      ...{ orderLine, before: terms(before), after: terms(after) },
    })),
    effectiveAt: one.effectiveAt ?? null,
    proposedBy: personJson(one.by),
    approvedBy: personOrNull(one.approver),
    refusedBecause: one.refusal?.code ?? null,
  }));
}

import { moneyJson, quantityJson } from '@tamani/kernel';
import { z } from 'zod';
import {
  amendmentStatuses,
  type Terms,
} from '../../domain/purchase-order/amendment/amendment.state.js';
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
    rejections: z.array(
      z.object({ budgetLineId: idField, code: z.string(), shortfall: moneyField }),
    ),
  })
  .meta({ id: 'OrderAmendment' });

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

import { moneyJson, quantityJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import {
  allocatedOf,
  totalOf,
  type RequisitionLine,
  type RequisitionState,
} from '../../domain/requisition/requisition.state.js';
import { spendClassSchema } from '../../domain/shared/document.js';
import {
  dateField,
  idField,
  moneyField,
  personField,
  personJson,
  personOrNull,
  quantityField,
  shortfallsField,
  shortfallsJson,
  documentFields,
} from './parts.js';

const lineSchema = z.object({
  line: z.int(),
  description: z.string(),
  spendClass: spendClassSchema,
  unit: z.string(),
  quantity: quantityField,
  unitPrice: moneyField,
  amount: moneyField,
  budgetLineId: idField,
  orderedQuantity: quantityField,
});

export const requisitionSchema = resourceSchema('Requisition', {
  ...documentFields('Requisition', [
    'draft',
    'funds_pending',
    'funds_reserved',
    'funds_rejected',
    'certified',
    'partially_ordered',
    'ordered',
    'closed',
    'cancelled',
  ]),
  title: z.string(),
  neededBy: dateField,
  lines: z.array(lineSchema),
  total: moneyField,
  effectiveAt: dateField.nullable(),
  reservationId: idField.nullable(),
  shortfalls: shortfallsField,
  comments: z.string().nullable(),
  cancelReason: z.string().nullable(),
  closeReason: z.string().nullable(),
  requestedBy: z.array(personField),
  certifiedBy: personField.nullable(),
  certifications: z.int().meta({ description: 'Certifications so far' }),
  orders: z.array(z.object({ orderId: idField, status: z.string() })),
});

/** A requisition as returned by the API. */
export const renderRequisition = (state: RequisitionState) => ({
  reference: state.reference,
  status: state.status,
  title: state.title,
  neededBy: state.neededBy,
  lines: state.lines.map((line) => lineJson(line, state)),
  total: moneyJson(totalOf(state), state.currency),
  effectiveAt: state.effectiveAt ?? null,
  reservationId: state.reservationId ?? null,
  shortfalls: shortfallsJson(state.shortfalls),
  comments: state.comments ?? null,
  cancelReason: state.cancelReason ?? null,
  closeReason: state.closeReason ?? null,
  requestedBy: state.requesters.map(personJson),
  certifiedBy: personOrNull(state.certifier),
  certifications: state.certifications,
  orders: state.allocations.map(({ orderId, status }) => ({ orderId, status })),
});

function lineJson(line: RequisitionLine, state: RequisitionState) {
  const { quantity, unitPriceMinor, amountMinor, ...rest } = line;
  return {
    ...rest,
    quantity: quantityJson(quantity),
    unitPrice: moneyJson(unitPriceMinor, state.currency),
    amount: moneyJson(amountMinor, state.currency),
    orderedQuantity: quantityJson(allocatedOf(state, line.line)),
  };
}

import { moneyJson, quantityJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { awardMethodSchema, orderKindSchema } from '../../domain/purchase-order/order.parts.js';
import type { RecordedReceipt } from '../../domain/purchase-order/billing/billing.state.js';
import {
  invoicedOf,
  orderLineJson,
  orderTotal,
  receivedOf,
  type OrderLine,
  type OrderState,
} from '../../domain/purchase-order/order.state.js';
import { lapseReasonSchema, spendClassSchema } from '../../domain/shared/document.js';
import { advanceJson, advanceSchema } from './advance.resource.js';
import {
  amendmentSchema,
  amendmentsJson,
  carryOverSchema,
  carryOversJson,
} from './amendment.resource.js';
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
  orderLine: z.int(),
  requisitionLine: z.int(),
  description: z.string(),
  spendClass: spendClassSchema,
  unit: z.string(),
  quantity: quantityField,
  unitPrice: moneyField,
  amount: moneyField,
  budgetLineId: idField,
  carriedFrom: z.int().nullable().meta({
    description: 'The order line of the year before, of which this was still to come',
  }),
  receivedQuantity: quantityField,
  invoicedQuantity: quantityField,
});

export const purchaseOrderSchema = resourceSchema('PurchaseOrder', {
  ...documentFields('PurchaseOrder', [
    'draft',
    'approving',
    'commitment_pending',
    'issued',
    'partially_received',
    'fully_received',
    'adjusting',
    'completed',
    'closed',
    'on_hold',
    'cancelled',
    'terminated',
    'lapsed',
  ]),
  kind: orderKindSchema,
  vendorId: idField,
  requisitionId: idField,
  certification: z.int().meta({
    description: 'Certification of the requisition that it was drafted under',
  }),
  lines: z.array(lineSchema),
  total: moneyField,
  award: z.object({
    method: awardMethodSchema,
    waiverReason: z.string().nullable(),
  }),
  advance: advanceSchema,
  effectiveAt: dateField.nullable(),
  approvals: z.int().meta({ description: 'Rounds of approval so far' }),
  commitmentRejection: shortfallsField.nullable(),
  holdReason: z.string().nullable(),
  endReason: z.string().nullable(),
  lapseReason: lapseReasonSchema.nullable(),
  boughtBy: z.array(personField),
  approvedBy: personField.nullable(),
  amendments: z.array(amendmentSchema),
  carryOvers: z.array(carryOverSchema),
  writtenOff: moneyField.meta({
    description: 'What its vendor owed of it and was let off; invoices are approved knowing it',
  }),
  receiptIds: z.array(idField),
  deliveries: z
    .array(
      z.object({
        receiptId: idField,
        budgetLineId: idField,
        status: z.enum(['pending', 'accrued', 'held']).meta({ id: 'DeliveryStatus' }),
        shortfall: moneyField.nullable(),
      }),
    )
    .meta({ description: 'What the budget says of each receipt; only what is accrued is paid' }),
  invoices: z.array(z.object({ invoiceId: idField, paid: z.boolean() })),
});

/** A purchase order as returned by the API. */
export const renderOrder = (state: OrderState) => ({
  reference: state.reference,
  status: state.status,
  kind: state.kind,
  vendorId: state.vendorId,
  requisitionId: state.requisitionId,
  certification: state.certification,
  lines: state.lines.map((line) => lineJson(line, state)),
  total: moneyJson(orderTotal(state), state.currency),
  award: { method: state.award.method, waiverReason: state.award.waiverReason ?? null },
  advance: advanceJson(state),
  effectiveAt: state.effectiveAt ?? null,
  approvals: state.approvals,
  commitmentRejection: state.commitmentRejection ? shortfallsJson(state.commitmentRejection) : null,
  holdReason: state.holdReason ?? null,
  endReason: state.endReason ?? null,
  lapseReason: state.lapseReason ?? null,
  boughtBy: state.parties
    .filter(({ duty }) => duty === 'buyer')
    .map(({ person }) => personJson(person)),
  approvedBy: personOrNull(state.approver),
  amendments: amendmentsJson(state),
  carryOvers: carryOversJson(state),
  writtenOff: moneyJson(state.writtenOffMinor, state.currency),
  receiptIds: state.receipts.map((receipt) => receipt.receiptId),
  deliveries: state.receipts.flatMap(deliveriesJson),
  invoices: state.invoices.map(({ invoiceId, paid }) => ({ invoiceId, paid })),
});

const lineJson = (line: OrderLine, state: OrderState) => ({
  ...orderLineJson(line, state.currency),
  carriedFrom: line.carriedFrom ?? null,
  receivedQuantity: quantityJson(receivedOf(state, line.orderLine)),
  invoicedQuantity: quantityJson(invoicedOf(state, line.orderLine)),
});

const deliveriesJson = ({ receiptId, budgetLines, accruals }: RecordedReceipt) =>
  budgetLines.map(({ budgetLineId }) => {
    const accrual = accruals[budgetLineId];
    const held = typeof accrual === 'object' ? accrual : undefined;
    const status = held ? 'held' : (accrual ?? 'pending');
    return { receiptId, budgetLineId, status, shortfall: held?.shortfall ?? null };
  });

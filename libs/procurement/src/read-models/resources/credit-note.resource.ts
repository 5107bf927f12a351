import { moneyJson, sumMinor } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import type { CreditNoteState } from '../../domain/credit-note/credit-note.state.js';
import {
  dateField,
  documentFields,
  idField,
  moneyField,
  personField,
  personOrNull,
  shortfallsField,
  shortfallsJson,
} from './parts.js';

export const creditNoteSchema = resourceSchema('CreditNote', {
  ...documentFields('CreditNote', [
    'registering',
    'registered',
    'refused',
    'approving',
    'approved',
    'cancelled',
  ]),
  vendorId: idField,
  invoiceId: idField.nullable(),
  purchaseOrderId: idField,
  number: z.string(),
  creditedOn: dateField,
  lines: z.array(z.object({ orderLine: z.int(), budgetLineId: idField, amount: moneyField })),
  total: moneyField,
  reason: z.string(),
  refusedFor: z.string().nullable().meta({ description: 'The code of the last refusal' }),
  shortfalls: shortfallsField.meta({
    description: 'Why the budget could not lower the price of what was delivered',
  }),
  cancelReason: z.string().nullable(),
  registeredBy: personField.nullable(),
  approvedBy: personField.nullable(),
});

/** A credit note as returned by the API. */
export const renderCreditNote = (state: CreditNoteState) => ({
  reference: state.reference,
  status: state.status,
  vendorId: state.vendorId,
  invoiceId: state.invoiceId,
  purchaseOrderId: state.purchaseOrderId,
  number: state.number,
  creditedOn: state.creditedOn,
  lines: state.lines.map(({ amountMinor, ...line }) => ({
    ...line,
    amount: moneyJson(amountMinor, state.currency),
  })),
  total: moneyJson(sumMinor(state.lines.map((line) => line.amountMinor)), state.currency),
  reason: state.reason,
  refusedFor: state.refusal?.code ?? null,
  shortfalls: shortfallsJson(state.shortfalls),
  cancelReason: state.cancelReason ?? null,
  registeredBy: personOrNull(state.clerk),
  approvedBy: personOrNull(state.approver),
});

import { moneyJson } from '@tamani/kernel';
import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import { owedCauses } from '../../domain/purchase-order/owed/owed.parts.js';
import { openMinor, type ReceivableState } from '../../domain/receivable/receivable.state.js';
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

const kinds = ['replacement', 'payment_returned', 'refund', 'offset', 'write_off'] as const;

export const receivableSchema = resourceSchema('Receivable', {
  ...documentFields('Receivable', [
    'open',
    'settling',
    'write_off_requested',
    'writing_off',
    'settled',
    'written_off',
  ]),
  vendorId: idField,
  purchaseOrderId: idField,
  cause: z.object({ kind: z.enum(owedCauses), id: idField }).meta({
    description:
      'The receipt that was reversed, or the credit note, after the payment; or the payment of the advance that was reclaimed',
  }),
  arisenOn: dateField,
  total: moneyField,
  open: moneyField.meta({ description: 'What is still owed' }),
  lines: z
    .array(z.object({ orderLine: z.int(), budgetLineId: idField, amount: moneyField }))
    .meta({ description: 'What is still owed, by order line' }),
  ended: z.array(
    z.object({
      kind: z.enum(kinds).meta({ id: 'ReceivableEndKind' }),
      amount: moneyField,
      effectiveAt: dateField.nullable(),
      bankReference: z.string().nullable(),
      invoiceId: idField.nullable(),
    }),
  ),
  writeOffReason: z.string().nullable(),
  requestedBy: personField.nullable(),
  approvedBy: personField.nullable(),
  refusedFor: z.string().nullable().meta({ description: 'The code of the last refusal' }),
  shortfalls: shortfallsField.meta({ description: 'Why the budget could not bear the loss' }),
});

/** A receivable as returned by the API. */
export const renderReceivable = (state: ReceivableState) => ({
  reference: state.reference,
  status: state.status,
  vendorId: state.vendorId,
  purchaseOrderId: state.purchaseOrderId,
  cause: state.cause,
  arisenOn: state.arisenOn,
  total: moneyJson(state.totalMinor, state.currency),
  open: moneyJson(openMinor(state), state.currency),
  lines: state.open.map(({ amountMinor, ...line }) => ({
    ...line,
    amount: moneyJson(amountMinor, state.currency),
  })),
  ended: state.ended.map(({ amountMinor, ...part }) => ({
    ...part,
    amount: moneyJson(amountMinor, state.currency),
  })),
  writeOffReason: state.writeOffReason ?? null,
  requestedBy: personOrNull(state.requester),
  approvedBy: personOrNull(state.approver),
  refusedFor: state.refusal?.code ?? null,
  shortfalls: shortfallsJson(state.shortfalls),
});

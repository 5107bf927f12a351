import { send } from '@tamani/runtime';
import { creditNote } from '../domain/credit-note/credit-note.decide.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import { link } from './link.js';

/**
 * A credit note asks its vendor for the number; when it is approved, its invoice for the amounts,
 * and its order, which asks budgets.
 */
export const creditNotes = link('credit-notes', {
  'procurement.CreditNoteRegistered.v1': ({ vendorId, orderId, creditNoteId, ...asked }) => [
    send(vendor, vendorId, {
      type: 'ClaimCreditNumber',
      ...{ orderId, creditNoteId, reference: asked.reference, number: asked.number },
    }),
  ],
  'procurement.CreditNumberClaimed.v1': ({ creditNoteId }) => [
    send(creditNote, creditNoteId, { type: 'AcceptNumber' }),
  ],
  'procurement.CreditNumberRefused.v1': ({ creditNoteId, refusal }) => [
    send(creditNote, creditNoteId, { type: 'RefuseNumber', refusal }),
  ],
  'procurement.CreditNoteApprovalRequested.v1': ({ creditNoteId, invoiceId, ...asked }) => [
    send(invoice, invoiceId, {
      type: 'AllocateCredit',
      ...{ creditNoteId, creditedOn: asked.creditedOn, lines: asked.lines },
    }),
  ],
  'procurement.CreditAllocated.v1': ({ creditNoteId, invoiceId, orderId, creditedOn, lines }) => [
    send(purchaseOrder, orderId, {
      type: 'AgreeCredit',
      ...{ creditNoteId, invoiceId, lines, on: creditedOn },
    }),
  ],
  'procurement.CreditAllocationRefused.v1': ({ creditNoteId, refusal }) => [
    send(creditNote, creditNoteId, { type: 'RefuseCredit', refusal }),
  ],
  'procurement.CreditAgreed.v1': ({ creditNoteId, invoiceId }) => [
    send(invoice, invoiceId, { type: 'SettleCredit', creditNoteId }),
    send(creditNote, creditNoteId, { type: 'AcceptCredit' }),
  ],
  'procurement.CreditRefused.v1': ({ creditNoteId, invoiceId, refusal }) => [
    send(invoice, invoiceId, { type: 'ReleaseCredit', creditNoteId }),
    send(creditNote, creditNoteId, { type: 'RefuseCredit', refusal }),
  ],
  'procurement.CreditNotAdjusted.v1': ({ creditNoteId, invoiceId, shortfalls }) => [
    send(invoice, invoiceId, { type: 'ReleaseCredit', creditNoteId }),
    send(creditNote, creditNoteId, { type: 'RefuseAdjustment', shortfalls }),
  ],
  'procurement.CreditNoteCancelled.v1': ({ creditNoteId, vendorId }) => [
    send(vendor, vendorId, { type: 'ReleaseCreditNumber', creditNoteId }),
  ],
});

import { send } from '@tamani/runtime';
import { creditNote } from '../domain/credit-note/credit-note.decide.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import { link } from './link.js';

/**
 * A credit note asks its vendor for the number; when it is approved, its invoice for the amounts
 * unless it is against the order, and its order, which asks budgets.
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
    invoiceId === null
      ? send(purchaseOrder, asked.orderId, {
          type: 'AgreeCredit',
          ...{ creditNoteId, invoiceId, lines: asked.lines, paid: [], on: asked.creditedOn },
        })
      : send(invoice, invoiceId, {
          type: 'AllocateCredit',
          ...{ creditNoteId, creditedOn: asked.creditedOn, lines: asked.lines },
        }),
  ],
  'procurement.CreditAllocated.v1': ({ creditNoteId, invoiceId, orderId, ...allocated }) => [
    send(purchaseOrder, orderId, {
      type: 'AgreeCredit',
      ...{ creditNoteId, invoiceId, lines: allocated.lines, paid: allocated.paid },
      on: allocated.creditedOn,
    }),
  ],
  'procurement.CreditAllocationRefused.v1': ({ creditNoteId, refusal }) => [
    send(creditNote, creditNoteId, { type: 'RefuseCredit', refusal }),
  ],
  'procurement.CreditAgreed.v1': ({ creditNoteId, invoiceId }) => [
    ...ofInvoice(invoiceId, { type: 'SettleCredit', creditNoteId }),
    send(creditNote, creditNoteId, { type: 'AcceptCredit' }),
  ],
  'procurement.CreditRefused.v1': ({ creditNoteId, invoiceId, refusal }) => [
    ...ofInvoice(invoiceId, { type: 'ReleaseCredit', creditNoteId }),
    send(creditNote, creditNoteId, { type: 'RefuseCredit', refusal }),
  ],
  'procurement.CreditNotAdjusted.v1': ({ creditNoteId, invoiceId, shortfalls }) => [
    ...ofInvoice(invoiceId, { type: 'ReleaseCredit', creditNoteId }),
    send(creditNote, creditNoteId, { type: 'RefuseAdjustment', shortfalls }),
  ],
  'procurement.CreditNoteCancelled.v1': ({ creditNoteId, vendorId }) => [
    send(vendor, vendorId, { type: 'ReleaseCreditNumber', creditNoteId }),
  ],
});

/** One against the order has no invoice to tell. */
const ofInvoice = (
  invoiceId: string | null,
  command: { readonly type: 'SettleCredit' | 'ReleaseCredit'; readonly creditNoteId: string },
) => (invoiceId === null ? [] : [send(invoice, invoiceId, command)]);

import { aggregate, type FactReader } from '@tamani/runtime';
import { creditNote } from '../domain/credit-note/credit-note.decide.js';
import type { CreditNoteState } from '../domain/credit-note/credit-note.state.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { vendor } from '../domain/vendor/vendor.decide.js';

/** A credit note reads its invoice; its number is one of the vendor's. */
export const creditNoteAggregate = aggregate(
  creditNote,
  {
    RegisterCreditNote: async ({ invoiceId }, _, read) => {
      const state = await read.state(invoice, invoiceId);
      return {
        invoice: state,
        order: state && (await read.state(purchaseOrder, state.purchaseOrderId)),
        vendor: state && (await read.state(vendor, state.vendorId)),
      };
    },
    ApproveCreditNote: async (_, state, read) => invoiceFact(state, read),
    CancelCreditNote: async (_, state, read) => invoiceFact(state, read),
  },
  (event) =>
    event.type === 'CreditNoteRefused' || event.type === 'CreditNoteApprovalRefused'
      ? event.data.refusal
      : undefined,
);

const invoiceFact = async ({ invoiceId }: CreditNoteState, read: FactReader) => ({
  invoice: await read.state(invoice, invoiceId),
});

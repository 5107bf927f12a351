import { aggregate, type FactReader } from '@tamani/runtime';
import { dutiful } from '../domain/chain/dutiful.js';
import type { CreditNoteCommand } from '../domain/credit-note/credit-note.commands.js';
import { creditNote } from '../domain/credit-note/credit-note.decide.js';
import type { CreditNoteState } from '../domain/credit-note/credit-note.state.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { vendor } from '../domain/vendor/vendor.decide.js';
import type { Chain } from '../domain/shared/segregation.js';
import { chainOfOrder, withChain } from './chain.facts.js';

const duties = { RegisterCreditNote: 'clerk', ApproveCreditNote: 'certifier' } as const;

/** A credit note reads its invoice; its number is one of the vendor's. */
export const creditNoteAggregate = aggregate(
  dutiful(creditNote, duties),
  withChain(duties, chainOf, {
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
  }),
  (event) =>
    event.type === 'CreditNoteRefused' || event.type === 'CreditNoteApprovalRefused'
      ? event.data.refusal
      : undefined,
);

/** One that is being registered has its invoice in the command. */
async function chainOf(
  command: CreditNoteCommand,
  state: CreditNoteState,
  read: FactReader,
): Promise<Chain> {
  const { invoiceId } = command.type === 'RegisterCreditNote' ? command : state;
  const invoiced = await read.state(invoice, invoiceId);
  return invoiced === null ? [] : chainOfOrder(read, invoiced.purchaseOrderId);
}

const invoiceFact = async ({ invoiceId }: CreditNoteState, read: FactReader) => ({
  invoice: await read.state(invoice, invoiceId),
});

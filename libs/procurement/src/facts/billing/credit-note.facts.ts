import { aggregate, type FactReader } from '@tamani/runtime';
import { dutiful } from '../../domain/chain/dutiful.js';
import type { CreditNoteCommand } from '../../domain/credit-note/credit-note.commands.js';
import { creditNote } from '../../domain/credit-note/credit-note.decide.js';
import type { CreditNoteState } from '../../domain/credit-note/credit-note.state.js';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import { purchaseOrder } from '../../domain/purchase-order/order.decide.js';
import { vendor } from '../../domain/vendor/vendor.decide.js';
import type { Chain } from '../../domain/shared/segregation.js';
import { chainOfOrder, withChain } from '../chain.facts.js';

const duties = { RegisterCreditNote: 'clerk', ApproveCreditNote: 'certifier' } as const;

/** A credit note reads its invoice and order; its number is one of the vendor's. */
export const creditNoteAggregate = aggregate(
  dutiful(creditNote, duties),
  withChain(duties, chainOf, {
    RegisterCreditNote: async (command, _, read) => {
      const found = await credited(command, read);
      const vendorId = (found.invoice ?? found.order)?.vendorId;
      return { ...found, vendor: vendorId ? await read.state(vendor, vendorId) : null };
    },
    ApproveCreditNote: (_, state, read) => credited(state, read),
    CancelCreditNote: (_, state, read) => credited(state, read),
  }),
  (event) =>
    event.type === 'CreditNoteRefused' || event.type === 'CreditNoteApprovalRefused'
      ? event.data.refusal
      : undefined,
);

/** One that is being registered has its invoice, or its order, in the command. */
async function chainOf(
  command: CreditNoteCommand,
  state: CreditNoteState,
  read: FactReader,
): Promise<Chain> {
  const { invoiceId, purchaseOrderId } = command.type === 'RegisterCreditNote' ? command : state;
  const invoiced = invoiceId ? await read.state(invoice, invoiceId) : null;
  return chainOfOrder(read, invoiced?.purchaseOrderId ?? purchaseOrderId ?? '');
}

interface Credited {
  readonly invoiceId?: string | null | undefined;
  readonly purchaseOrderId?: string | undefined;
}

async function credited({ invoiceId, purchaseOrderId }: Credited, read: FactReader) {
  const state = invoiceId ? await read.state(invoice, invoiceId) : null;
  const orderId = state?.purchaseOrderId ?? purchaseOrderId ?? '';
  return { invoice: state, order: await read.state(purchaseOrder, orderId) };
}

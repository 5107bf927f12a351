import { aggregate, type FactReader, type OwnFactReader } from '@tamani/runtime';
import { dutiful } from '../../domain/chain/dutiful.js';
import { invoiceParties } from '../../domain/chain/parties.js';
import type { InvoiceCommand } from '../../domain/invoice/invoice.commands.js';
import { invoice } from '../../domain/invoice/invoice.decide.js';
import type { InvoiceState } from '../../domain/invoice/invoice.state.js';
import { purchaseOrder } from '../../domain/purchase-order/order.decide.js';
import type { Chain } from '../../domain/shared/segregation.js';
import { chainOfOrder, partiesOf, withChain } from '../chain.facts.js';
import { priceTolerance, vendorFacts } from '../policies.js';

/** Which of its acts is which duty. */
const duties = {
  RegisterInvoice: 'clerk',
  CorrectInvoice: 'clerk',
  ApproveInvoice: 'certifier',
} as const;

/** An invoice that is being registered has its order in the command. */
const orderOf = (command: InvoiceCommand, { purchaseOrderId }: InvoiceState): string =>
  command.type === 'RegisterInvoice' ? command.purchaseOrderId : purchaseOrderId;

/** With who acted on the document itself. */
async function chainOf(
  command: InvoiceCommand,
  state: InvoiceState,
  read: OwnFactReader,
): Promise<Chain> {
  const own = await partiesOf(read, invoiceParties, read.id);
  return [...own, ...(await chainOfOrder(read, orderOf(command, state)))];
}

/** Invoices are matched against their order; a payment needs a vendor that may be paid. */
export const invoiceAggregate = aggregate(
  dutiful(invoice, duties),
  withChain(duties, chainOf, {
    RegisterInvoice: async (command, _, read) => ({
      ...(await matching(command, read)),
      vendor: await vendorFacts(read, command.vendorId, command.today),
      replaced: command.replaces === undefined ? null : await read.state(invoice, command.replaces),
    }),
    CorrectInvoice: ({ invoicedOn }, { purchaseOrderId }, read) =>
      matching({ purchaseOrderId, invoicedOn }, read),
    MatchInvoice: (_, state, read) => matching(state, read),
    ApproveInvoice: (_, state, read) => matching(state, read),
    AcceptPrice: (_, state, read) => matching(state, read),
    RefusePrice: (_, state, read) => matching(state, read),
    RefuseFunds: (_, state, read) => matching(state, read),
    SettleDispute: (_, state, read) => matching(state, read),
    AllocatePayment: async ({ today }, { vendorId }, read) => ({
      vendor: await vendorFacts(read, vendorId, today),
    }),
  }),
  (event) => (event.type === 'InvoiceApprovalRefused' ? event.data.refusal : undefined),
);

const matching = async (
  { purchaseOrderId, invoicedOn }: Pick<InvoiceState, 'purchaseOrderId' | 'invoicedOn'>,
  read: FactReader,
) => ({
  order: await read.state(purchaseOrder, purchaseOrderId),
  tolerance: await priceTolerance(read, invoicedOn),
});

import { Controller } from '@nestjs/common';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import type { InvoiceCommand } from '../domain/invoice/invoice.commands.js';
import { invoice } from '../domain/invoice/invoice.decide.js';
import { invoiceIdOf, type InvoiceState } from '../domain/invoice/invoice.state.js';
import { invoiceAggregate } from '../facts/invoice.facts.js';
import { orderAggregate } from '../facts/order.facts.js';
import { invoiceList } from '../read-models/invoices.read-model.js';
import { invoiceSchema, renderInvoice } from '../read-models/resources/invoice.resource.js';
import { invoiceBody, type InvoiceBody } from './schemas/invoices.schemas.js';
import { emptyBody, reasonBody, type ReasonBody } from './schemas/parts.schemas.js';

const invoiceResource: ResourceDefinition<InvoiceState> = {
  path: 'invoices',
  context: 'procurement',
  aggregate: invoiceAggregate,
  list: invoiceList,
  schema: invoiceSchema,
  render: renderInvoice,
  filters: ['status', 'purchaseOrderId', 'vendorId', 'number', 'reference'],
  referencePrefix: 'INV',
};
const command = <C extends InvoiceCommand>(one: C): C => one;

@Controller('v1/invoices')
export class InvoicesController extends ResourceController(invoiceResource) {
  /** The order takes note of the claim at once, so that the next invoice is matched after it. */
  @Create({
    body: invoiceBody,
    roles: ['invoice-clerk'],
    summary: 'Register an invoice; it is matched with its order and the accepted receipts',
  })
  async register(@Caller() caller: Caller, @Input() body: InvoiceBody) {
    const { person: by, today } = caller;
    const id = invoiceIdOf(body.vendorId, body.number);
    const order = { aggregate: orderAggregate, id: body.purchaseOrderId };
    const registered = await this.create(
      caller,
      ({ reference }) => command({ type: 'RegisterInvoice', reference, ...body, by, today }),
      { id, correlateWith: order },
    );
    const claim = { ...order, name: 'claim' };
    await this.step(caller, claim, { type: 'RecordInvoice', invoiceId: id });
    return registered;
  }

  @Action('approve', {
    body: emptyBody,
    roles: ['certifying-officer'],
    summary: 'Approve a matched invoice for payment',
  })
  approve(@Caller() caller: Caller, @Id() id: string) {
    const { person: by } = caller;
    return this.act(caller, id, command({ type: 'ApproveInvoice', by }));
  }

  @Action('reject', {
    body: reasonBody,
    roles: ['certifying-officer', 'invoice-clerk'],
    summary: 'Reject an invoice: what it claimed can be invoiced again',
  })
  async reject(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    const { person: by, today } = caller;
    const rejected = await this.act(caller, id, command({ type: 'RejectInvoice', ...body, by }));
    const loaded = await this.load(invoice, id);
    if (loaded) {
      const { purchaseOrderId } = loaded.state;
      const order = { aggregate: orderAggregate, id: purchaseOrderId, name: 'withdraw' };
      await this.step(caller, order, { type: 'WithdrawInvoice', invoiceId: id, on: today });
    }
    return rejected;
  }

  @Action('dispute', {
    body: reasonBody,
    roles: ['certifying-officer', 'invoice-clerk'],
    summary: 'Dispute an invoice with its vendor',
  })
  dispute(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'DisputeInvoice', ...body, by: caller.person }));
  }

  @Action('settle-dispute', {
    body: reasonBody,
    roles: ['certifying-officer', 'invoice-clerk'],
    summary: 'End a dispute; the invoice is matched again',
  })
  settleDispute(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    const settlement = { reason: body.reason, by: caller.person };
    return this.act(caller, id, command({ type: 'SettleDispute', ...settlement }));
  }
}

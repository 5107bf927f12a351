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
  @Create({
    body: invoiceBody,
    roles: ['invoice-clerk'],
    summary: 'Register an invoice; it is matched with its order and the accepted receipts',
  })
  register(@Caller() caller: Caller, @Input() body: InvoiceBody) {
    const { person: by, today } = caller;
    const id = invoiceIdOf(body.vendorId, body.number);
    const order = { aggregate: orderAggregate, id: body.purchaseOrderId };
    return this.create(
      caller,
      ({ reference }) =>
        command({ type: 'RegisterInvoice', invoiceId: id, reference, ...body, by, today }),
      { id, correlateWith: order },
    );
  }

  @Action('approve', {
    body: emptyBody,
    roles: ['certifying-officer'],
    summary: 'Approve a matched invoice for payment',
  })
  approve(@Caller() caller: Caller, @Id() id: string) {
    const { person: by } = caller;
    return this.act(caller, id, command({ type: 'ApproveInvoice', invoiceId: id, by }));
  }

  @Action('reject', {
    body: reasonBody,
    roles: ['certifying-officer', 'invoice-clerk'],
    summary: 'Reject an invoice: what it claimed can be invoiced again',
  })
  reject(@Caller() caller: Caller, @Id() id: string, @Input() body: ReasonBody) {
    return this.act(caller, id, command({ type: 'RejectInvoice', ...body, by: caller.person }));
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
    const settlement = { invoiceId: id, reason: body.reason, by: caller.person };
    return this.act(caller, id, command({ type: 'SettleDispute', ...settlement }));
  }
}

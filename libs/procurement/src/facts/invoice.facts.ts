import type { Aggregate } from '@tamani/runtime';
import type { InvoiceCommand } from '../domain/invoice/invoice.commands.js';
import { invoice, type InvoiceFacts } from '../domain/invoice/invoice.decide.js';
import type { InvoiceEvent } from '../domain/invoice/invoice.events.js';
import type { InvoiceState } from '../domain/invoice/invoice.state.js';
import { purchaseOrder } from '../domain/purchase-order/order.decide.js';
import { priceTolerance, vendorStanding } from './policies.js';

/** Invoices are matched against their order; a payment needs a vendor that may be paid. */
export const invoiceAggregate: Aggregate<InvoiceState, InvoiceCommand, InvoiceEvent, InvoiceFacts> =
  {
    decider: invoice,
    async facts(command, state, read) {
      switch (command.type) {
        case 'RegisterInvoice':
          return {
            order: await read.state(purchaseOrder, command.purchaseOrderId),
            tolerance: await priceTolerance(read, command.invoicedOn),
            vendor: await vendorStanding(read, command.vendorId, command.today),
          };
        case 'MatchInvoice':
        case 'ApproveInvoice':
        case 'SettleDispute':
          return {
            order: await read.state(purchaseOrder, state.purchaseOrderId),
            tolerance: await priceTolerance(read, state.invoicedOn),
          };
        case 'AllocatePayment':
          return { vendor: await vendorStanding(read, state.vendorId, command.today) };
        default:
          return {};
      }
    },
  };

import type { InvoiceEvent } from '../src/domain/invoice/invoice.events.js';
import type { ReceiptEvent } from '../src/domain/receipt/receipt.events.js';
import { people, xof } from './people.js';

/** A receipt of 40 laptops, and its invoice. */
export const receiptEvents = {
  registered: {
    type: 'ReceiptRegistered',
    data: {
      reference: 'REC-2026-0001',
      purchaseOrderId: 'order-1',
      vendorId: 'vendor-1',
      deliveredOn: '2026-10-12',
      lines: [{ orderLine: 1, quantity: '40' }],
      by: people.receiver,
    },
  },
  inspected: {
    type: 'ReceiptInspected',
    data: {
      lines: [{ orderLine: 1, accepted: '40', rejected: '0', reason: null }],
      by: people.receiver,
    },
  },
} satisfies Record<string, ReceiptEvent>;

export const invoiceEvents = {
  registered: {
    type: 'InvoiceRegistered',
    data: {
      reference: 'INV-2026-0001',
      vendorId: 'vendor-1',
      number: 'F-001',
      purchaseOrderId: 'order-1',
      invoicedOn: '2026-10-20',
      currency: 'XOF',
      lines: [
        {
          orderLine: 1,
          budgetLineId: 'line-1',
          quantity: '40',
          unitPrice: xof(278_400),
          amount: xof(11_136_000),
        },
      ],
      exceptions: [],
      replaces: null,
      by: people.clerk,
    },
  },
  approved: {
    type: 'InvoiceApproved',
    data: { purchaseOrderId: 'order-1', total: xof(11_136_000), by: people.certifier },
  },
} satisfies Record<string, InvoiceEvent>;

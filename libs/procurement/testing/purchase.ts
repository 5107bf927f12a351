import { people, xof } from './people.js';
import type { InvoiceEvent } from '../src/domain/invoice/invoice.events.js';
import type { OrderEvent } from '../src/domain/purchase-order/order.events.js';
import type { ReceiptEvent } from '../src/domain/receipt/receipt.events.js';
import type { AwardShares } from '../src/domain/shared/awards.js';
import type { RequisitionEvent } from '../src/domain/requisition/requisition.events.js';

export * from './people.js';

/** One purchase, event by event: 100 laptops on one budget line, in two deliveries. */
export const requestedLine = {
  description: 'Laptop computer',
  spendClass: 'equipment',
  unit: 'each',
  quantity: '100',
  unitPrice: xof(290_000),
  budgetLineId: 'line-1',
} as const;

/** How the order of the purchase counts towards the award limits. */
export const awardShares = {
  lowValue: false,
  needs: [
    {
      spendClass: 'equipment',
      budgetLineId: 'line-1',
      value: { amount: '48000.00', currency: 'USD' },
    },
  ],
  lowValueLimit: { amount: '10000.00', currency: 'USD' },
  approvalLimit: { amount: '500000.00', currency: 'USD' },
  splittingDays: 30,
} satisfies AwardShares;

export const requisitionEvents = {
  created: {
    type: 'RequisitionCreated',
    data: {
      reference: 'REQ-2026-0001',
      title: 'Laptops',
      neededBy: '2026-12-31',
      currency: 'XOF',
      lines: [{ line: 1, ...requestedLine, amount: xof(29_000_000) }],
      by: people.requisitioner,
    },
  },
  submitted: {
    type: 'RequisitionSubmitted',
    data: {
      reference: 'REQ-2026-0001',
      attempt: 1,
      reservationId: 'reservation-1',
      effectiveAt: '2026-09-15',
      lines: [{ budgetLineId: 'line-1', amount: xof(29_000_000) }],
      by: people.requisitioner,
    },
  },
  reserved: { type: 'RequisitionFundsReserved', data: { reservationId: 'reservation-1' } },
  certified: {
    type: 'RequisitionCertified',
    data: {
      reference: 'REQ-2026-0001',
      certification: 1,
      total: xof(29_000_000),
      by: people.certifier,
    },
  },
  allocated: {
    type: 'OrderAllocated',
    data: {
      orderId: 'order-1',
      approval: 1,
      reservationId: 'reservation-1',
      effectiveAt: '2026-09-20',
      lines: [{ line: 1, quantity: '100', estimate: xof(29_000_000) }],
      budgetLines: [{ budgetLineId: 'line-1', estimate: xof(29_000_000), lastOfReservation: true }],
      reference: 'PO-2026-0001',
      award: awardShares,
      by: people.approver,
    },
  },
  settled: { type: 'OrderAllocationSettled', data: { orderId: 'order-1', approval: 1 } },
} satisfies Record<string, RequisitionEvent>;

/** What an order asks of the requisition. */
export const askedLine = {
  line: 1,
  description: 'Laptop computer',
  spendClass: 'equipment',
  unit: 'each',
  quantity: '100',
  budgetLineId: 'line-1',
} as const;

const orderLine = {
  orderLine: 1,
  requisitionLine: 1,
  description: 'Laptop computer',
  spendClass: 'equipment',
  unit: 'each',
  budgetLineId: 'line-1',
  quantity: '100',
  unitPrice: xof(278_400),
  amount: xof(27_840_000),
} as const;

const orderDocument = {
  reference: 'PO-2026-0001',
  vendorId: 'vendor-1',
  requisitionId: 'requisition-1',
} as const;

export const orderEvents = {
  created: {
    type: 'PurchaseOrderCreated',
    data: {
      ...orderDocument,
      kind: 'goods',
      certification: 1,
      currency: 'XOF',
      lines: [orderLine],
      award: { method: 'direct', waiverReason: 'Only one dealer' },
      by: people.buyer,
    },
  },
  approving: {
    type: 'PurchaseOrderApprovalRequested',
    data: {
      ...orderDocument,
      approval: 1,
      amendment: null,
      certification: 1,
      effectiveAt: '2026-09-20',
      lines: [askedLine],
      award: awardShares,
      by: people.approver,
    },
  },
  approved: {
    type: 'PurchaseOrderApproved',
    data: {
      ...orderDocument,
      approval: 1,
      reservationId: 'reservation-1',
      effectiveAt: '2026-09-20',
      lines: [
        {
          budgetLineId: 'line-1',
          amount: xof(27_840_000),
          estimate: xof(29_000_000),
          lastOfReservation: true,
        },
      ],
      by: people.approver,
    },
  },
  issued: {
    type: 'PurchaseOrderIssued',
    data: {
      ...orderDocument,
      approval: 1,
      kind: 'goods',
      effectiveAt: '2026-09-20',
      lines: [orderLine],
    },
  },
} satisfies Record<string, OrderEvent>;

/** The order has counted a receipt of this quantity. */
export const recorded = (
  receiptId: string,
  quantity: number,
): Extract<OrderEvent, { type: 'ReceiptRecorded' }> => ({
  type: 'ReceiptRecorded',
  data: {
    receiptId,
    lines: [{ orderLine: 1, quantity: String(quantity), amount: xof(quantity * 278_400) }],
    budgetLines: [{ budgetLineId: 'line-1', amount: xof(quantity * 278_400) }],
    rematch: [],
    receivers: [people.receiver],
    by: people.receiver,
  },
});

/** The order has counted an invoice's claim. */
export const claimed = (
  invoiceId: string,
  quantity: number,
): Extract<OrderEvent, { type: 'OrderInvoiced' }> => ({
  type: 'OrderInvoiced',
  data: {
    invoiceId,
    lines: [{ orderLine: 1, quantity: String(quantity) }],
    rematch: [invoiceId],
    by: people.clerk,
  },
});

export const issuedOrder: readonly OrderEvent[] = Object.values(orderEvents);

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
      by: people.clerk,
    },
  },
  approved: {
    type: 'InvoiceApproved',
    data: { purchaseOrderId: 'order-1', total: xof(11_136_000), by: people.certifier },
  },
} satisfies Record<string, InvoiceEvent>;

import type { OrderEvent } from '../src/domain/purchase-order/order.events.js';
import type { RequisitionEvent } from '../src/domain/requisition/requisition.events.js';
import type { AwardShares } from '../src/domain/shared/awards.js';
import type { VendorEvent } from '../src/domain/vendor/vendor.events.js';
import { people, xof } from './people.js';

export { invoiceEvents, receiptEvents } from './invoice-events.js';
export { people, xof } from './people.js';

/** One purchase, event by event: 100 laptops on one budget line, in two deliveries. */
export const vendorEvents = {
  registered: {
    type: 'VendorRegistered',
    data: {
      reference: 'VEN-2026-0001',
      name: 'Sahel Informatique',
      country: 'ML',
      registrationNumber: 'RC-1',
      by: people.buyer,
    },
  },
  screened: {
    type: 'VendorScreened',
    data: {
      list: 'UNSC',
      listVersion: '2026-09-01',
      result: 'clear',
      screenedOn: '2026-09-02',
      by: people.buyer,
    },
  },
  eligible: { type: 'VendorBecameEligible', data: { reason: 'UNSC', by: people.buyer } },
} as const satisfies Record<string, VendorEvent>;

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
      requestedBy: [people.requisitioner],
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

/** What is ordered. */
export const orderLine = {
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
    deliveredOn: '2026-10-12',
    lines: [{ orderLine: 1, quantity: String(quantity), amount: xof(quantity * 278_400) }],
    budgetLines: [{ budgetLineId: 'line-1', amount: xof(quantity * 278_400) }],
    rematch: [],
    receivers: [people.receiver],
    by: people.receiver,
  },
});

/** Budgets has accrued a receipt. */
export const accrued = (receiptId: string): Extract<OrderEvent, { type: 'ReceiptAccrued' }> => ({
  type: 'ReceiptAccrued',
  data: { receiptId, budgetLineId: 'line-1' },
});

/** The order has counted an invoice's claim, at its own price or another one. */
export const claimed = (
  invoiceId: string,
  quantity: number,
  francs = 278_400,
): Extract<OrderEvent, { type: 'OrderInvoiced' }> => ({
  type: 'OrderInvoiced',
  data: {
    invoiceId,
    lines: [
      {
        orderLine: 1,
        quantity: String(quantity),
        unitPrice: xof(francs),
        amount: xof(quantity * francs),
        ordered: xof(quantity * 278_400),
      },
    ],
    rematch: [invoiceId],
    by: people.clerk,
  },
});

/** Nobody in particular acted on what is asked. */
export const nobody = { parties: [], requisition: [] };

export const issuedOrder: readonly OrderEvent[] = Object.values(orderEvents);

import type { Case } from '../messages/award-cases.js';
import { people, xof } from '../purchase.js';

const refusal = { code: 'advance_exceeds_agreed', params: { left: '0' } };
const lines = [{ budgetLineId: 'line-1', amount: xof(8_352_000) }];
const answered = { paymentId: 'p1', orderId: 'id-1' };
const document = {
  reference: 'PAY-2026-0002',
  invoiceId: null,
  orderId: 'order-1',
  vendorId: 'vendor-1',
};
const by = people.treasurer;

/** What is said of an advance between its payment, its order and budgets. */
export const advanceCases: readonly Case[] = [
  [
    'Payment',
    {
      type: 'PaymentRequested',
      data: { ...document, amount: xof(1), by, requestedOn: '2026-09-25' },
    },
    'procurement.PaymentRequested.v1',
    'order-1',
    { kind: 'advance', invoiceId: null, guarantee: null },
  ],
  [
    'Payment',
    { type: 'PaymentReleased', data: { ...document, valueDate: '2026-09-30', lines, by } },
    'procurement.PaymentReleased.v1',
    'order-1',
    { kind: 'advance', lines },
  ],
  [
    'Payment',
    {
      type: 'PaymentReturnRequested',
      data: { ...document, effectiveAt: '2026-10-02', reason: 'x', by },
    },
    'procurement.PaymentReturnRequested.v1',
    'order-1',
    { kind: 'advance', effectiveAt: '2026-10-02' },
  ],
  [
    'PurchaseOrder',
    { type: 'AdvanceAllocated', data: { paymentId: 'p1', lines, guarantee: null } },
    'procurement.AdvanceAllocated.v1',
    'id-1',
    { ...answered, lines },
  ],
  [
    'PurchaseOrder',
    { type: 'AdvanceAllocationRefused', data: { paymentId: 'p1', refusal } },
    'procurement.AdvanceAllocationRefused.v1',
    'id-1',
    { ...answered, refusal },
  ],
  [
    'PurchaseOrder',
    { type: 'AdvanceCleared', data: { paymentId: 'p1', valueDate: '2026-09-30', parties: [] } },
    'procurement.PaymentCleared.v1',
    'id-1',
    answered,
  ],
  [
    'PurchaseOrder',
    { type: 'AdvanceClearanceRefused', data: { paymentId: 'p1', refusal } },
    'procurement.PaymentClearanceRefused.v1',
    'id-1',
    { ...answered, refusal },
  ],
  [
    'PurchaseOrder',
    {
      type: 'AdvanceRecovered',
      data: {
        ...{ paymentId: 'p1', invoiceId: 'invoice-1', effectiveAt: '2026-10-22' },
        lines: [
          { orderLine: 1, budgetLineId: 'line-1', amount: xof(5) },
          { orderLine: 2, budgetLineId: 'line-1', amount: xof(7) },
        ],
      },
    },
    'procurement.AdvanceRecovered.v1',
    'id-1',
    { ...answered, invoiceId: 'invoice-1', lines: [{ budgetLineId: 'line-1', amount: xof(12) }] },
  ],
  [
    'PurchaseOrder',
    { type: 'AdvanceWithdrawn', data: { paymentId: 'p1' } },
    'procurement.AdvanceWithdrawn.v1',
    'id-1',
    answered,
  ],
  [
    'PurchaseOrder',
    { type: 'AdvanceWithdrawalRefused', data: { paymentId: 'p1', refusal } },
    'procurement.AdvanceWithdrawalRefused.v1',
    'id-1',
    { ...answered, refusal },
  ],
];

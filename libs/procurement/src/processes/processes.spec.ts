import { expect, test } from '@jest/globals';
import type { IntegrationEvent } from '@tamani/kernel';
import type { Reaction } from '@tamani/runtime';
import { orderEvents } from '../../testing/purchase.js';
import type { ProcurementData, ProcurementEventType } from '../published/index.js';
import { awardRegister } from './award-register.link.js';
import { budgetOutcomes } from './budget-outcomes.reaction.js';
import { deliveryAccrual } from './delivery-accrual.reaction.js';
import { delivery } from './delivery.link.js';
import { invoiceMatching } from './invoice-matching.link.js';
import { orderAllocation } from './order-allocation.link.js';
import { paymentSettlement } from './payment-settlement.link.js';

const input = <T extends ProcurementEventType>(type: T, data: Partial<ProcurementData<T>>) =>
  ({ type, data, recordedAt: '2026-10-12T09:30:00.000Z' }) as unknown as IntegrationEvent;
const commands = (rule: Reaction, message: IntegrationEvent) =>
  rule
    .commands(message)
    .map(({ category, id, command }) => [category.replace('procurement.', ''), id, command]);
const refusal = { code: 'no', params: {} };
const orderId = 'order-1';
const requisitionId = 'requisition-1';

test('an order asks the register of its vendor, then its requisition, and is answered', () => {
  const asked = { orderId, ...orderEvents.approving.data };
  expect(
    commands(awardRegister, input('procurement.PurchaseOrderApprovalRequested.v1', asked)),
  ).toEqual([['VendorAwards', 'vendor-1', { type: 'RegisterAward', ...asked }]]);
  const { requisitionId: _, ...ask } = asked;
  expect(commands(awardRegister, input('procurement.AwardRegistered.v1', asked))).toEqual([
    ['Requisition', requisitionId, { type: 'AllocateOrder', ...ask }],
  ]);
  const round = { orderId, approval: 1, amendment: null, refusal };
  const refuse = [['PurchaseOrder', orderId, { type: 'RefuseAllocation', approval: 1, refusal }]];
  expect(commands(awardRegister, input('procurement.AwardRefused.v1', round))).toEqual(refuse);
  const granted = { approval: 1, reservationId: 'reservation-1', budgetLines: [] };
  const of = { requisitionId, orderId, approval: 1, amendment: null };
  const allocated = input('procurement.OrderAllocated.v1', { ...of, ...granted });
  expect(commands(orderAllocation, allocated)).toEqual([
    ['PurchaseOrder', orderId, { type: 'AcceptAllocation', ...granted }],
  ]);
  const refused = input('procurement.OrderAllocationRefused.v1', { ...of, refusal });
  expect(commands(orderAllocation, refused)).toEqual(refuse);
});

test('an amendment asks like its order, then budgets, and gives back what is refused', () => {
  const asked = { orderId, ...orderEvents.approving.data, amendment: 1 };
  const { requisitionId: _, ...ask } = asked;
  const approving = input('procurement.OrderAmendmentApprovalRequested.v1', asked);
  expect(commands(awardRegister, approving)).toEqual([
    ['VendorAwards', 'vendor-1', { type: 'RegisterAward', ...asked }],
  ]);
  expect(commands(awardRegister, input('procurement.AwardRegistered.v1', asked))).toEqual([
    ['Requisition', requisitionId, { type: 'AmendAllocation', ...ask }],
  ]);
  const of = { requisitionId, orderId, vendorId: 'vendor-1', amendment: 1 };
  expect(commands(awardRegister, input('procurement.OrderAllocationAmended.v1', of))).toEqual([
    ['PurchaseOrder', orderId, { type: 'AcceptAmendment', amendment: 1 }],
  ]);
  const refused = input('procurement.OrderAllocationRefused.v1', { ...of, approval: 1, refusal });
  expect(commands(orderAllocation, refused)).toEqual([
    ['PurchaseOrder', orderId, { type: 'RefuseAmendment', amendment: 1, refusal }],
  ]);
  expect(commands(awardRegister, input('procurement.OrderAmendmentRefused.v1', of))).toEqual([
    ['VendorAwards', 'vendor-1', { type: 'WithdrawAward', orderId, round: 'amendment-1' }],
    ['Requisition', requisitionId, { type: 'ReleaseAmendment', orderId, amendment: 1 }],
  ]);
});

test('an order that is refused, lapsed or cancelled counts no more with its vendor', () => {
  const of = { orderId, vendorId: 'vendor-1', approval: 2 };
  const withdraw = { type: 'WithdrawAward', orderId, round: 'approval-2' };
  const rejections = ['ApprovalRefused', 'CommitmentRejected'] as const;
  for (const name of rejections) {
    const told = input(`procurement.PurchaseOrder${name}.v1`, of);
    expect(commands(awardRegister, told)).toEqual([['VendorAwards', 'vendor-1', withdraw]]);
  }
  const ended = [['VendorAwards', 'vendor-1', { type: 'EndAward', orderId }]];
  expect(commands(awardRegister, input('procurement.PurchaseOrderLapsed.v1', of))).toEqual(ended);
  const end = (outcome: 'terminated' | 'cancelled') =>
    input('procurement.PurchaseOrderTerminated.v1', { ...of, outcome } as never);
  expect(commands(awardRegister, end('cancelled'))).toEqual(ended);
  expect(commands(awardRegister, end('terminated'))).toEqual([]);
  const withdrawn = input('procurement.PurchaseOrderWithdrawn.v1', of);
  expect(commands(awardRegister, withdrawn)).toEqual(ended);
});

test('committed quantities are settled, refused ones returned', () => {
  const round = { requisitionId, orderId, approval: 2 };
  expect(commands(orderAllocation, input('procurement.PurchaseOrderIssued.v1', round))).toEqual([
    ['Requisition', requisitionId, { type: 'SettleAllocation', orderId, approval: 2 }],
  ]);
  for (const end of ['CommitmentRejected', 'Withdrawn'] as const) {
    const lapsed = input(`procurement.PurchaseOrder${end}.v1`, round as never);
    expect(commands(orderAllocation, lapsed)).toEqual([
      ['Requisition', requisitionId, { type: 'ReleaseAllocation', orderId, approval: 2 }],
    ]);
  }
  const effectiveAt = '2026-10-12';
  const record = { type: 'RecordOrderEnd', orderId, effectiveAt };
  const ended = [['Requisition', requisitionId, record]];
  const closed = input('procurement.PurchaseOrderClosed.v1', { ...round, effectiveAt } as never);
  expect(commands(orderAllocation, closed)).toEqual(ended);
  const end = (outcome: 'terminated' | 'cancelled') =>
    input('procurement.PurchaseOrderTerminated.v1', { ...round, effectiveAt, outcome } as never);
  expect(commands(orderAllocation, end('terminated'))).toEqual(ended);
  expect(commands(orderAllocation, end('cancelled'))).toEqual([]);
  const returned = input('procurement.OrderShareReturned.v1', { requisitionId, orderId });
  expect(commands(orderAllocation, returned)).toEqual([
    ['Requisition', requisitionId, { type: 'ReturnShare', orderId }],
  ]);
});

test('a draft is known to its requisition, and lapses with its certification', () => {
  const draft = { requisitionId, orderId, certification: 1 };
  expect(commands(orderAllocation, input('procurement.PurchaseOrderDrafted.v1', draft))).toEqual([
    ['Requisition', requisitionId, { type: 'RecordDraft', orderId, certification: 1 }],
  ]);
  const reason = 'requisition_returned';
  const lapsed = input('procurement.OrderDraftLapsed.v1', { ...draft, reason });
  expect(commands(orderAllocation, lapsed)).toEqual([
    ['PurchaseOrder', orderId, { type: 'LapseOrder', certification: 1, reason }],
  ]);
});

test('a receipt asks its order to count it and to withdraw it', () => {
  const receiptId = 'receipt-1';
  const of = { orderId, receiptId };
  const by = { id: 'receiver' };
  const post = input('procurement.ReceiptPostingRequested.v1', {
    ...of,
    by,
    requestedOn: '2026-10-13',
  });
  expect(commands(delivery, post)).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordReceipt', receiptId, by, today: '2026-10-13' }],
  ]);
  const counted = { accepted: [{ orderLine: 1, quantity: '40' }], lines: [] };
  expect(
    commands(delivery, input('procurement.ReceiptRecorded.v1', { ...of, ...counted })),
  ).toEqual([['Receipt', receiptId, { type: 'AcceptPosting', ...counted }]]);
  const reversal = { receiptId, effectiveAt: '2026-10-20', reason: 'Counted twice', by };
  const reverse = input('procurement.ReceiptReversalRequested.v1', {
    orderId,
    ...reversal,
    requestedOn: '2026-10-21',
  });
  expect(commands(delivery, reverse)).toEqual([
    ['PurchaseOrder', orderId, { type: 'WithdrawReceipt', ...reversal, today: '2026-10-21' }],
  ]);
  expect(commands(delivery, input('procurement.ReceiptWithdrawn.v1', of))).toEqual([
    ['Receipt', receiptId, { type: 'AcceptReversal' }],
  ]);
  const refusals = { ReceiptRefused: 'RefusePosting', ReceiptWithdrawalRefused: 'RefuseReversal' };
  for (const [message, type] of Object.entries(refusals)) {
    const refused = input(`procurement.${message}.v1` as 'procurement.ReceiptRefused.v1', {
      ...of,
      refusal,
    });
    expect(commands(delivery, refused)).toEqual([['Receipt', receiptId, { type, refusal }]]);
  }
});

test('an invoice claims quantities, withdraws them, and is matched again', () => {
  const invoiceId = 'invoice-1';
  const of = { orderId, invoiceId };
  const record = ['PurchaseOrder', orderId, { type: 'RecordInvoice', invoiceId }];
  const first = input('procurement.InvoiceRegistered.v1', { ...of, replaces: null });
  expect(commands(invoiceMatching, first)).toEqual([record]);
  const again = input('procurement.InvoiceRegistered.v1', { ...of, replaces: 'i0' });
  expect(commands(invoiceMatching, again)).toEqual([
    record,
    ['Invoice', 'i0', { type: 'RecordReplacement', replacedBy: invoiceId }],
  ]);
  const on = '2026-10-12';
  for (const type of ['InvoiceRejected', 'InvoiceCancelled'] as const) {
    expect(commands(invoiceMatching, input(`procurement.${type}.v1`, of))).toEqual([
      ['PurchaseOrder', orderId, { type: 'WithdrawInvoice', invoiceId, on }],
    ]);
  }
  expect(commands(invoiceMatching, input('procurement.InvoiceCorrected.v1', of))).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordCorrection', invoiceId, on }],
  ]);
  const changed = input('procurement.OrderMatchingChanged.v1', {
    orderId,
    invoiceIds: ['i1', 'i2'],
  });
  expect(commands(invoiceMatching, changed)).toEqual([
    ['Invoice', 'i1', { type: 'MatchInvoice' }],
    ['Invoice', 'i2', { type: 'MatchInvoice' }],
  ]);
});

test('an invoice asks its order for another price, and is answered', () => {
  const invoiceId = 'invoice-1';
  const of = { orderId, invoiceId };
  const asked = { ...of, requestedOn: '2026-10-22' };
  expect(
    commands(invoiceMatching, input('procurement.InvoiceApprovalRequested.v1', asked)),
  ).toEqual([['PurchaseOrder', orderId, { type: 'AgreePrice', invoiceId, on: '2026-10-22' }]]);
  expect(commands(invoiceMatching, input('procurement.InvoicePriceAgreed.v1', of))).toEqual([
    ['Invoice', invoiceId, { type: 'AcceptPrice' }],
  ]);
  const other = input('procurement.InvoiceClaimRefused.v1', { ...of, refusal });
  expect(commands(invoiceMatching, other)).toEqual([
    ['Invoice', invoiceId, { type: 'RefuseClaim', refusal }],
  ]);
  const no = input('procurement.InvoicePriceRefused.v1', { ...of, refusal });
  expect(commands(invoiceMatching, no)).toEqual([
    ['Invoice', invoiceId, { type: 'RefusePrice', refusal }],
  ]);
  const poor = input('procurement.InvoicePriceNotFunded.v1', { ...of, shortfalls: [] });
  expect(commands(invoiceMatching, poor)).toEqual([
    ['Invoice', invoiceId, { type: 'RefuseFunds', shortfalls: [] }],
  ]);
});

test('a payment asks its order before it leaves, and is answered', () => {
  const of = { orderId, paymentId: 'p1' };
  expect(commands(paymentSettlement, input('procurement.PaymentReleaseRequested.v1', of))).toEqual([
    ['PurchaseOrder', orderId, { type: 'ClearPayment', paymentId: 'p1' }],
  ]);
  expect(commands(paymentSettlement, input('procurement.PaymentCleared.v1', of))).toEqual([
    ['Payment', 'p1', { type: 'AcceptClearance' }],
  ]);
  const no = input('procurement.PaymentClearanceRefused.v1', { ...of, refusal });
  expect(commands(paymentSettlement, no)).toEqual([
    ['Payment', 'p1', { type: 'RefuseClearance', refusal }],
  ]);
});

test('a payment follows its invoice, the invoice its payments, the order its invoices', () => {
  const of = { orderId, invoiceId: 'invoice-1', paymentId: 'p1' };
  const requested = input('procurement.PaymentRequested.v1', {
    ...of,
    reference: 'PAY-1',
    amount: { amount: '1', currency: 'XOF' },
    by: { id: 'clerk' },
    requestedOn: '2026-11-02',
  });
  const asked = { paymentId: 'p1', paymentReference: 'PAY-1', by: { id: 'clerk' } };
  expect(commands(paymentSettlement, requested)).toEqual([
    [
      'Invoice',
      'invoice-1',
      {
        type: 'AllocatePayment',
        ...asked,
        amount: { amount: '1', currency: 'XOF' },
        today: '2026-11-02',
      },
    ],
  ]);
  const lines = [
    { orderLine: 1, budgetLineId: 'line-1', amount: { amount: '1', currency: 'XOF' } },
  ];
  const allocated = input('procurement.PaymentAllocated.v1', { ...of, lines });
  expect(commands(paymentSettlement, allocated)).toEqual([
    ['Payment', 'p1', { type: 'AcceptAllocation', lines }],
  ]);
  const refused = input('procurement.PaymentAllocationRefused.v1', { ...of, refusal });
  expect(commands(paymentSettlement, refused)).toEqual([
    ['Payment', 'p1', { type: 'RefuseAllocation', refusal }],
  ]);
  expect(commands(paymentSettlement, input('procurement.PaymentConfirmed.v1', of))).toEqual([
    ['Invoice', 'invoice-1', { type: 'SettlePayment', paymentId: 'p1' }],
  ]);
  const free = ['Invoice', 'invoice-1', { type: 'ReleasePaymentAllocation', paymentId: 'p1' }];
  expect(commands(paymentSettlement, input('procurement.PaymentCancelled.v1', of))).toEqual([free]);
  const returned = { ...of, effectiveAt: '2026-11-09' };
  expect(commands(paymentSettlement, input('procurement.PaymentReturned.v1', returned))).toEqual([
    ['PurchaseOrder', orderId, { type: 'WithdrawClearance', paymentId: 'p1', on: '2026-11-09' }],
    free,
  ]);
  expect(commands(paymentSettlement, input('procurement.InvoicePaid.v1', of))).toEqual([
    [
      'PurchaseOrder',
      orderId,
      { type: 'RecordInvoicePaid', invoiceId: 'invoice-1', on: '2026-10-12' },
    ],
  ]);
});

test('an answer of budgets reaches the requisition or order that asked', () => {
  const say = (name: string, data: object) =>
    ({ type: `budgets.${name}.v1`, data }) as unknown as IntegrationEvent;
  const shortfalls = [{ budgetLineId: 'line-1', code: 'insufficient_funds', shortfall: {} }];
  const asked = { documentId: requisitionId, reservationId: 'reservation-1' };
  const reserved = say('DocumentFundsReserved', { ...asked, lines: [] });
  expect(budgetOutcomes.key(reserved)).toBe(requisitionId);
  const { reservationId } = asked;
  expect(commands(budgetOutcomes, reserved)).toEqual([
    ['Requisition', requisitionId, { type: 'AcceptReservation', reservationId }],
  ]);
  const rejected = say('DocumentFundsRejected', { ...asked, shortfalls });
  expect(commands(budgetOutcomes, rejected)).toEqual([
    ['Requisition', requisitionId, { type: 'RefuseReservation', reservationId, shortfalls }],
  ]);
  const round = { documentId: orderId, approval: 2 };
  expect(commands(budgetOutcomes, say('DocumentFundsCommitted', { ...round, lines: [] }))).toEqual([
    ['PurchaseOrder', orderId, { type: 'IssueOrder', approval: 2 }],
  ]);
  const refused = say('DocumentCommitmentRejected', { ...round, rejections: shortfalls });
  expect(commands(budgetOutcomes, refused)).toEqual([
    ['PurchaseOrder', orderId, { type: 'RefuseCommitment', approval: 2, rejections: shortfalls }],
  ]);
  expect(budgetOutcomes.key(say('FundsReserved', {}))).toBeUndefined();
  const answered = { documentId: orderId, adjustmentId: 'a1' };
  const at = (name: string, data: object) => ({
    ...say(name, data),
    recordedAt: '2026-10-12T09:30:00.000Z',
  });
  const on = '2026-10-12';
  expect(commands(budgetOutcomes, at('DocumentAdjusted', { ...answered, lines: [] }))).toEqual([
    ['PurchaseOrder', orderId, { type: 'AcceptAdjustment', adjustmentId: 'a1' }],
    ['PurchaseOrder', orderId, { type: 'AcceptPriceAdjustment', adjustmentId: 'a1', on }],
  ]);
  const poor = at('DocumentAdjustmentRejected', { ...answered, rejections: shortfalls });
  const refusal = { adjustmentId: 'a1', rejections: shortfalls, on };
  expect(commands(budgetOutcomes, poor)).toEqual([
    [
      'PurchaseOrder',
      orderId,
      { type: 'RefuseAdjustment', adjustmentId: 'a1', rejections: shortfalls },
    ],
    ['PurchaseOrder', orderId, { type: 'RefusePriceAdjustment', ...refusal }],
  ]);
});

test('what budgets says of a delivery reaches its order', () => {
  const amount = { amount: '1', currency: 'XOF' };
  const delivery = { commitmentId: orderId, deliveryId: 'r1', budgetLineId: 'line-1' };
  const say = (name: string, data: object = {}) =>
    ({
      type: `budgets.${name}.v1`,
      recordedAt: '2026-10-12T09:30:00.000Z',
      data: { ...delivery, documentAmount: amount, ...data },
    }) as unknown as IntegrationEvent;
  const of = { receiptId: 'r1', budgetLineId: 'line-1' };
  expect(deliveryAccrual.key(say('ExpenditureAccrued'))).toBe(orderId);
  const said = (message: IntegrationEvent) => commands(deliveryAccrual, message);
  expect(said(say('ExpenditureAccrued'))).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordAccrual', ...of, on: '2026-10-12' }],
  ]);
  const hold = { code: 'insufficient_funds', shortfall: { amount: '6.00', currency: 'USD' } };
  expect(said(say('DeliveryHeld', hold))).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordHold', ...of, ...hold }],
  ]);
  expect(said(say('ExpenditureReversed'))).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordReversal', ...of, amount, on: '2026-10-12' }],
  ]);
  expect(said(say('HeldDeliveryWithdrawn'))).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordReversal', ...of, amount: null, on: '2026-10-12' }],
  ]);
});

test('each order is an instance; messages for others are skipped', () => {
  const recorded = input('procurement.ReceiptRecorded.v1', { orderId, receiptId: 'r' });
  expect(delivery.key(recorded)).toBe(orderId);
  expect(invoiceMatching.key(recorded)).toBeUndefined();
  expect(commands(invoiceMatching, recorded)).toEqual([]);
});

import { expect, test } from '@jest/globals';
import type { IntegrationEvent } from '@tamani/kernel';
import type { ProcessDefinition } from '@tamani/runtime';
import type { ProcurementData, ProcurementEventType } from '../published/index.js';
import { budgetOutcomes } from './budget-outcomes.process.js';
import { delivery } from './delivery.process.js';
import { invoiceMatching } from './invoice-matching.process.js';
import { orderAllocation } from './order-allocation.process.js';
import { paymentSettlement } from './payment-settlement.process.js';
import { GRACE_MS } from './reactive.js';

type Nothing = Record<string, never>;
const input = <T extends ProcurementEventType>(type: T, data: Partial<ProcurementData<T>>) =>
  ({ type, data, recordedAt: '2026-10-12T09:30:00.000Z' }) as unknown as IntegrationEvent;
const commands = (process: ProcessDefinition<Nothing>, event: IntegrationEvent) =>
  (process.react({}, event).commands ?? []).map(({ category, id, command }) => [
    category.replace('procurement.', ''),
    id,
    command,
  ]);
/** What is asked for when the request that took step one has not come back. */
const healing = (process: ProcessDefinition<Nothing>, event: IntegrationEvent) => {
  const { commands: atOnce = [], timers = [] } = process.react({}, event);
  expect(atOnce).toEqual([]);
  const [timer] = timers;
  expect(timer).toEqual({ name: event.type, afterMs: GRACE_MS, data: event.data });
  return commands(process, { ...event, type: `timer:${timer?.name}` });
};
const orderId = 'order-1';
const requisitionId = 'requisition-1';

test('what was allocated is approved, committed it is settled, refused it is freed', () => {
  const round = { requisitionId, orderId, approval: 2 };
  expect(healing(orderAllocation, input('procurement.OrderAllocated.v1', round))).toEqual([
    ['PurchaseOrder', orderId, { type: 'ApproveOrder' }],
  ]);
  expect(commands(orderAllocation, input('procurement.PurchaseOrderIssued.v1', round))).toEqual([
    ['Requisition', requisitionId, { type: 'SettleAllocation', orderId, approval: 2 }],
  ]);
  const lapsed = input('procurement.PurchaseOrderApprovalLapsed.v1', round);
  expect(commands(orderAllocation, lapsed)).toEqual([
    ['Requisition', requisitionId, { type: 'ReleaseAllocation', orderId, approval: 2 }],
  ]);
  for (const type of ['PurchaseOrderClosed', 'PurchaseOrderTerminated'] as const) {
    expect(commands(orderAllocation, input(`procurement.${type}.v1`, round))).toEqual([
      ['Requisition', requisitionId, { type: 'RecordOrderEnd', orderId }],
    ]);
  }
});

test('a receipt that its order has counted is posted, one that it has given up is reversed', () => {
  const receiptId = 'receipt-1';
  const recorded = input('procurement.ReceiptRecorded.v1', { orderId, receiptId });
  expect(healing(delivery, recorded)).toEqual([['Receipt', receiptId, { type: 'PostReceipt' }]]);
  const why = { effectiveAt: '2026-10-20', reason: 'Counted twice', by: { id: 'receiver' } };
  const back = input('procurement.ReceiptWithdrawn.v1', { orderId, receiptId, ...why });
  expect(healing(delivery, back)).toEqual([
    ['Receipt', receiptId, { type: 'CompleteReversal', ...why }],
  ]);
});

test('an invoice claims its quantities, gives them up, and is matched again', () => {
  const invoiceId = 'invoice-1';
  const of = { orderId, invoiceId };
  expect(commands(invoiceMatching, input('procurement.InvoiceRegistered.v1', of))).toEqual([
    ['PurchaseOrder', orderId, { type: 'RecordInvoice', invoiceId }],
  ]);
  expect(commands(invoiceMatching, input('procurement.InvoiceRejected.v1', of))).toEqual([
    ['PurchaseOrder', orderId, { type: 'WithdrawInvoice', invoiceId, on: '2026-10-12' }],
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

test('a payment follows its invoice, the invoice its payments, the order its invoices', () => {
  const of = { orderId, invoiceId: 'invoice-1', paymentId: 'p1' };
  expect(healing(paymentSettlement, input('procurement.PaymentAllocated.v1', of))).toEqual([
    ['Payment', 'p1', { type: 'PreparePayment', invoiceId: 'invoice-1' }],
  ]);
  expect(commands(paymentSettlement, input('procurement.PaymentConfirmed.v1', of))).toEqual([
    ['Invoice', 'invoice-1', { type: 'SettlePayment', paymentId: 'p1' }],
  ]);
  for (const type of ['PaymentReturned', 'PaymentCancelled'] as const) {
    expect(commands(paymentSettlement, input(`procurement.${type}.v1`, of))).toEqual([
      ['Invoice', 'invoice-1', { type: 'ReleasePaymentAllocation', paymentId: 'p1' }],
    ]);
  }
  expect(commands(paymentSettlement, input('procurement.InvoicePaid.v1', of))).toEqual([
    [
      'PurchaseOrder',
      orderId,
      { type: 'RecordInvoicePaid', invoiceId: 'invoice-1', on: '2026-10-12' },
    ],
  ]);
});

test('what budgets answers moves the requisition or the order that asked', () => {
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
});

test('each order is an instance; a message for others is passed over', () => {
  const recorded = input('procurement.ReceiptRecorded.v1', { orderId, receiptId: 'r' });
  expect(delivery.key(recorded)).toBe(orderId);
  expect(invoiceMatching.key(recorded)).toBeUndefined();
  expect(commands(invoiceMatching, recorded)).toEqual([]);
});

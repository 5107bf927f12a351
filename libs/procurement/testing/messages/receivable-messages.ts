import type { DomainEvent } from '@tamani/kernel';
import type { ProcurementEventType } from '../../src/published/index.js';
import { people, xof } from '../people.js';

const by = people.clerk;
const lines = [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(36_000) }];
const byLine = [{ budgetLineId: 'line-1', amount: xof(36_000) }];
const refusal = { code: 'not_owed_any_more', params: {} };
const effectiveAt = '2026-11-20';

type Case = [string, DomainEvent, ProcurementEventType, string, object];
const said = (
  [category, type, data]: readonly [string, string, object],
  [message, key, expected]: readonly [string, string, object],
): Case => [
  category,
  { type, data } as DomainEvent,
  `procurement.${message}.v1` as ProcurementEventType,
  key,
  expected,
];
const ids = { receivableId: 'v1', endingId: 'e1' };
const ofOrder = (type: string, data: object, expected: object = data): Case =>
  said(['PurchaseOrder', type, data], [type, 'id-1', { orderId: 'id-1', ...expected }]);
const ending = { purchaseOrderId: 'order-1', endingId: 'e1' };
// eslint-disable-next-line max-params -- a row of a table
const ofReceivable = (type: string, data: object, message: string, expected: object): Case =>
  said(
    ['Receivable', type, { ...ending, ...data }],
    [message, 'order-1', { receivableId: 'id-1', ...expected }],
  );
const booked = { lines, effectiveAt, advanceId: 'p1' };
const asked = { endingId: 'e1', orderId: 'order-1', lines };

const bank = { bankReference: 'VIR-1', valueDate: effectiveAt, transferAmount: null };
const paid = {
  ...{ kind: 'payment', reference: 'PAY-1', orderId: 'order-1', vendorId: 'vendor-1' },
  amount: xof(36_000),
};
const movement = { ...paid, ...bank, kind: 'refund', documentId: 'e1' };
const taking = { kind: 'refund', documentId: 'e1', receivableId: 'v1', orderId: 'order-1' };
const ofVendor = { vendorId: 'vendor-1' };
const usd = (amount: string) => ({ amount, currency: 'USD' });
const writeOff = {
  ...{
    reference: 'PO-1-R1',
    vendorId: 'vendor-1',
    orderId: 'order-1',
    endingId: 'e1',
    effectiveAt,
  },
  ...{ values: [{ budgetLineId: 'line-1', value: usd('62.07') }], limit: usd('10000.00') },
  splittingDays: 30,
};

/** What an invoice loses of what was paid of it, and of what it claims. */
const part = (invoiceId: string, { ended, claimed }: { ended: number; claimed: number }) => ({
  ...{ invoiceId, orderLine: 1, quantity: '1', amount: xof(ended) },
  ...{ claimed: xof(claimed), ordered: xof(claimed) },
});

/** What is said of what a vendor owes. */
export const receivableCases: readonly Case[] = [
  ofOrder('ReceivableArisen', {
    ...{ receivableId: 'v1', reference: 'PO-2026-0001-R1', vendorId: 'vendor-1' },
    ...{ cause: { kind: 'receipt', id: 'r1' }, effectiveAt, lines },
  }),
  ofOrder('ReceivableCovered', { receivableId: 'v1', by: 'replacement', lines }),
  ofOrder('OwedSetAside', { ...ids, lines }, ids),
  ofOrder('OwedNotOpen', { ...ids, refusal }),
  said(
    [
      'PurchaseOrder',
      'OwedEnded',
      { ...ids, lines, writtenOff: false, rematch: ['i1'], claims: [] },
    ],
    ['OrderMatchingChanged', 'id-1', { invoiceIds: ['i1'] }],
  ),
  said(
    [
      'PurchaseOrder',
      'OwedEnded',
      {
        ...{ ...ids, lines, writtenOff: false, rematch: [] },
        claims: [
          part('i1', { ended: 36_000, claimed: 10_000 }),
          part('i2', { ended: 5_000, claimed: 5_000 }),
        ],
      },
    ],
    [
      'OverpaymentEnded',
      'id-1',
      { invoiceId: 'i1', endingId: 'e1', lines: [{ orderLine: 1, amount: xof(26_000) }] },
    ],
  ),
  said(
    ['PurchaseOrder', 'CreditBooked', { creditNoteId: 'c1', invoiceId: 'i1', effectiveAt, lines }],
    ['CreditNoteBooked', 'id-1', { creditNoteId: 'c1', effectiveAt, lines: byLine }],
  ),
  ofReceivable(
    'RefundRequested',
    { lines, valueDate: effectiveAt, bankReference: 'REM-1', transferAmount: null, by },
    'ReceivableEndingRequested',
    asked,
  ),
  ofReceivable('ReceivableRefunded', booked, 'RefundReceived', {
    ...{ orderId: 'order-1', effectiveAt, lines: byLine, advanceId: 'p1' },
  }),
  ofReceivable(
    'OffsetSetAside',
    {
      ...{ invoiceId: 'i2', reference: 'PO-2026-0001-R1', amount: xof(36_000) },
      ...{ by, requestedOn: effectiveAt },
    },
    'OffsetRequested',
    { endingId: 'e1', invoiceId: 'i2', amount: xof(36_000) },
  ),
  said(
    [
      'Receivable',
      'OffsetAllocated',
      { ...ending, invoiceId: 'i2', againstOrderId: 'order-2', effectiveAt, againstLines: lines },
    ],
    ['OffsetAllocated', 'order-2', { receivableId: 'id-1', orderId: 'order-2', lines }],
  ),
  ofReceivable(
    'ReceivableOffset',
    { ...booked, invoiceId: 'i2', againstOrderId: 'order-2', againstLines: lines },
    'ReceivableOffset',
    {
      ...{ orderId: 'order-1', againstOrderId: 'order-2', paymentId: 'e1', effectiveAt },
      ...{ lines: byLine, againstLines: byLine, advanceId: 'p1' },
    },
  ),
  ofReceivable(
    'EndingWithdrawn',
    { invoiceId: 'i2', refusal, budgetLineIds: ['line-1'] },
    'EndingWithdrawn',
    { invoiceId: 'i2', budgetLineIds: ['line-1'] },
  ),
  said(
    ['Receivable', 'RefundSetAside', { purchaseOrderId: 'order-1', movement }],
    ['BankMovementStated', 'order-1', { ...movement, receivableId: 'id-1' }],
  ),
  said(
    ['Payment', 'PaymentConfirmationRequested', { movement: { ...paid, ...bank }, by }],
    ['BankMovementStated', 'order-1', { ...paid, documentId: 'id-1', receivableId: null }],
  ),
  said(
    ['BankReference', 'BankReferenceTaken', { ...movement, receivableId: 'v1' }],
    ['BankReferenceTaken', 'order-1', { kind: 'refund', documentId: 'e1', receivableId: 'v1' }],
  ),
  said(
    ['BankReference', 'BankReferenceRefused', { ...taking, refusal }],
    ['BankReferenceRefused', 'order-1', { ...taking, refusal }],
  ),
  said(
    ['Receivable', 'WriteOffSetAside', { purchaseOrderId: 'order-1', writeOff }],
    ['WriteOffStated', 'order-1', { ...writeOff, receivableId: 'id-1' }],
  ),
  said(
    ['VendorWriteOffs', 'WriteOffRegistered', { ...writeOff, receivableId: 'v1' }],
    ['WriteOffRegistered', 'order-1', { ...ids, orderId: 'order-1' }],
  ),
  said(
    ['VendorWriteOffs', 'WriteOffRefused', { ...ids, orderId: 'order-1', refusal }],
    ['WriteOffRefused', 'order-1', { ...ids, refusal }],
  ),
  ofReceivable('WriteOffCounted', booked, 'ReceivableWrittenOff', {
    ...{ orderId: 'order-1', effectiveAt, lines: byLine, advanceId: 'p1' },
  }),
  ofReceivable('WriteOffEnded', { ...ofVendor, effectiveAt, except: [] }, 'ReceivableEnded', {
    ...{ endingId: 'e1', invoiceId: null, except: [] },
  }),
  said(
    ['Receivable', 'WriteOffEnded', { ...ending, ...ofVendor, effectiveAt, except: ['line-1'] }],
    ['WriteOffLowered', 'order-1', { ...ofVendor, endingId: 'e1', budgetLineIds: ['line-1'] }],
  ),
];

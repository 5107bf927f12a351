import { expect, test } from '@jest/globals';
import type { IntegrationEvent } from '@tamani/kernel';
import type { ProcurementData, ProcurementEventType } from '../published/index.js';
import { creditNotes } from './credit-notes.link.js';

const of = { orderId: 'order-1', creditNoteId: 'c1', invoiceId: 'invoice-1' };
const lines = [{ orderLine: 1, budgetLineId: 'line-1', amount: { amount: '1', currency: 'XOF' } }];
const refusal = { code: 'no', params: {} };
const commands = <T extends ProcurementEventType>(type: T, data: Partial<ProcurementData<T>>) =>
  creditNotes
    .commands({ type, data: { ...of, ...data } } as unknown as IntegrationEvent)
    .map(({ category, id, command }) => [category.replace('procurement.', ''), id, command]);
const note = (command: object) => ['CreditNote', 'c1', command];

test('a credit note asks its vendor for the number, and gives it back when it is cancelled', () => {
  const asked = { vendorId: 'vendor-1', reference: 'CRN-2026-0001', number: 'AV-001' };
  const claim = { orderId: 'order-1', creditNoteId: 'c1', reference: asked.reference };
  expect(commands('procurement.CreditNoteRegistered.v1', asked)).toEqual([
    ['Vendor', 'vendor-1', { type: 'ClaimCreditNumber', ...claim, number: 'AV-001' }],
  ]);
  expect(commands('procurement.CreditNumberClaimed.v1', {})).toEqual([
    note({ type: 'AcceptNumber' }),
  ]);
  expect(commands('procurement.CreditNumberRefused.v1', { refusal })).toEqual([
    note({ type: 'RefuseNumber', refusal }),
  ]);
  expect(commands('procurement.CreditNoteCancelled.v1', { vendorId: 'vendor-1' })).toEqual([
    ['Vendor', 'vendor-1', { type: 'ReleaseCreditNumber', creditNoteId: 'c1' }],
  ]);
});

test('its approval goes by invoice and order, and each answer back to both', () => {
  const dated = { creditedOn: '2026-10-25', lines };
  expect(commands('procurement.CreditNoteApprovalRequested.v1', dated)).toEqual([
    ['Invoice', 'invoice-1', { type: 'AllocateCredit', creditNoteId: 'c1', ...dated }],
  ]);
  const ids = { creditNoteId: 'c1', invoiceId: 'invoice-1' };
  expect(commands('procurement.CreditAllocated.v1', dated)).toEqual([
    ['PurchaseOrder', 'order-1', { type: 'AgreeCredit', ...ids, lines, on: '2026-10-25' }],
  ]);
  expect(commands('procurement.CreditAllocationRefused.v1', { refusal })).toEqual([
    note({ type: 'RefuseCredit', refusal }),
  ]);
  expect(commands('procurement.CreditAgreed.v1', {})).toEqual([
    ['Invoice', 'invoice-1', { type: 'SettleCredit', creditNoteId: 'c1' }],
    note({ type: 'AcceptCredit' }),
  ]);
  expect(commands('procurement.CreditRefused.v1', { refusal })).toEqual([
    ['Invoice', 'invoice-1', { type: 'ReleaseCredit', creditNoteId: 'c1' }],
    note({ type: 'RefuseCredit', refusal }),
  ]);
  expect(commands('procurement.CreditNotAdjusted.v1', { shortfalls: [] })).toEqual([
    ['Invoice', 'invoice-1', { type: 'ReleaseCredit', creditNoteId: 'c1' }],
    note({ type: 'RefuseAdjustment', shortfalls: [] }),
  ]);
});

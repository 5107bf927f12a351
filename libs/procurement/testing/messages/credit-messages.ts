import type { DomainEvent } from '@tamani/kernel';
import type { ProcurementEventType } from '../../src/published/index.js';
import { people, xof } from '../people.js';

const by = people.clerk;
const refusal = { code: 'credit_note_duplicate', params: {} };
const shortfall = { amount: '62.07', currency: 'USD' };
const shortfalls = [{ budgetLineId: 'line-1', code: 'delivery_not_accrued', shortfall }];
const lines = [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(36_000) }];
const subject = { invoiceId: 'invoice-1', purchaseOrderId: 'order-1' };
const told = { invoiceId: 'invoice-1', orderId: 'order-1' };
const document = { reference: 'CRN-2026-0001', creditedOn: '2026-10-25', lines, by };

type Case = [string, DomainEvent, ProcurementEventType, string, object];
const ofNote = (type: string, data: object, said: object): Case => [
  'CreditNote',
  { type, data: { ...subject, ...data } },
  `procurement.${type}.v1` as ProcurementEventType,
  'order-1',
  { creditNoteId: 'id-1', ...told, ...said },
];

/** What is said of credit notes between their documents. */
export const creditCases: readonly Case[] = [
  ofNote(
    'CreditNoteRegistered',
    { ...document, vendorId: 'vendor-1', number: 'AV-001', currency: 'XOF', reason: 'x' },
    { vendorId: 'vendor-1', number: 'AV-001', total: xof(36_000) },
  ),
  ofNote('CreditNoteApprovalRequested', document, { creditedOn: '2026-10-25', lines }),
  ofNote('CreditNoteApproved', { total: xof(36_000), by }, { total: xof(36_000) }),
  ofNote(
    'CreditNoteCancelled',
    { vendorId: 'vendor-1', number: 'AV-001', reason: 'x', by },
    { vendorId: 'vendor-1' },
  ),
  ...(
    [
      ['CreditNumberClaimed', { reference: 'CRN-2026-0001', number: 'AV-001' }, {}],
      ['CreditNumberRefused', { refusal }, { refusal }],
    ] as const
  ).map(([type, data, said]): Case => {
    const ids = { orderId: 'order-1', creditNoteId: 'c1' };
    const event = { type, data: { ...ids, ...data } };
    return ['Vendor', event, `procurement.${type}.v1`, 'order-1', { ...ids, ...said }];
  }),
  [
    'Invoice',
    {
      type: 'CreditAllocated',
      data: {
        ...{ purchaseOrderId: 'order-1', creditNoteId: 'c1', creditedOn: '2026-10-25' },
        ...{ lines, paid: [] },
      },
    },
    'procurement.CreditAllocated.v1',
    'order-1',
    { creditNoteId: 'c1', invoiceId: 'id-1', lines },
  ],
  [
    'Invoice',
    {
      type: 'CreditAllocationRefused',
      data: { purchaseOrderId: 'order-1', creditNoteId: 'c1', refusal },
    },
    'procurement.CreditAllocationRefused.v1',
    'order-1',
    { creditNoteId: 'c1', refusal },
  ],
  [
    'PurchaseOrder',
    { type: 'CreditAgreed', data: { creditNoteId: 'c1', invoiceId: 'invoice-1' } },
    'procurement.CreditAgreed.v1',
    'id-1',
    { creditNoteId: 'c1', invoiceId: 'invoice-1', orderId: 'id-1' },
  ],
  [
    'PurchaseOrder',
    { type: 'CreditRefused', data: { creditNoteId: 'c1', invoiceId: 'invoice-1', refusal } },
    'procurement.CreditRefused.v1',
    'id-1',
    { creditNoteId: 'c1', refusal },
  ],
  [
    'PurchaseOrder',
    {
      type: 'CreditNotAdjusted',
      data: { creditNoteId: 'c1', invoiceId: 'invoice-1', rejections: shortfalls },
    },
    'procurement.CreditNotAdjusted.v1',
    'id-1',
    { creditNoteId: 'c1', shortfalls },
  ],
];

import { describe, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  invoiceEvents,
  issuedOrder,
  people,
  recorded,
  vendorEvents,
  xof,
} from '../../../testing/purchase.js';
import { invoice } from '../invoice/invoice.decide.js';
import type { InvoiceEvent } from '../invoice/invoice.events.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import { vendor } from '../vendor/vendor.decide.js';
import type { VendorEvent } from '../vendor/vendor.events.js';
import { creditNote } from './credit-note.decide.js';
import type { CreditNoteEvent } from './credit-note.events.js';

const spec = givenWhenThen(creditNote);
const { registered, approved } = invoiceEvents;
const by = people.clerk;
const invoiceWith = (...events: InvoiceEvent[]) => fold(invoice, [registered, ...events]);
const vendorWith = (...events: VendorEvent[]) => fold(vendor, [vendorEvents.registered, ...events]);
const facts = {
  invoice: invoiceWith(approved),
  order: fold(purchaseOrder, [...issuedOrder, recorded('r1', 40)]),
  vendor: vendorWith(),
};
const line = (francs: number) => ({ orderLine: 1, amount: xof(francs) });
const register = {
  type: 'RegisterCreditNote',
  reference: 'CRN-2026-0001',
  invoiceId: 'invoice-1',
  number: 'AV-001',
  creditedOn: '2026-10-25',
  lines: [line(36_000)],
  reason: 'Discount for late delivery',
  by,
  today: '2026-10-26',
} as const;
const approve = { type: 'ApproveCreditNote', by: people.certifier } as const;
const cancel = { type: 'CancelCreditNote', reason: 'Typed twice', by } as const;
const refusal = { code: 'credit_note_duplicate', params: {} };
const shortfalls = [
  {
    ...{ budgetLineId: 'line-1', code: 'delivery_not_accrued' },
    shortfall: { amount: '62.07', currency: 'USD' },
  },
];

const made = spec.given([]).when(register, facts);
const numbered: readonly CreditNoteEvent[] = [
  ...made.events(),
  { type: 'CreditNoteNumberAccepted', data: {} },
];
const given = (...events: CreditNoteEvent[]) => spec.given([...numbered, ...events]);
const asking = given().when(approve, facts);
const waiting = given(...asking.events());

describe('a credit note', () => {
  test('takes amounts off lines of its invoice, and asks its vendor for the number', () => {
    const priced = [{ ...line(36_000), budgetLineId: 'line-1' }];
    const data = { vendorId: 'vendor-1', purchaseOrderId: 'order-1', lines: priced };
    made.thenLike([{ type: 'CreditNoteRegistered', data }]);
    made.thenState({ status: 'registering' });
    const asked = spec.given([...made.events()]);
    asked.when({ type: 'AcceptNumber' }).thenState({ status: 'registered' });
    asked.when({ type: 'RefuseNumber', refusal }).thenState({ status: 'refused', refusal });
    given().when({ type: 'AcceptNumber' }).thenNothing();
    given().when({ type: 'RefuseNumber', refusal }).thenNothing();
  });

  test('is for an approved invoice that exists, at a date not before it', () => {
    const none = spec.given([]);
    none.when(register, { ...facts, invoice: null }).thenRejected('invoice_unknown');
    none.when(register, { ...facts, order: null }).thenRejected('order_unknown');
    none.when(register, { ...facts, vendor: null }).thenRejected('vendor_unknown');
    none
      .when(register, { ...facts, invoice: invoiceWith() })
      .thenRejected('invoice_wrong_status', { status: 'matched' });
    none
      .when({ ...register, creditedOn: '2026-10-27' }, facts)
      .thenRejected('credit_note_date_in_future');
    none
      .when({ ...register, creditedOn: '2026-10-19' }, facts)
      .thenRejected('credit_note_before_invoice');
  });

  test('takes off at most what is left to pay on each line', () => {
    const none = spec.given([]);
    const taking = (lines: readonly object[]) =>
      none.when({ ...register, lines: lines as typeof register.lines }, facts);
    taking([line(11_136_000)]).thenLike([{ type: 'CreditNoteRegistered' }]);
    taking([line(11_136_001)]).thenRejected('credit_note_exceeds_invoice', { left: '11136000' });
    taking([line(0)]).thenRejected('credit_note_amount_zero');
    taking([line(1), line(1)]).thenRejected('line_twice');
    taking([{ ...line(1), orderLine: 2 }]).thenRejected('order_line_unknown');
    taking([{ orderLine: 1, amount: { amount: '1.00', currency: 'USD' } }]).thenRejected(
      'credit_note_currency_differs',
    );
  });

  test('has a number of its own among those of the vendor, however it is written', () => {
    const data = { orderId: 'order-9', creditNoteId: 'other', reference: 'CRN-2026-0009' };
    const taken = vendorWith({ type: 'CreditNumberClaimed', data: { ...data, number: ' av–001' } });
    spec
      .given([])
      .when(register, { ...facts, vendor: taken })
      .thenRejected('credit_note_duplicate', { reference: 'CRN-2026-0009' });
  });
});

describe('the approval of a credit note', () => {
  test('asks the invoice, and waits; it is approved by the one who asked', () => {
    asking.thenLike([{ type: 'CreditNoteApprovalRequested', data: { creditedOn: '2026-10-25' } }]);
    asking.thenState({ status: 'approving' });
    waiting.when(cancel, facts).thenRejected('credit_note_wrong_status');
    const accepted = waiting.when({ type: 'AcceptCredit' });
    const data = { total: xof(36_000), by: people.certifier };
    accepted.thenLike([{ type: 'CreditNoteApproved', data }]);
    given(...asking.events(), ...accepted.events())
      .when({ type: 'AcceptCredit' })
      .thenNothing();
  });

  test('is not by the clerk, and not above what is left to pay', () => {
    given()
      .when({ ...approve, by }, facts)
      .thenRejected('segregation_clerk_approves_credit_note');
    const paid: InvoiceEvent = {
      type: 'PaymentAllocated',
      data: {
        ...{ paymentId: 'p1', purchaseOrderId: 'order-1', paymentReference: 'PAY-1' },
        ...{ amount: xof(11_136_000), by },
        lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(11_136_000) }],
      },
    };
    given()
      .when(approve, { ...facts, invoice: invoiceWith(approved, paid) })
      .thenRejected('credit_note_exceeds_invoice', { left: '0' });
    given()
      .when(approve, { ...facts, invoice: null })
      .thenRejected('invoice_unknown');
  });

  test('refused by the invoice or the budget, it can be asked again', () => {
    const refused = waiting.when({ type: 'RefuseCredit', refusal });
    refused.thenState({ status: 'registered', refusal });
    const poor = waiting.when({ type: 'RefuseAdjustment', shortfalls });
    poor.thenState({ status: 'registered', shortfalls });
    given(...asking.events(), ...poor.events())
      .when(approve, facts)
      .thenState({ status: 'approving', shortfalls: [] });
    given().when({ type: 'RefuseCredit', refusal }).thenNothing();
    given().when({ type: 'RefuseAdjustment', shortfalls }).thenNothing();
  });
});

describe('cancelling a credit note', () => {
  const accepted = waiting.when({ type: 'AcceptCredit' }).events();

  test('is possible before its approval', () => {
    const gone = given().when(cancel, facts);
    gone.thenLike([{ type: 'CreditNoteCancelled', data: { number: 'AV-001' } }]);
    gone.thenState({ status: 'cancelled' });
  });

  test('and after it with its invoice only', () => {
    const done = given(...asking.events(), ...accepted);
    done.when(cancel, facts).thenRejected('credit_note_wrong_status');
    const data = { purchaseOrderId: 'order-1', reason: 'x', by };
    const ended = invoiceWith(approved, { type: 'InvoiceCancelled', data });
    done.when(cancel, { ...facts, invoice: ended }).thenState({ status: 'cancelled' });
  });
});

import { describe, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  claimed,
  invoiceEvents,
  issuedOrder,
  people,
  recorded,
  vendorEvents,
  xof,
} from '../../../../testing/purchase.js';
import { purchaseOrder } from '../../purchase-order/order.decide.js';
import { vendor } from '../../vendor/vendor.decide.js';
import { invoice } from '../invoice.decide.js';
import type { InvoiceEvent } from '../invoice.events.js';

const spec = givenWhenThen(invoice);
const { registered, approved } = invoiceEvents;
const total = 11_136_000;
const given = (...events: InvoiceEvent[]) => spec.given([registered, approved, ...events]);
const credit = (creditNoteId: string, francs: number) =>
  ({
    type: 'AllocateCredit',
    ...{ creditNoteId, creditedOn: '2026-10-25' },
    lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(francs) }],
  }) as const;
const paid = (paymentId: string, francs: number): InvoiceEvent[] => [
  {
    type: 'PaymentAllocated',
    data: {
      ...{ paymentId, purchaseOrderId: 'order-1', paymentReference: 'PAY-1' },
      ...{ amount: xof(francs), by: people.clerk },
      lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(francs) }],
    },
  },
  { type: 'InvoicePaymentSettled', data: { paymentId } },
];
const settle = { type: 'SettleCredit', creditNoteId: 'c1' } as const;
const release = { type: 'ReleaseCredit', creditNoteId: 'c1' } as const;
const reason = { reason: 'x', by: people.clerk };
const allocated = (francs: number, ...events: InvoiceEvent[]): InvoiceEvent[] => [
  ...events,
  ...given(...events)
    .when(credit('c1', francs))
    .events(),
];
const credited = (francs: number, ...events: InvoiceEvent[]): InvoiceEvent[] => {
  const history = allocated(francs, ...events);
  return [
    ...history,
    ...given(...history)
      .when(settle)
      .events(),
  ];
};
const pay = (francs: number) =>
  ({
    type: 'AllocatePayment',
    ...{ paymentId: 'p9', paymentReference: 'PAY-9', amount: xof(francs) },
    ...{ by: people.clerk, today: '2026-10-26' },
  }) as const;
const facts = {
  vendor: {
    vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
    screeningDays: 90,
  },
};

describe('a credit in approval', () => {
  test('is set aside: it cannot be paid any more, nor credited twice', () => {
    given()
      .when(credit('c1', 36_000))
      .thenLike([{ type: 'CreditAllocated', data: { creditNoteId: 'c1' } }]);
    const waiting = given(...allocated(36_000));
    waiting.when(credit('c1', 36_000)).thenNothing();
    const refusal = { code: 'credit_note_exceeds_invoice' };
    waiting
      .when(credit('c2', total))
      .thenLike([{ type: 'CreditAllocationRefused', data: { creditNoteId: 'c2', refusal } }]);
    waiting
      .when(pay(total), facts)
      .thenLike([{ type: 'PaymentAllocationRefused', data: { paymentId: 'p9' } }]);
    waiting.when(pay(total - 36_000), facts).thenLike([{ type: 'PaymentAllocated' }]);
  });

  test('is of an approved invoice', () => {
    const refusal = { code: 'invoice_wrong_status' };
    spec
      .given([registered])
      .when(credit('c1', 1))
      .thenLike([{ type: 'CreditAllocationRefused', data: { refusal } }]);
  });

  test('keeps its invoice from being ended', () => {
    const waiting = given(...allocated(36_000));
    for (const type of ['CancelInvoice', 'RejectInvoice', 'DisputeInvoice'] as const) {
      waiting.when({ type, ...reason }).thenRejected('credit_note_pending');
    }
  });

  test('that the budget refuses is payable again', () => {
    const back = given(...allocated(36_000)).when(release);
    back.thenLike([{ type: 'CreditAllocationReleased' }]);
    back.thenState({ credits: [] });
    given().when(release).thenNothing();
    given(...credited(36_000))
      .when(release)
      .thenNothing();
  });
});

describe('a credited invoice', () => {
  test('is paid when payments and credits have taken all of it', () => {
    const part = given(...allocated(36_000, ...paid('p1', 100_000))).when(settle);
    part.thenLike([{ type: 'InvoiceCredited', data: { creditNoteId: 'c1' } }]);
    part.thenState({ status: 'partially_paid' });
    const rest = given(...allocated(total - 100_000, ...paid('p1', 100_000))).when(settle);
    rest.thenLike([{ type: 'InvoiceCredited' }, { type: 'InvoicePaid' }]);
    const whole = given(...allocated(total)).when(settle);
    whole.thenState({ status: 'paid' });
    const last = given(...credited(36_000), ...paid('p1', total - 36_000).slice(0, 1)).when({
      type: 'SettlePayment',
      paymentId: 'p1',
    });
    last.thenLike([{ type: 'InvoicePaymentSettled' }, { type: 'InvoicePaid' }]);
  });

  test('is settled once', () => {
    given(...credited(36_000))
      .when(settle)
      .thenNothing();
    given().when(settle).thenNothing();
  });

  test('whose payment is returned is payable without the credit', () => {
    const history = credited(total - 100_000, ...paid('p1', 100_000));
    const back = given(...history).when({ type: 'ReleasePaymentAllocation', paymentId: 'p1' });
    back.thenState({ status: 'approved_for_payment' });
    const again = given(...history, ...back.events());
    again.when(pay(100_001), facts).thenLike([{ type: 'PaymentAllocationRefused' }]);
    again.when(pay(100_000), facts).thenLike([{ type: 'PaymentAllocated' }]);
  });

  const matching = (...events: Parameters<typeof recorded>[]) => ({
    id: 'invoice-1',
    order: fold(purchaseOrder, [
      ...issuedOrder,
      ...events.map((one) => recorded(...one)),
      claimed('invoice-1', 40),
    ]),
    tolerance: { percent: '0', amount: xof(0) },
  });

  test('that credits alone have paid shows what is missing, and stays paid', () => {
    const missing = given(...credited(total)).when({ type: 'MatchInvoice' }, matching());
    missing.thenLike([{ type: 'InvoiceReceivableChanged' }]);
    missing.thenState({ status: 'paid' });
  });

  test('whose goods went back and came again is paid with its new approval', () => {
    const part = credited(36_000);
    const gone = given(...part).when({ type: 'MatchInvoice' }, matching());
    gone.thenState({ status: 'exception' });
    const here = [...part, ...gone.events()];
    const found = given(...here).when({ type: 'MatchInvoice' }, matching(['r1', 40]));
    given(...here, ...found.events())
      .when(
        { type: 'ApproveInvoice', by: people.certifier, today: '2026-10-28' },
        matching(['r1', 40]),
      )
      .thenState({ status: 'approved_for_payment' });
  });

  test('is not corrected, but cancelled', () => {
    const part = credited(36_000);
    const gone = given(...part)
      .when({ type: 'MatchInvoice' }, matching())
      .events();
    const now = given(...part, ...gone);
    const correction = {
      type: 'CorrectInvoice',
      ...{ invoicedOn: '2026-10-20', ...reason, today: '2026-10-28' },
      lines: [{ orderLine: 1, quantity: '40', unitPrice: xof(278_400) }],
    } as const;
    now.when(correction, matching()).thenRejected('invoice_has_credit_notes');
    now.when({ type: 'CancelInvoice', ...reason }).thenState({ status: 'cancelled' });
  });
});

const refusedFor = (code: string, params: object = {}) => [
  { type: 'PaymentAllocationRefused', data: { refusal: { code, params } } } as const,
];

describe('what a credit note took off what was paid', () => {
  const end = (francs: number, endingId = 'e1') =>
    ({
      type: 'RecordOverpaymentEnd',
      ...{ endingId, lines: [{ orderLine: 1, amount: xof(francs) }] },
    }) as const;
  const back = { type: 'ReleasePaymentAllocation', paymentId: 'p2' } as const;
  /** Paid in two parts, then credited. */
  const over = credited(2_000_000, ...paid('p1', total - 1_500_000), ...paid('p2', 1_500_000));

  test('is paid no more once it has come back: what the bank returns later is payable', () => {
    const ended = given(...over).when(end(2_000_000));
    ended.thenLike([{ type: 'InvoiceOverpaymentEnded', data: { endingId: 'e1' } }]);
    const settled = [...over, ...ended.events()];
    given(...settled)
      .when(end(2_000_000))
      .thenNothing();
    const returned = given(...settled).when(back);
    returned.thenLike([{ type: 'PaymentAllocationReleased' }]);
    const open = [...settled, ...returned.events()];
    given(...open)
      .when(pay(1_500_001), facts)
      .thenLike(refusedFor('payment_exceeds_invoice', { left: '1500000' }));
    given(...open)
      .when(pay(1_500_000), facts)
      .thenLike([{ type: 'PaymentAllocated' }]);
  });

  test('what the bank returns of it is not payable, and the invoice stays paid', () => {
    const returned = given(...over).when(back);
    returned.thenLike([{ type: 'PaymentAllocationReleased' }, { type: 'InvoicePaid' }]);
    const here = [...over, ...returned.events()];
    given(...here)
      .when(pay(1), facts)
      .thenLike(refusedFor('invoice_wrong_status'));
    given(...here)
      .when(end(500_000))
      .thenLike([{ type: 'InvoiceOverpaymentEnded' }]);
  });
});

import { describe, expect, test } from '@jest/globals';
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
} from '../../../testing/purchase.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';
import { vendor } from '../vendor/vendor.decide.js';
import { invoice } from './invoice.decide.js';
import type { InvoiceEvent } from './invoice.events.js';
import { invoiceIdOf } from './invoice.state.js';

const spec = givenWhenThen(invoice);
const { registered, approved } = invoiceEvents;
const by = people.clerk;
const received = recorded('r1', 40);
const on = (...events: OrderEvent[]) => ({
  id: 'invoice-1',
  order: fold(purchaseOrder, [...issuedOrder, ...events]),
  tolerance: { percent: '1', amount: xof(1_000) },
});
/** At a price within the tolerance. */
const dear: InvoiceEvent = {
  ...registered,
  data: {
    ...registered.data,
    lines: [
      {
        ...{ orderLine: 1, budgetLineId: 'line-1', quantity: '40' },
        ...{ unitPrice: xof(279_400), amount: xof(11_176_000) },
      },
    ],
  },
};
const counted = on(received, claimed('invoice-1', 40, 279_400));
const approve = { type: 'ApproveInvoice', by: people.certifier, today: '2026-10-22' } as const;
const accept = { type: 'AcceptPrice' } as const;
const shortfalls = [
  {
    ...{ budgetLineId: 'line-1', code: 'insufficient_funds' },
    shortfall: { amount: '6.00', currency: 'USD' },
  },
];
const unfunded = { type: 'RefuseFunds', shortfalls } as const;
const funds = { kind: 'funds', orderLine: null, expected: '0.00', actual: '6.00' };

describe('an invoice at another price than the order’s', () => {
  const asking = spec.given([dear]).when(approve, counted);
  const waiting = spec.given([dear, ...asking.events()]);

  test('asks its order, and waits', () => {
    asking.thenLike([{ type: 'InvoiceApprovalRequested', data: { requestedOn: '2026-10-22' } }]);
    asking.thenState({ status: 'approving' });
    const reason = { reason: 'x', by };
    for (const type of ['RejectInvoice', 'CancelInvoice', 'DisputeInvoice'] as const) {
      waiting.when({ type, ...reason }).thenRejected('invoice_wrong_status');
    }
    waiting.when({ type: 'MatchInvoice' }, on()).thenNothing();
  });

  test('is approved when the lines hold its price, by the one who asked', () => {
    waiting
      .when(accept, counted)
      .thenLike([{ type: 'InvoiceApproved', data: { total: xof(11_176_000), by: approve.by } }]);
    waiting.when(accept, on()).thenLike([{ type: 'InvoiceExceptionFound' }]);
    spec.given([dear]).when(accept, counted).thenNothing();
  });

  test('is an exception with the shortfall without funds, and can be approved again', () => {
    const refused = waiting.when(unfunded, counted);
    refused.thenState({ status: 'exception', exceptions: [funds], shortfalls });
    const later = spec.given([dear, ...asking.events(), ...refused.events()]);
    later.when({ type: 'MatchInvoice' }, counted).thenNothing();
    later.when({ type: 'MatchInvoice' }, on()).thenLike([{ type: 'InvoiceExceptionFound' }]);
    later.when(approve, counted).thenLike([{ type: 'InvoiceApprovalRequested' }]);
    spec.given([dear]).when(unfunded, counted).thenNothing();
  });

  test('is matched as before when the order refuses, unless its goods went back meanwhile', () => {
    const refusal = { code: 'delivery_reversal_pending', params: {} };
    const refuse = { type: 'RefusePrice', refusal } as const;
    const refused = waiting.when(refuse, counted);
    refused.thenLike([{ type: 'InvoiceApprovalRefused' }]).thenState({ status: 'matched' });
    waiting
      .when(refuse, on(claimed('invoice-1', 40, 279_400)))
      .thenLike([{ type: 'InvoiceApprovalRefused' }, { type: 'InvoiceExceptionFound' }])
      .thenState({ status: 'exception' });
    spec.given([dear]).when(refuse, counted).thenNothing();
  });

  test('is rejected when the order refuses its clerk, and only then', () => {
    const refusal = { code: 'segregation_receiver_registers_invoice', params: {} };
    const refused = waiting.when({ type: 'RefuseClaim', refusal });
    refused.thenState({ status: 'rejected', reason: refusal.code });
    spec
      .given([dear, ...asking.events(), ...refused.events()])
      .when({ type: 'RefuseClaim', refusal })
      .thenNothing();
  });

  test('that the lines hold already is approved at once', () => {
    const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId: 'invoice-1' } };
    const granted: OrderEvent[] = [
      {
        type: 'PriceAdjustmentRequested',
        data: {
          ...{ adjustmentId: 'a1', invoiceId: 'invoice-1', reference: 'PO-2026-0001' },
          effectiveAt: '2026-10-22',
          lines: [{ budgetLineId: 'line-1', accepted: xof(40_000), open: xof(0) }],
        },
      },
      { type: 'PriceAdjusted', data: { adjustmentId: 'a1', invoiceId: 'invoice-1' } },
    ];
    const held = on(received, claimed('invoice-1', 40, 279_400), ...granted, agreed);
    spec
      .given([dear])
      .when(approve, held)
      .thenLike([{ type: 'InvoiceApproved' }]);
  });
});

const countedAs = (amount: number, ordered: number): OrderEvent => ({
  type: 'OrderInvoiced',
  data: {
    ...claimed('invoice-1', 40).data,
    lines: [
      {
        ...{ orderLine: 1, quantity: '40', unitPrice: xof(278_400) },
        ...{ amount: xof(amount), ordered: xof(ordered) },
      },
    ],
  },
});

test('approved at the order’s price, it is approved again once that is amended', () => {
  const match = { type: 'MatchInvoice' } as const;
  const given = spec.given([registered, approved]);
  given.when(match, on(received, countedAs(11_136_000, 11_136_000))).thenNothing();
  const amended = given.when(match, on(received, countedAs(11_136_000, 11_176_000)));
  amended.thenLike([{ type: 'InvoiceMatched' }]).thenState({ status: 'matched' });
  const again = spec.given([registered, approved, ...amended.events()]);
  again
    .when(approve, on(received, countedAs(11_136_000, 11_176_000)))
    .thenLike([{ type: 'InvoiceApprovalRequested' }]);
});

test('what is left of an invoice when all of its goods have gone is an exception', () => {
  const part = { quantity: '40', ...{ amount: xof(11_135_875), claimed: xof(11_135_875) } };
  const lines = [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(11_135_875) }];
  const ended: OrderEvent = {
    type: 'OwedEnded',
    data: {
      ...{ receivableId: 'v1', endingId: 'e1', lines, writtenOff: false, rematch: [] },
      claims: [{ invoiceId: 'invoice-1', orderLine: 1, ...part, ordered: xof(11_135_875) }],
    },
  };
  const gone = on(claimed('invoice-1', 40), ended);
  const found = spec.given([registered, approved]).when({ type: 'MatchInvoice' }, gone);
  found.thenLike([
    {
      type: 'InvoiceExceptionFound',
      data: { exceptions: [{ kind: 'amount', orderLine: 1, expected: '0', actual: '125' }] },
    },
  ]);
});

test('an amount that differs from what its order counted is an exception', () => {
  const other = on(received, countedAs(11_135_999, 11_135_999));
  const found = spec.given([registered]).when({ type: 'MatchInvoice' }, other);
  const expected = { orderLine: 1, expected: '11135999', actual: '11136000' };
  found.thenState({ exceptions: [{ kind: 'amount', ...expected }] });
});

describe('a correction', () => {
  const correct = {
    type: 'CorrectInvoice',
    invoicedOn: '2026-10-21',
    lines: [{ orderLine: 1, quantity: '40', unitPrice: xof(278_400) }],
    reason: 'Typed at the wrong price',
    ...{ by, today: '2026-10-22' },
  } as const;

  test('enters lines and date anew, keeps what was there, and is matched', () => {
    const corrected = spec.given([dear]).when(correct, counted);
    corrected.thenLike([
      { type: 'InvoiceCorrected', data: { exceptions: [], lines: [{ amount: xof(11_136_000) }] } },
    ]);
    corrected.thenState({ status: 'matched', invoicedOn: '2026-10-21' });
    corrected.thenState(({ corrections }) =>
      expect(corrections).toMatchObject([
        { invoicedOn: '2026-10-20', lines: [{ unitPriceMinor: 279_400n }], by },
      ]),
    );
  });

  test('is possible before the approval, with a reason to pay for it', () => {
    spec.given([registered, approved]).when(correct, counted).thenRejected('invoice_wrong_status');
    const future = { ...correct, invoicedOn: '2026-10-23' };
    spec.given([dear]).when(future, counted).thenRejected('invoice_date_in_future');
    spec
      .given([dear])
      .when(correct, { ...counted, order: null })
      .thenRejected('order_unknown');
  });
});

describe('a number that was rejected or cancelled', () => {
  const ended: InvoiceEvent = {
    type: 'InvoiceCancelled',
    data: { purchaseOrderId: 'order-1', reason: 'Typed twice', by },
  };
  const register = {
    type: 'RegisterInvoice',
    ...{ reference: 'INV-2026-0002', vendorId: 'vendor-1', number: ' f-001' },
    ...{ purchaseOrderId: 'order-1', invoicedOn: '2026-10-20' },
    lines: [{ orderLine: 1, quantity: '40', unitPrice: xof(278_400) }],
    ...{ by, today: '2026-10-22' },
  } as const;
  const facts = (replaced: typeof invoice.initial | null) => ({
    ...on(received),
    vendor: {
      vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
      screeningDays: 90,
    },
    replaced,
  });
  const first = fold(invoice, [registered, ended]);

  test('is free for the invoice that names it; both know each other', () => {
    spec
      .given([registered, ended])
      .when(register, facts(null))
      .thenRejected('invoice_number_ended', { invoiceId: 'invoice-1', reference: 'INV-2026-0001' });
    const again = { ...register, replaces: 'first' };
    spec
      .given()
      .when(again, facts(first))
      .thenLike([{ type: 'InvoiceRegistered', data: { replaces: 'first' } }]);
    const told = { type: 'RecordReplacement', replacedBy: 'second' } as const;
    const known = spec.given([registered, ended]).when(told);
    known.thenState({ status: 'cancelled', replacedBy: 'second' });
    spec
      .given([registered, ended, ...known.events()])
      .when(told)
      .thenNothing();
    const id = invoiceIdOf('vendor-1', 'F-001', 'first');
    expect(id).toBe(invoiceIdOf('vendor-1', 'f-001', 'first'));
    expect(id).not.toBe(invoiceIdOf('vendor-1', 'F-001'));
  });

  test('is not free while the first lives, nor under another number or vendor', () => {
    const again = { ...register, replaces: 'first' };
    const alive = fold(invoice, [registered]);
    spec.given().when(again, facts(alive)).thenRejected('invoice_wrong_status');
    spec
      .given()
      .when({ ...again, number: 'F-002' }, facts(first))
      .thenRejected('invoice_replaces_other');
    spec.given().when(again, facts(null)).thenRejected('invoice_unknown');
  });

  test('is cancelled before any payment only', () => {
    const cancel = { type: 'CancelInvoice', reason: 'Typed twice', by } as const;
    spec.given([registered, approved]).when(cancel).thenLike([ended]);
    spec.given([registered, ended]).when(cancel).thenRejected('invoice_wrong_status');
  });
});

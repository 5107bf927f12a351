import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  claimed,
  invoiceEvents,
  issuedOrder,
  orderEvents,
  people,
  recorded,
  vendorEvents,
  xof,
} from '../../../testing/purchase.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';
import { vendor } from '../vendor/vendor.decide.js';
import type { InvoiceLineInput, RegisterInvoice } from './invoice.commands.js';
import { invoice } from './invoice.decide.js';
import type { InvoiceEvent } from './invoice.events.js';
import type { InvoiceFacts } from './invoice.match.js';
import { invoiceIdOf } from './invoice.state.js';

const spec = givenWhenThen(invoice);
const { registered, approved } = invoiceEvents;
const by = people.clerk;
const vendorFacts = {
  vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  screeningDays: 90,
};
const usd = (amount: string) => ({ amount, currency: 'USD' });
const ordered = (...events: OrderEvent[]): InvoiceFacts['RegisterInvoice'] & { id: string } => ({
  id: 'invoice-1',
  order: fold(purchaseOrder, [...issuedOrder, ...events]),
  vendor: vendorFacts,
  replaced: null,
  tolerance: { percent: '0', amount: usd('0.00') },
});
const line: InvoiceLineInput = { orderLine: 1, quantity: '40', unitPrice: xof(278_400) };
const register = (...lines: InvoiceLineInput[]): RegisterInvoice => ({
  type: 'RegisterInvoice',
  reference: 'INV-2026-0001',
  vendorId: 'vendor-1',
  number: 'F-001',
  purchaseOrderId: 'order-1',
  invoicedOn: '2026-10-20',
  lines,
  by,
  today: '2026-10-21',
});
const received = recorded('r1', 40);
const match = { type: 'MatchInvoice' } as const;
const approve = { type: 'ApproveInvoice', by: people.certifier, today: '2026-10-22' } as const;
const counted = claimed('invoice-1', 40);
const quantity = { kind: 'quantity', orderLine: 1, expected: '0', actual: '40' } as const;

describe('the three-way match at registration', () => {
  const exceptions = (facts: ReturnType<typeof ordered>, command = register(line)) => {
    const [event] = spec.given().when(command, facts).events();
    return event?.type === 'InvoiceRegistered' ? event.data.exceptions : undefined;
  };

  test('order, accepted receipts and invoice agree', () => {
    const matched = spec.given().when(register(line), ordered(received));
    matched.thenLike([{ type: 'InvoiceRegistered', data: registered.data }]);
    matched.thenState({ status: 'matched' });
  });

  test('before any receipt: exception "missing receipt"', () => {
    expect(exceptions(ordered())).toEqual([
      { kind: 'missing_receipt', orderLine: 1, expected: '0', actual: '40' },
    ]);
  });

  test('above the accepted quantity, alone or with earlier invoices', () => {
    const more = register({ ...line, quantity: '40.001' });
    const over = { kind: 'quantity', orderLine: 1, expected: '40', actual: '40.001' };
    expect(exceptions(ordered(received), more)).toEqual([over]);
    expect(exceptions(ordered(received, claimed('other', 40)))).toEqual([quantity]);
    expect(exceptions(ordered(recorded('r1', 100), claimed('other', 60)))).toEqual([]);
  });

  test('later invoices do not count against it', () => {
    const both = ordered(received, claimed('invoice-1', 40), claimed('other', 40));
    spec.given([registered]).when(match, both).thenNothing();
  });

  test('goods accepted above the order are not billable', () => {
    const all = register({ ...line, quantity: '105' });
    const over = { kind: 'quantity', orderLine: 1, expected: '100', actual: '105' };
    expect(exceptions(ordered(recorded('r1', 105)), all)).toEqual([over]);
  });

  test('a higher or lower price; zero tolerance allows no difference', () => {
    for (const actual of ['278401', '278399']) {
      const off = register({ ...line, unitPrice: xof(actual) });
      expect(exceptions(ordered(received), off)).toEqual([
        { kind: 'price', orderLine: 1, expected: '278400', actual },
      ]);
    }
  });

  test('a difference must be within both percentage and amount', () => {
    const within = (percent: string, [amount, currency]: [string, string], actual: number) => {
      const tolerance = { percent, amount: { amount, currency } };
      const off = register({ ...line, unitPrice: xof(actual) });
      return exceptions({ ...ordered(received), tolerance }, off)?.length === 0;
    };
    expect(within('1', ['2784', 'XOF'], 281_184)).toBe(true);
    expect(within('1', ['2784', 'XOF'], 281_185)).toBe(false);
    expect(within('1', ['100', 'XOF'], 278_501)).toBe(false);
    expect(within('0', ['2784', 'XOF'], 278_401)).toBe(false);
    expect(within('1', ['0', 'XOF'], 278_401)).toBe(false);
    expect(within('1', ['2784.00', 'USD'], 278_401)).toBe(false);
  });

  test('a currency or vendor that differs from the order’s', () => {
    const dollars = register({ ...line, unitPrice: usd('480.00') });
    expect(exceptions(ordered(received), dollars)).toEqual([
      { kind: 'currency', orderLine: null, expected: 'XOF', actual: 'USD' },
    ]);
    const other = { ...register(line), vendorId: 'vendor-2' };
    expect(exceptions(ordered(received), other)).toEqual([
      { kind: 'vendor', orderLine: null, expected: 'vendor-1', actual: 'vendor-2' },
    ]);
  });
});

describe('an invoice is refused', () => {
  test('the second time, naming the first', () => {
    const twice = spec.given([registered]).when(register(line), ordered(received));
    twice.thenRejected('invoice_duplicate', { number: 'F-001', reference: 'INV-2026-0001' });
    expect(invoiceIdOf('vendor-1', ' f-001')).toBe(invoiceIdOf('vendor-1', 'F-001'));
    expect(invoiceIdOf('vendor-2', 'F-001')).not.toBe(invoiceIdOf('vendor-1', 'F-001'));
  });

  test.each([
    ['order_unknown', { ...ordered(received), order: null }],
    ['vendor_unknown', { ...ordered(received), vendor: { vendor: null, screeningDays: 1 } }],
    ['order_not_invoiceable', { ...ordered(), order: fold(purchaseOrder, [orderEvents.created]) }],
  ])('%s', (code, facts) => {
    spec.given().when(register(line), facts).thenRejected(code);
  });

  test('with lines that are not the order’s, twice, mixed or worth nothing', () => {
    const refused = (code: string, ...lines: InvoiceLineInput[]) =>
      spec
        .given()
        .when(register(...lines), ordered(received))
        .thenRejected(code);
    refused('order_line_unknown', { ...line, orderLine: 2 });
    refused('line_twice', line, line);
    refused('document_total_zero', { ...line, unitPrice: xof(0) });
    refused('document_total_too_large', { ...line, unitPrice: xof(10 ** 15) });
    const order = fold(purchaseOrder, issuedOrder);
    const [first] = order.lines;
    const two = { ...order, lines: [...order.lines, { ...first, orderLine: 2 }] } as typeof order;
    const mixed = register(line, { ...line, orderLine: 2, unitPrice: usd('1.00') });
    spec
      .given()
      .when(mixed, { ...ordered(), order: two })
      .thenRejected('currency_mixed');
  });

  test('from the future', () => {
    const future = { ...register(line), invoicedOn: '2026-10-22' };
    spec.given().when(future, ordered(received)).thenRejected('invoice_date_in_future');
  });
});

describe('matched again', () => {
  const missing: InvoiceEvent = {
    ...registered,
    data: {
      ...registered.data,
      exceptions: [{ kind: 'missing_receipt', orderLine: 1, expected: '0', actual: '40' }],
    },
  };
  const prepared: InvoiceEvent = {
    type: 'PaymentAllocated',
    data: {
      paymentId: 'p1',
      purchaseOrderId: 'order-1',
      paymentReference: 'PAY-2026-0001',
      amount: xof(11_136_000),
      lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(11_136_000) }],
      by,
    },
  };

  test('when the receipt comes', () => {
    const now = spec.given([missing]).when(match, ordered(received));
    now.thenLike([{ type: 'InvoiceMatched' }]);
    now.thenState({ status: 'matched', exceptions: [] });
    spec.given([missing]).when(match, ordered()).thenNothing();
    spec.given([registered]).when(match, ordered(received)).thenNothing();
  });

  test('when the receipt is reversed, unpaid: an exception, its approval is gone', () => {
    const back = spec.given([registered, approved]).when(match, ordered());
    back.thenLike([
      {
        type: 'InvoiceExceptionFound',
        data: { exceptions: [{ kind: 'missing_receipt' }] },
      },
    ]);
    back.thenState({ status: 'exception' });
    back.thenState((state) => expect(state.approver).toBeUndefined());
  });

  test('when it is reversed while a payment is prepared: an exception, which cannot be paid', () => {
    const back = spec.given([registered, approved, prepared]).when(match, ordered());
    back.thenLike([{ type: 'InvoiceExceptionFound' }]);
    back.thenState({ status: 'exception', payments: [{}] });
    const gone: InvoiceEvent = { type: 'PaymentAllocationReleased', data: { paymentId: 'p1' } };
    spec
      .given([registered, approved, prepared, ...back.events(), gone])
      .when(match, ordered())
      .thenState({ status: 'exception', payments: [] });
  });

  test('when it is reversed after money has left: shown only, until it matches again', () => {
    const left: OrderEvent = {
      type: 'PaymentCleared',
      data: {
        ...{ paymentId: 'p1', invoiceId: 'invoice-1', valueDate: '2026-11-05' },
        lines: [{ orderLine: 1, amount: xof(11_136_000) }],
        parties: [],
      },
    };
    const paid = [claimed('invoice-1', 40), left];
    const due = spec.given([registered, approved, prepared]).when(match, ordered(...paid));
    due.thenLike([{ type: 'InvoiceReceivableChanged' }]);
    due.thenState({ status: 'approved_for_payment', receivable: [{}] });
    const given = spec.given([registered, approved, prepared, ...due.events()]);
    given.when(match, ordered(...paid)).thenNothing();
    const clear = { type: 'InvoiceReceivableChanged', data: { exceptions: [] } } as const;
    given.when(match, ordered(received, ...paid)).thenLike([clear]);
  });

  test('not when it was rejected or is disputed', () => {
    const reason = { reason: 'Not ours', by };
    const rejected: InvoiceEvent = {
      type: 'InvoiceRejected',
      data: { purchaseOrderId: 'order-1', ...reason },
    };
    spec.given([missing, rejected]).when(match, ordered(received)).thenNothing();
    const disputed: InvoiceEvent = { type: 'InvoiceDisputed', data: reason };
    spec.given([missing, disputed]).when(match, ordered(received)).thenNothing();
    const settle = { type: 'SettleDispute', ...reason } as const;
    const settled = spec.given([missing, disputed]).when(settle, ordered(received));
    settled.thenLike([{ type: 'InvoiceDisputeSettled', data: { exceptions: [] } }]);
    settled.thenState({ status: 'matched' });
    spec.given([missing]).when(settle, ordered(received)).thenRejected('invoice_wrong_status');
  });
});

describe('approved, rejected, disputed', () => {
  const reason = { reason: 'Not ours', by };
  const reject = { type: 'RejectInvoice', ...reason } as const;
  const dispute = { type: 'DisputeInvoice', ...reason } as const;

  test('approved when it matches now', () => {
    spec
      .given([registered])
      .when(approve, ordered(received, counted))
      .thenLike([
        {
          type: 'InvoiceApproved',
          data: approved.data,
        },
      ]);
    const gone = spec.given([registered]).when(approve, ordered());
    gone.thenRejected('invoice_does_not_match', { kinds: 'missing_receipt' });
    const uncounted = spec.given([registered]).when(approve, ordered(received));
    uncounted.thenRejected('invoice_not_counted');
    const twice = spec.given([registered, approved]).when(approve, ordered(received));
    twice.thenRejected('invoice_wrong_status');
  });

  test('nothing matches an order that is not known', () => {
    const unknown = { ...ordered(), order: null };
    const disputed: InvoiceEvent = { type: 'InvoiceDisputed', data: reason };
    const settle = { type: 'SettleDispute', ...reason } as const;
    spec.given([registered]).when(approve, unknown).thenRejected('order_unknown');
    spec.given([registered]).when(match, unknown).thenRejected('order_unknown');
    spec.given([registered, disputed]).when(settle, unknown).thenRejected('order_unknown');
  });

  test('rejected or disputed as long as no payment is under way', () => {
    spec
      .given([registered])
      .when(reject)
      .thenLike([{ type: 'InvoiceRejected' }]);
    spec
      .given([registered, approved])
      .when(dispute)
      .thenLike([{ type: 'InvoiceDisputed' }]);
    const allocate = {
      type: 'AllocatePayment',
      paymentId: 'p1',
      paymentReference: 'PAY-2026-0001',
      amount: xof(1),
      by,
      today: '2026-10-22',
    } as const;
    const paying = spec.given([registered, approved]).when(allocate, ordered(received)).events();
    for (const command of [reject, dispute]) {
      spec
        .given([registered, approved, ...paying])
        .when(command)
        .thenRejected('invoice_has_payments');
    }
    const rejected = spec.given([registered]).when(reject).events();
    spec
      .given([registered, ...rejected])
      .when(dispute)
      .thenRejected('invoice_wrong_status');
    spec
      .given([registered, ...rejected])
      .when(reject)
      .thenRejected('invoice_wrong_status');
  });
});

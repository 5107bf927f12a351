import { describe, expect, test } from '@jest/globals';
import { fold, sumMinor } from '@tamani/kernel';
import fc from 'fast-check';
import { givenWhenThen } from '@tamani/testing';
import { invoiceEvents, people, vendorEvents, xof } from '../../../../testing/purchase.js';
import { vendor } from '../../vendor/vendor.decide.js';
import type { AllocatePayment, SettlePayment } from '../invoice.commands.js';
import { invoice } from '../invoice.decide.js';
import type { InvoiceEvent } from '../invoice.events.js';

/** A failure prints its seed; set SEED to run it again. */
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const spec = givenWhenThen(invoice);
const { registered, approved } = invoiceEvents;
const facts = {
  vendor: {
    vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
    screeningDays: 90,
  },
};
const allocate = (paymentId: string, amount: number | string, currency = 'XOF') =>
  ({
    type: 'AllocatePayment',
    paymentId,
    paymentReference: `PAY-${paymentId}`,
    amount: { amount: String(amount), currency },
    by: people.clerk,
    today: '2026-10-22',
  }) as const;
const settle = (paymentId: string) => ({ type: 'SettlePayment', paymentId }) as const;
const free = (paymentId: string) => ({ type: 'ReleasePaymentAllocation', paymentId }) as const;

const refused = (paymentId: string, code: string, params: object = {}) =>
  [{ type: 'PaymentAllocationRefused', data: { paymentId, refusal: { code, params } } }] as const;

/** An approved invoice on two budget lines: 100 and 50 francs. */
const [line] = registered.data.lines;
const twoLines: InvoiceEvent = {
  ...registered,
  data: {
    ...registered.data,
    lines: [
      { orderLine: 1, budgetLineId: 'a', quantity: '1', unitPrice: xof(100), amount: xof(100) },
      { orderLine: 2, budgetLineId: 'b', quantity: '1', unitPrice: xof(50), amount: xof(50) },
    ],
  },
};
const paying = (...events: InvoiceEvent[]) => spec.given([twoLines, approved, ...events]);
const after = (...commands: (AllocatePayment | SettlePayment)[]) =>
  commands.reduce<InvoiceEvent[]>(
    (events, command) => [
      ...events,
      ...paying(...events)
        .when(command, facts)
        .events(),
    ],
    [],
  );

describe('setting an amount aside for a payment', () => {
  test('the whole amount of a budget line', () => {
    const all = spec.given([registered, approved]).when(allocate('p1', 11_136_000), facts);
    const lines = [{ orderLine: 1, budgetLineId: line?.budgetLineId, amount: xof(11_136_000) }];
    all.thenLike([{ type: 'PaymentAllocated', data: { purchaseOrderId: 'order-1', lines } }]);
  });

  test('a part is split over the budget lines; the last payment gets the remainder', () => {
    paying()
      .when(allocate('p1', 10), facts)
      .thenLike([
        {
          type: 'PaymentAllocated',
          data: {
            lines: [
              { budgetLineId: 'a', amount: xof(7) },
              { budgetLineId: 'b', amount: xof(3) },
            ],
          },
        },
      ]);
    paying(...after(allocate('p1', 10)))
      .when(allocate('p2', 140), facts)
      .thenLike([
        {
          type: 'PaymentAllocated',
          data: {
            lines: [
              { budgetLineId: 'a', amount: xof(93) },
              { budgetLineId: 'b', amount: xof(47) },
            ],
          },
        },
      ]);
  });

  test('payments of any size add up exactly on each budget line', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(sizes, (amounts) => {
        let state = paying().state;
        let left = 150;
        for (const [n, wanted] of [...amounts, 150].entries()) {
          const amount = Math.min(wanted, left);
          left -= amount;
          if (amount === 0) continue;
          const decided = invoice.decide(allocate(`p${n}`, amount), state, { id: 'i1', ...facts });
          if (decided.ok) state = fold(invoice, decided.value, state);
        }
        const paid = (budgetLineId: string) =>
          sumMinor(
            state.payments
              .flatMap((payment) => payment.lines.filter((l) => l.budgetLineId === budgetLineId))
              .map((l) => l.amountMinor),
          );
        expect([paid('a'), paid('b')]).toEqual([100n, 50n]);
      }),
      { seed, numRuns: 100 },
    );
  });

  test('never above the approved open amount, and once per payment', () => {
    const taken = after(allocate('p1', 100));
    paying(...taken)
      .when(allocate('p2', 51), facts)
      .thenLike(refused('p2', 'payment_exceeds_invoice', { left: '50' }));
    paying(...taken)
      .when(allocate('p1', 100), facts)
      .thenNothing();
    paying()
      .when(allocate('p1', '1.00', 'USD'), facts)
      .thenLike(refused('p1', 'payment_currency_differs'));
    spec
      .given([twoLines])
      .when(allocate('p1', 1), facts)
      .thenLike(refused('p1', 'invoice_wrong_status'));
  });

  test('only to a vendor that may be paid', () => {
    const expired = { vendor: { ...facts.vendor, screeningDays: 5 } };
    paying().when(allocate('p1', 1), expired).thenLike(refused('p1', 'vendor_screening_expired'));
    const unknown = { vendor: { ...facts.vendor, vendor: null } };
    paying().when(allocate('p1', 1), unknown).thenLike(refused('p1', 'vendor_unknown'));
  });
});

describe('the answer of the bank', () => {
  test('a part makes the invoice partially paid, the whole makes it paid, once', () => {
    const two = after(allocate('p1', 100), allocate('p2', 50));
    const first = paying(...two).when(settle('p1'));
    first.thenLike([{ type: 'InvoicePaymentSettled' }]);
    first.thenState({ status: 'partially_paid' });
    const all = [...two, ...first.events()];
    const last = paying(...all).when(settle('p2'));
    last.thenLike([{ type: 'InvoicePaymentSettled' }, { type: 'InvoicePaid' }]);
    last.thenState({ status: 'paid' });
    paying(...all, ...last.events())
      .when(settle('p2'))
      .thenNothing();
    paying().when(settle('p9')).thenNothing();
  });

  test('a returned payment is payable again', () => {
    const back = paying(...after(allocate('p1', 150))).when(free('p1'));
    back.thenLike([{ type: 'PaymentAllocationReleased' }]);
    const events = [...after(allocate('p1', 150)), ...back.events()];
    paying(...events)
      .when(allocate('p2', 150), facts)
      .thenLike([{ type: 'PaymentAllocated' }]);
    paying(...events)
      .when(free('p1'))
      .thenNothing();
  });

  test('also when the bank had confirmed it: the invoice is no longer paid', () => {
    const settled = paying(...after(allocate('p1', 150), settle('p1')));
    settled.when(settle('p1')).thenNothing();
    const late = settled.when(free('p1'));
    late.thenLike([{ type: 'PaymentAllocationReleased' }]);
    late.thenState({ status: 'approved_for_payment', payments: [] });
  });

  test('without any payment a receivable is an exception again; what comes again is matched', () => {
    const exceptions = [
      { kind: 'missing_receipt' as const, orderLine: 1, expected: '0', actual: '1' },
    ];
    const due: InvoiceEvent = { type: 'InvoiceReceivableChanged', data: { exceptions } };
    const back = paying(...after(allocate('p1', 150)), due).when(free('p1'));
    back.thenState({ status: 'exception', exceptions, receivable: [] });
    back.thenState((state) => expect(state.approver).toBeUndefined());
  });
});

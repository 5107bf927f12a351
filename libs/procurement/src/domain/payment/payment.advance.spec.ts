import { describe, test } from '@jest/globals';
import { fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  free,
  guarantee,
  guarded,
  orderWithAdvance,
  setAside,
} from '../../../testing/advances/events.js';
import { dateProblem } from '../../../testing/date-problem.js';
import { nobody, people, vendorEvents, xof } from '../../../testing/purchase.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';
import { vendor } from '../vendor/vendor.decide.js';
import type { PrepareAdvance, ReleasePayment, ReturnPayment } from './payment.commands.js';
import { payment } from './payment.decide.js';
import type { PaymentEvent } from './payment.events.js';

const spec = givenWhenThen(payment);
const by = people.treasurer;
const orderOf = (...events: readonly OrderEvent[]) =>
  fold(purchaseOrder, [...orderWithAdvance, ...events]);
const vendorFacts = {
  vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  screeningDays: 90,
};
const prepare: PrepareAdvance = {
  ...{ type: 'PrepareAdvance', reference: 'PAY-2026-0002', purchaseOrderId: 'order-1' },
  ...{ amount: xof(8_352_000), guarantee, by: people.clerk, today: '2026-09-25' },
};
const asked = { advancing: { ...free, order: orderOf(), vendor: vendorFacts } };
const requested = spec.given().when(prepare, asked).events();
const lines = [{ budgetLineId: 'line-1', amount: xof(8_352_000) }];
const prepared = [
  ...requested,
  ...spec.given(requested).when({ type: 'AcceptAdvance', lines }).events(),
];
const order = orderOf(setAside('payment-1', 8_352_000));
const billed = ok({ ...free, order });
const facts = { ...nobody, id: 'payment-1', billed, vendor: vendorFacts, dateProblem: null };
const certify = { type: 'CertifyPayment', by: people.certifier } as const;
const approve = { type: 'ApprovePayment', by: people.payer } as const;
const release: ReleasePayment = {
  ...{ type: 'ReleasePayment', valueDate: '2026-09-30', by, today: '2026-09-30' },
};
const approved: readonly PaymentEvent[] = [
  ...prepared,
  { type: 'PaymentCertified', data: { by: people.certifier } },
  { type: 'PaymentApproved', data: { by: people.payer } },
];

describe('an advance', () => {
  test('is requested from its order, with the same refusals', () => {
    spec
      .given()
      .when(prepare, asked)
      .thenLike([{ type: 'PaymentRequested', data: { invoiceId: null, vendorId: 'vendor-1' } }]);
    spec
      .given()
      .when({ ...prepare, amount: xof(8_352_001) }, asked)
      .thenRejected('advance_exceeds_agreed');
    spec
      .given()
      .when({ ...prepare, guarantee: null }, { advancing: { ...asked.advancing, ...guarded } })
      .thenRejected('advance_guarantee_missing');
    spec.given().when(prepare, { advancing: null }).thenRejected('order_unknown');
    const unknown = { ...asked.advancing, vendor: { vendor: null, screeningDays: 90 } };
    spec.given().when(prepare, { advancing: unknown }).thenRejected('vendor_unknown');
  });

  test('goes the way of every payment, held against its order at each step', () => {
    spec
      .given(prepared)
      .when(certify, facts)
      .thenLike([{ type: 'PaymentCertified' }]);
    const held = { ...free, projectProblem: dateProblem, order };
    const refused = { ...facts, billed: ok(held) };
    spec.given(prepared).when(certify, refused).thenRejected('date_refused');
    spec.given(approved.slice(0, -1)).when(approve, refused).thenRejected('date_refused');
    spec.given(approved).when(release, refused).thenRejected('date_refused');
    const asking = spec.given(approved).when(release, facts);
    asking.thenLike([{ type: 'PaymentReleaseRequested', data: { valueDate: '2026-09-30' } }]);
    spec
      .given([...approved, ...asking.events()])
      .when({ type: 'AcceptClearance' })
      .thenLike([{ type: 'PaymentReleased', data: { invoiceId: null, lines } }]);
  });

  test('does not leave with a guarantee that is over on its value date', () => {
    const late = { ...release, valueDate: '2027-01-04', today: '2027-01-04' };
    spec
      .given(approved)
      .when(late, { ...facts, vendor: { ...vendorFacts, screeningDays: 900 } })
      .thenRejected('advance_guarantee_expired');
  });
});

describe('the return of an advance', () => {
  const released: readonly PaymentEvent[] = [
    ...approved,
    ...spec.given(approved).when(release, facts).events(),
  ];
  const sent = [...released, ...spec.given(released).when({ type: 'AcceptClearance' }).events()];
  const bank = { bankReference: 'VIR-1', transferAmount: null };
  const confirm = { type: 'ConfirmPayment', ...bank, by } as const;
  const confirming = [...sent, ...spec.given(sent).when(confirm, { bankReference: null }).events()];
  const confirmed = [
    ...confirming,
    ...spec.given(confirming).when({ type: 'AcceptConfirmation' }).events(),
  ];
  const giveBack: ReturnPayment = {
    ...{ type: 'ReturnPayment', reason: 'Account closed', effectiveAt: '2026-10-02' },
    ...{ by, today: '2026-10-02' },
  };
  const back = { dateProblem: null, order };

  test('is asked of its order, and booked when it agrees; refused, it stands as before', () => {
    for (const [events, status] of [
      [sent, 'released'],
      [confirmed, 'confirmed'],
    ] as const) {
      const asking = spec.given(events).when(giveBack, back);
      asking.thenLike([{ type: 'PaymentReturnRequested', data: { effectiveAt: '2026-10-02' } }]);
      asking.thenState({ status: 'returning' });
      const waiting = spec.given([...events, ...asking.events()]);
      waiting.when(giveBack, back).thenRejected('payment_wrong_status');
      waiting
        .when({ type: 'AcceptReturn' })
        .thenLike([{ type: 'PaymentReturned', data: { lines, reason: 'Account closed' } }]);
      const refusal = { code: 'advance_recovered', params: {} };
      const refused = waiting.when({ type: 'RefuseReturn', refusal });
      refused.thenLike([{ type: 'PaymentReturnRefused', data: { refusal } }]);
      refused.thenState({ status });
    }
  });

  test('is refused once invoices have recovered a part', () => {
    const recovered: OrderEvent = {
      type: 'AdvanceRecovered',
      data: {
        ...{ paymentId: 'payment-1', invoiceId: 'i1', effectiveAt: '2026-10-22' },
        lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(1) }],
      },
    };
    const late = orderOf(setAside('payment-1', 8_352_000), recovered);
    spec
      .given(confirmed)
      .when(giveBack, { id: 'payment-1', dateProblem: null, order: late })
      .thenRejected('advance_recovered', { recovered: '1' });
  });
});

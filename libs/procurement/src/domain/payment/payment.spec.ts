import { describe, expect, test } from '@jest/globals';
import { err, fold, ok, type ErrorParams } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  accrued,
  claimed,
  invoiceEvents,
  issuedOrder,
  nobody,
  people,
  recorded,
  vendorEvents,
  xof,
} from '../../../testing/purchase.js';
import { invoice } from '../invoice/invoice.decide.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import { vendor } from '../vendor/vendor.decide.js';
import type { Billed } from './payment.clearance.js';
import { payment } from './payment.decide.js';
import type { PaymentEvent } from './payment.events.js';

const spec = givenWhenThen(payment);
const document = {
  reference: 'PAY-2026-0001',
  invoiceId: 'invoice-1',
  orderId: 'order-1',
  vendorId: 'vendor-1',
};
const lines = [{ budgetLineId: 'line-1', amount: xof(11_136_000) }];
const parts = [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(11_136_000) }];
const requested: PaymentEvent = {
  type: 'PaymentRequested',
  data: { ...document, amount: xof(11_136_000), by: people.clerk, requestedOn: '2026-11-02' },
};
const allocated: PaymentEvent = { type: 'PaymentPrepared', data: { lines: parts } };
/** Both, as the events before whatever comes next. */
const prepared = [requested, allocated] as const;
const certified: PaymentEvent = { type: 'PaymentCertified', data: { by: people.certifier } };
const approved: PaymentEvent = { type: 'PaymentApproved', data: { by: people.payer } };
const requestedRelease: PaymentEvent = {
  type: 'PaymentReleaseRequested',
  data: {
    ...document,
    valueDate: '2026-11-05',
    by: people.treasurer,
    requestedOn: '2026-11-05',
  },
};
const released: PaymentEvent = {
  type: 'PaymentReleased',
  data: { ...document, valueDate: '2026-11-05', lines, by: people.treasurer },
};
const state = fold(invoice, [invoiceEvents.registered, invoiceEvents.approved]);
const vendorFacts = {
  vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  screeningDays: 90,
};
const delivered = [recorded('r1', 40), claimed('invoice-1', 40)] as const;
const tolerance = { percent: '0', amount: { amount: '0.00', currency: 'USD' } };
const billedOn = (...events: readonly OrderEvent[]) => ({
  state,
  order: fold(purchaseOrder, [...issuedOrder, ...events]),
  tolerance,
});
const billed = billedOn(...delivered, accrued('r1'));
const asked = { invoice: { ...billed, vendor: vendorFacts } };
const facts = {
  ...{ billed: ok(billed), vendor: vendorFacts, dateProblem: null, order: null },
  bankReference: null,
  ...nobody,
};
const by = people.treasurer;
const prepare = {
  type: 'PreparePayment',
  reference: 'PAY-2026-0001',
  invoiceId: 'invoice-1',
  amount: xof(11_136_000),
  by: people.clerk,
  today: '2026-11-02',
} as const;
const release = {
  type: 'ReleasePayment',
  valueDate: '2026-11-05',
  by,
  today: '2026-11-05',
} as const;
const clear = { type: 'AcceptClearance' } as const;
const confirm = {
  type: 'ConfirmPayment',
  ...{ bankReference: 'VIR-118', transferAmount: null, by },
} as const;
const giveBack = {
  type: 'ReturnPayment',
  reason: 'Account closed',
  effectiveAt: '2026-11-09',
  by,
  today: '2026-11-09',
} as const;
const cancel = { type: 'CancelPayment', reason: 'Wrong amount', by: people.clerk } as const;

const refusal = { code: 'payment_exceeds_invoice', params: { left: '0' } };
const accept = { type: 'AcceptAllocation', lines: parts } as const;
const refuse = { type: 'RefuseAllocation', refusal } as const;

test('requests its amount from the invoice, with the same refusals', () => {
  const asking = spec.given().when(prepare, asked);
  asking.thenLike([requested]);
  asking.thenState({ status: 'preparing' });
  const refused = (change: object, code: string) =>
    spec
      .given()
      .when({ ...prepare, ...change }, asked)
      .thenRejected(code);
  refused({ amount: xof(11_136_001) }, 'payment_exceeds_invoice');
  refused({ amount: { amount: '1.00', currency: 'USD' } }, 'payment_currency_differs');
  spec.given().when(prepare, { invoice: null }).thenRejected('invoice_unknown');
  const unknown = { invoice: { ...billed, vendor: { ...vendorFacts, vendor: null } } };
  spec.given().when(prepare, unknown).thenRejected('vendor_unknown');
  const early = {
    invoice: {
      ...billed,
      state: fold(invoice, [invoiceEvents.registered]),
      vendor: vendorFacts,
    },
  };
  spec.given().when(prepare, early).thenRejected('invoice_wrong_status');
});

test('is prepared with the allocated amount, or finally refused', () => {
  spec.given([requested]).when(accept).thenLike([allocated]);
  const refused = spec.given([requested]).when(refuse);
  refused.thenLike([{ type: 'PaymentRefused', data: { refusal } }]);
  refused.thenState({ status: 'refused', reason: 'payment_exceeds_invoice' });
  const waiting = spec.given([requested]);
  waiting.when(cancel).thenRejected('payment_wrong_status', { status: 'preparing' });
  for (const events of [prepared, [requested, ...refused.events()], [...prepared, certified]]) {
    spec
      .given([...events])
      .when(accept)
      .thenNothing();
    spec
      .given([...events])
      .when(refuse)
      .thenNothing();
  }
});

test('is certified, approved, released and confirmed in this order', () => {
  const certify = { type: 'CertifyPayment', by: people.certifier } as const;
  const approve = { type: 'ApprovePayment', by: people.payer } as const;
  spec
    .given([...prepared])
    .when(certify, facts)
    .thenLike([certified]);
  spec
    .given([...prepared, certified])
    .when(approve, facts)
    .thenLike([approved]);
  spec
    .given([...prepared, certified, approved])
    .when(release, facts)
    .thenLike([requestedRelease]);
  spec
    .given([...prepared, certified, approved, requestedRelease])
    .when(clear)
    .thenLike([released]);
  spec
    .given([...prepared, certified, approved, requestedRelease, released])
    .when(confirm, facts)
    .thenLike([
      {
        type: 'PaymentConfirmationRequested',
        data: { movement: { bankReference: 'VIR-118', amount: xof(11_136_000) } },
      },
    ]);
  for (const early of [approve, release, confirm, giveBack]) {
    spec
      .given([...prepared])
      .when(early, facts)
      .thenRejected('payment_wrong_status', { status: 'prepared' });
  }
  spec
    .given([...prepared, certified])
    .when(certify, facts)
    .thenRejected('payment_wrong_status');
});

describe('a confirmation', () => {
  const sent = [...prepared, certified, approved, requestedRelease, released];
  const asked = [...sent, ...spec.given(sent).when(confirm, facts).events()];

  test('asks whether the bank’s reference is free, and is here when it is', () => {
    const here = spec.given(asked).when({ type: 'AcceptConfirmation' });
    here.thenLike([{ type: 'PaymentConfirmed', data: { bankReference: 'VIR-118', by } }]);
    here.thenState({ status: 'confirmed', bankReference: 'VIR-118' });
    for (const command of [confirm, giveBack, cancel]) {
      spec
        .given(asked)
        .when(command, facts)
        .thenRejected('payment_wrong_status', { status: 'confirming' });
    }
    for (const late of [sent, [...asked, ...here.events()]]) {
      spec
        .given([...late])
        .when({ type: 'AcceptConfirmation' })
        .thenNothing();
      spec
        .given([...late])
        .when({ type: 'RefuseConfirmation', refusal })
        .thenNothing();
    }
  });

  test('by the reference of another payment is none: the payment is released as before', () => {
    const other = { documentId: 'p9', reference: 'PAY-2026-0009', valueDate: '2026-11-05' };
    const taken = [{ ...other, amount: xof(1), transferAmount: null }];
    spec
      .given(sent)
      .when(confirm, { ...facts, bankReference: { taken } })
      .thenRejected('bank_reference_used', { documents: 'PAY-2026-0009' });
    const refused = spec.given(asked).when({ type: 'RefuseConfirmation', refusal });
    refused.thenLike([{ type: 'PaymentConfirmationRefused', data: { refusal } }]);
    refused.thenState((after) => {
      expect(after).toMatchObject({ status: 'released' });
      expect(after.bankReference).toBeUndefined();
    });
  });
});

test('while it waits for its order nothing else happens; refused, it is approved as before', () => {
  const waiting = spec.given([...prepared, certified, approved, requestedRelease]);
  for (const command of [release, confirm, giveBack, cancel]) {
    waiting.when(command, facts).thenRejected('payment_wrong_status', { status: 'releasing' });
  }
  const refused = waiting.when({ type: 'RefuseClearance', refusal });
  refused.thenLike([{ type: 'PaymentReleaseRefused', data: { refusal } }]);
  refused.thenState({ status: 'approved' });
  const given = spec.given([...prepared, certified, approved]);
  given.when(clear).thenNothing();
  given.when({ type: 'RefuseClearance', refusal }).thenNothing();
});

describe('what its order and invoice say now', () => {
  const reversed: OrderEvent = {
    type: 'ReceiptWithdrawn',
    data: {
      receiptId: 'r1',
      effectiveAt: '2026-10-20',
      reason: 'Broken',
      rematch: [],
      by: people.receiver,
    },
  };
  const withdrawn = billedOn(...delivered, accrued('r1'), reversed);
  const unaccrued = billedOn(...delivered);
  const held = billedOn(...delivered, {
    type: 'ReceiptHeld',
    data: {
      receiptId: 'r1',
      budgetLineId: 'line-1',
      code: 'insufficient_funds',
      shortfall: { amount: '19.44', currency: 'USD' },
    },
  });
  const certify = { type: 'CertifyPayment', by: people.certifier } as const;
  const approve = { type: 'ApprovePayment', by: people.payer } as const;
  const steps = (now: Billed, code: string, params: ErrorParams) => {
    const known = { ...facts, billed: ok(now) };
    const first = { invoice: { ...now, vendor: vendorFacts } };
    spec.given().when(prepare, first).thenRejected(code, params);
    spec
      .given([...prepared])
      .when(certify, known)
      .thenRejected(code, params);
    spec
      .given([...prepared, certified])
      .when(approve, known)
      .thenRejected(code, params);
    spec
      .given([...prepared, certified, approved])
      .when(release, known)
      .thenRejected(code, params);
  };

  test('a reversed receipt stops it at every step', () => {
    steps(withdrawn, 'invoice_does_not_match', { kinds: 'missing_receipt' });
  });

  test('a delivery held for lack of funds stops it at every step, with the shortfall', () => {
    steps(held, 'delivery_held', { shortfall: '19.44', currency: 'USD' });
  });

  test('a delivery that budgets has not accrued yet stops the release only', () => {
    const known = { ...facts, billed: ok(unaccrued) };
    spec
      .given([...prepared])
      .when(certify, known)
      .thenLike([certified]);
    spec
      .given([...prepared, certified, approved])
      .when(release, known)
      .thenRejected('delivery_not_accrued');
  });

  test('it leaves on a usable date, not before its invoice, to a vendor that is screened', () => {
    const given = spec.given([...prepared, certified, approved]);
    given.when(release, { ...facts, dateProblem }).thenRejected('date_refused');
    const early = { ...release, valueDate: '2026-10-19' };
    given.when(early, facts).thenRejected('payment_before_invoice', { invoicedOn: '2026-10-20' });
    const expired = { ...vendorFacts, screeningDays: 30 };
    given.when(release, { ...facts, vendor: expired }).thenRejected('vendor_screening_expired');
    const unknown = { ...vendorFacts, vendor: null };
    given.when(release, { ...facts, vendor: unknown }).thenRejected('vendor_unknown');
  });

  test('a missing document stops it', () => {
    const missing = { ...facts, billed: err(refuseOrder.order_unknown({ orderId: 'order-1' })) };
    spec
      .given([...prepared, certified, approved])
      .when(release, missing)
      .thenRejected('order_unknown');
    spec
      .given([...prepared])
      .when(certify, missing)
      .thenRejected('order_unknown');
  });
});

test('is returned by the bank with its lines, also when it was confirmed, not before it left', () => {
  const sent = [...prepared, certified, approved, requestedRelease, released];
  const asked = [...sent, ...spec.given(sent).when(confirm, facts).events()];
  const confirmed = spec.given(asked).when({ type: 'AcceptConfirmation' }).events();
  for (const events of [sent, [...asked, ...confirmed]]) {
    const given = spec.given([...events]);
    const data = { effectiveAt: '2026-11-09', lines };
    const back = given.when(giveBack, facts);
    back.thenLike([{ type: 'PaymentReturnRequested', data: { effectiveAt: '2026-11-09' } }]);
    const waiting = spec.given([...events, ...back.events()]);
    waiting.when({ type: 'AcceptReturn' }).thenLike([{ type: 'PaymentReturned', data }]);
    given.when(giveBack, { dateProblem, order: null }).thenRejected('date_refused');
    const early = { ...giveBack, effectiveAt: '2026-11-04' };
    given.when(early, facts).thenRejected('return_before_payment', { valueDate: '2026-11-05' });
  }
});

test('is cancelled only before its release', () => {
  for (const events of [prepared, [...prepared, certified], [...prepared, certified, approved]]) {
    const cancelled = spec.given([...events]).when(cancel);
    cancelled.thenLike([{ type: 'PaymentCancelled', data: { invoiceId: 'invoice-1' } }]);
    cancelled.thenState({ status: 'cancelled' });
  }
  const late = spec.given([...prepared, certified, approved, requestedRelease, released]);
  late.when(cancel).thenRejected('payment_wrong_status');
});

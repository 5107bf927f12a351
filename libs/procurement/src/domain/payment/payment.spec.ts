import { test } from '@jest/globals';
import { err, fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import { invoiceEvents, people, vendorEvents, xof } from '../../../testing/purchase.js';
import { invoice } from '../invoice/invoice.decide.js';
import type { InvoiceEvent } from '../invoice/invoice.events.js';
import { refuse as refuseOrder } from '../purchase-order/order.rejections.js';
import { vendor } from '../vendor/vendor.decide.js';
import { payment, type Chain } from './payment.decide.js';
import type { PaymentEvent } from './payment.events.js';

const spec = givenWhenThen(payment);
const document = {
  reference: 'PAY-2026-0001',
  invoiceId: 'invoice-1',
  orderId: 'order-1',
  vendorId: 'vendor-1',
};
const lines = [{ budgetLineId: 'line-1', amount: xof(11_136_000) }];
const requested: PaymentEvent = {
  type: 'PaymentRequested',
  data: { ...document, amount: xof(11_136_000), by: people.clerk, requestedOn: '2026-11-02' },
};
const allocated: PaymentEvent = { type: 'PaymentPrepared', data: { lines } };
/** Both, as the events before whatever comes next. */
const prepared = [requested, allocated] as const;
const certified: PaymentEvent = { type: 'PaymentCertified', data: { by: people.certifier } };
const approved: PaymentEvent = { type: 'PaymentApproved', data: { by: people.payer } };
const released: PaymentEvent = {
  type: 'PaymentReleased',
  data: { ...document, valueDate: '2026-11-05', lines, by: people.treasurer },
};
const state = fold(invoice, [invoiceEvents.registered, invoiceEvents.approved]);
const vendorFacts = {
  vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  screeningDays: 90,
};
const asked = { invoice: { state, vendor: vendorFacts } };
const chain: Chain = { certifiers: [], receivers: [], clerks: [] };
const facts = { invoice: state, vendor: vendorFacts, dateProblem: null, chain: ok(chain) };
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
const confirm = { type: 'ConfirmPayment', bankReference: 'VIR-118', by } as const;
const giveBack = {
  type: 'ReturnPayment',
  reason: 'Account closed',
  effectiveAt: '2026-11-09',
  by,
  today: '2026-11-09',
} as const;
const cancel = { type: 'CancelPayment', reason: 'Wrong amount', by: people.clerk } as const;

const refusal = { code: 'payment_exceeds_invoice', params: { left: '0' } };
const accept = { type: 'AcceptAllocation', lines } as const;
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
  const unknown = { invoice: { state, vendor: { ...vendorFacts, vendor: null } } };
  spec.given().when(prepare, unknown).thenRejected('vendor_unknown');
  const early = {
    invoice: { state: fold(invoice, [invoiceEvents.registered]), vendor: vendorFacts },
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
    .when(certify)
    .thenLike([certified]);
  spec
    .given([...prepared, certified])
    .when(approve, facts)
    .thenLike([approved]);
  spec
    .given([...prepared, certified, approved])
    .when(release, facts)
    .thenLike([released]);
  spec
    .given([...prepared, certified, approved, released])
    .when(confirm)
    .thenLike([
      {
        type: 'PaymentConfirmed',
        data: { bankReference: 'VIR-118', amount: xof(11_136_000) },
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
    .when(certify)
    .thenRejected('payment_wrong_status');
});

test('persons who certified, received or entered a document do not approve', () => {
  const chain = ok({
    certifiers: [{ id: 'certifier-of-the-requisition' }],
    receivers: [people.receiver],
    clerks: [{ id: 'clerk-of-the-invoice' }],
  });
  const refused = (id: string, code: string) =>
    spec
      .given([...prepared, certified])
      .when({ type: 'ApprovePayment', by: { id } }, { chain })
      .thenRejected(code, { who: id });
  refused(people.certifier.id, 'segregation_certifier_approves_payment');
  refused('certifier-of-the-requisition', 'segregation_certifier_approves_payment');
  refused(people.receiver.id, 'segregation_receiver_approves_payment');
  refused(people.clerk.id, 'segregation_clerk_approves_payment');
  refused('clerk-of-the-invoice', 'segregation_clerk_approves_payment');
});

test('is not approved if the duties of the purchase are unknown', () => {
  const approve = { type: 'ApprovePayment', by: people.payer } as const;
  const unknown = { chain: err(refuseOrder.order_unknown({ orderId: 'order-1' })) };
  spec
    .given([...prepared, certified])
    .when(approve, unknown)
    .thenRejected('order_unknown');
});

test('is not released on an unusable date, for a receivable, or to a vendor not screened', () => {
  const given = spec.given([...prepared, certified, approved]);
  given.when(release, { ...facts, dateProblem }).thenRejected('date_refused');
  const due: InvoiceEvent = {
    type: 'InvoiceReceivableChanged',
    data: {
      exceptions: [{ kind: 'missing_receipt', orderLine: 1, expected: '0', actual: '40' }],
    },
  };
  const owed = { ...facts, invoice: fold(invoice, [due], state) };
  given.when(release, owed).thenRejected('invoice_has_receivable', { reference: 'INV-2026-0001' });
  const expired = { ...vendorFacts, screeningDays: 30 };
  given.when(release, { ...facts, vendor: expired }).thenRejected('vendor_screening_expired');
});

test('is not released for an unknown invoice or vendor', () => {
  const given = spec.given([...prepared, certified, approved]);
  given.when(release, { ...facts, invoice: null }).thenRejected('invoice_unknown');
  const unknown = { ...vendorFacts, vendor: null };
  given.when(release, { ...facts, vendor: unknown }).thenRejected('vendor_unknown');
});

test('is returned by the bank with its lines, in an open period', () => {
  const given = spec.given([...prepared, certified, approved, released]);
  const data = { effectiveAt: '2026-11-09', lines };
  given.when(giveBack, facts).thenLike([{ type: 'PaymentReturned', data }]);
  given.when(giveBack, { dateProblem }).thenRejected('date_refused');
});

test('is cancelled only before its release', () => {
  for (const events of [prepared, [...prepared, certified], [...prepared, certified, approved]]) {
    const cancelled = spec.given([...events]).when(cancel);
    cancelled.thenLike([{ type: 'PaymentCancelled', data: { invoiceId: 'invoice-1' } }]);
    cancelled.thenState({ status: 'cancelled' });
  }
  const late = spec.given([...prepared, certified, approved, released]);
  late.when(cancel).thenRejected('payment_wrong_status');
});

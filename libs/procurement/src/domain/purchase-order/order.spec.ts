import { describe, expect, test } from '@jest/globals';
import { err, fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  awardShares,
  claimed,
  issuedOrder,
  orderEvents,
  people,
  recorded,
  requisitionEvents,
  vendorEvents,
  xof,
} from '../../../testing/purchase.js';
import { requisition } from '../requisition/requisition.decide.js';
import { vendorAwards } from '../vendor-awards/vendor-awards.decide.js';
import { vendor } from '../vendor/vendor.decide.js';
import type { AwardFacts } from './order.approval.js';
import type { CreateOrder, OrderCommand } from './order.commands.js';
import type { ApprovalLimits, AwardLimits } from './order.content.js';
import { purchaseOrder } from './order.decide.js';
import type { OrderEvent } from './order.events.js';

const spec = givenWhenThen(purchaseOrder);
const { created, approved, issued } = orderEvents;
const { created: asked, submitted, reserved, certified, allocated } = requisitionEvents;
const certifiedRequisition = fold(requisition, [asked, submitted, reserved, certified]);
const allocatedRequisition = fold(requisition, [asked, submitted, reserved, certified, allocated]);
const certifiedAgain = { ...certifiedRequisition, certifications: 2 };
const reservedLater = { ...certifiedRequisition, effectiveAt: '2026-09-21' };
const otherItem = {
  ...certifiedRequisition,
  lines: certifiedRequisition.lines.map((line) => ({ ...line, description: 'Helmet' })),
};
const today = '2026-09-20';
const vendorFacts = {
  vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  screeningDays: 90,
};
const usd = (amount: string) => ({ amount, currency: 'USD' });
const limits = (valueMinor: bigint): AwardLimits => ({
  lowValue: usd('10000.00'),
  approval: usd('500000.00'),
  valueMinor,
});
const facts: AwardFacts = {
  requisition: certifiedRequisition,
  vendor: vendorFacts,
  limits: ok(limits(4_800_000n)),
};
const approvalLimits = (valueMinor: bigint): ApprovalLimits => ({
  ...limits(valueMinor),
  needs: awardShares.needs,
  splittingDays: 30,
});
/** The vendor has another order of the same need, two weeks before. */
const muchElsewhere = fold(vendorAwards, [
  {
    type: 'AwardRegistered',
    data: {
      ...orderEvents.approving.data,
      ...{ orderId: 'order-2', reference: 'PO-2026-0002', effectiveAt: '2026-09-06' },
      award: { ...awardShares, needs: [{ ...awardShares.needs[0]!, value: usd('452000.01') }] },
    },
  },
]);
const approvalFacts = {
  id: 'order-1',
  ...{ requisition: certifiedRequisition, vendor: vendorFacts, awards: null },
  limits: ok(approvalLimits(4_800_000n)),
};
const lines = [{ requisitionLine: 1, quantity: '100', unitPrice: xof(278_400) }];
const create = {
  type: 'CreateOrder',
  reference: 'PO-2026-0001',
  kind: 'goods',
  vendorId: 'vendor-1',
  requisitionId: 'requisition-1',
  lines,
  award: { method: 'direct', waiverReason: 'Only one dealer' },
  by: people.buyer,
  today,
} as const satisfies OrderCommand;
const { award, by: buyer } = create;
const change = { type: 'ChangeOrder', lines, award, by: buyer, today } as const;
const notCounted = { invoice: null };
const usable = { dateProblem: null };

describe('a draft', () => {
  test('takes description and budget line from the requisition, the price from the offer', () => {
    spec
      .given()
      .when(create, facts)
      .thenLike([{ type: 'PurchaseOrderCreated', data: created.data }]);
  });

  test.each([
    ['requisition_unknown', { requisition: null }],
    ['requisition_not_certified', { requisition: fold(requisition, [asked, submitted]) }],
    ['vendor_unknown', { vendor: { vendor: null, screeningDays: 90 } }],
    ['vendor_screening_expired', { vendor: { ...vendorFacts, screeningDays: 5 } }],
    ['date_refused', { limits: err(dateProblem) }],
  ] as const)('is refused, created or changed: %s', (code, other) => {
    const known = { ...facts, ...other };
    spec.given().when(create, known).thenRejected(code);
    spec.given([created]).when(change, known).thenRejected(code);
  });

  test.each([
    ['requisition_line_unknown', { requisitionLine: 2 }],
    ['order_currency_differs', { unitPrice: usd('480.00') }],
    ['order_amount_zero', { quantity: '0.001', unitPrice: xof(1) }],
    ['document_total_too_large', { unitPrice: xof(10 ** 15) }],
    ['quantity_exceeds_requisition', { quantity: '100.001' }],
  ])('has lines of its requisition: %s', (code, of) => {
    const command = { ...create, lines: [{ ...create.lines[0], ...of }] } as CreateOrder;
    spec.given().when(command, facts).thenRejected(code);
  });

  test('two lines of one requisition line are counted together', () => {
    const half = { requisitionLine: 1, quantity: '60', unitPrice: xof(1) };
    const params = { quantity: '120', left: '100' };
    spec
      .given()
      .when({ ...create, lines: [half, half] }, facts)
      .thenRejected('quantity_exceeds_requisition', params);
  });

  test('a waiver is needed only above the low value limit', () => {
    for (const award of [{ method: 'direct' }, { method: 'low_value' }] as const) {
      const command = { ...create, award };
      spec
        .given()
        .when(command, facts)
        .thenRejected('award_waiver_required', { limit: '10000.00' });
      const small = { ...facts, limits: ok(limits(1_000_000n)) };
      spec
        .given()
        .when(command, small)
        .thenLike([{ type: 'PurchaseOrderCreated' }]);
    }
  });

  test('requester and certifier do not buy', () => {
    const by = (person: { id: string }) => ({ ...create, by: person });
    const refused = (person: { id: string }, code: string) =>
      spec.given().when(by(person), facts).thenRejected(code);
    refused(people.requisitioner, 'segregation_requisitioner_buys');
    refused(people.certifier, 'segregation_certifier_buys');
  });

  test('belongs to the certification it was drafted under, and lapses with it', () => {
    spec.given().when(create, facts).thenState({ status: 'draft', certification: 1 });
    const later = { ...facts, requisition: certifiedAgain };
    spec.given([created]).when(change, later).thenRejected('certification_over', { now: 2 });
    const reason = 'requisition_returned';
    const lapse = { type: 'LapseOrder', certification: 1, reason } as const;
    const lapsed = {
      type: 'PurchaseOrderLapsed',
      data: { certification: 1, vendorId: 'vendor-1', reason },
    } as const;
    for (const events of [[created], [created, orderEvents.approving]]) {
      spec
        .given(events)
        .when(lapse)
        .thenLike([lapsed])
        .thenState({ status: 'lapsed', lapseReason: reason });
    }
    spec
      .given([...issuedOrder])
      .when(lapse)
      .thenNothing();
    spec
      .given([created])
      .when({ ...lapse, certification: 2 })
      .thenNothing();
    const after = [created, ...spec.given([created]).when(lapse).events()];
    spec.given(after).when(change, facts).thenRejected('order_wrong_status', { status: 'lapsed' });
  });

  test('can be revised until its approval', () => {
    spec
      .given([created])
      .when(change, facts)
      .thenLike([{ type: 'PurchaseOrderChanged' }]);
    spec.given([created, approved]).when(change, facts).thenRejected('order_wrong_status');
  });
});

describe('an approval', () => {
  const { approving } = orderEvents;
  const approve = {
    type: 'ApproveOrder',
    effectiveAt: '2026-09-20',
    by: people.approver,
    today,
  } as const;
  const { budgetLines } = allocated.data;
  const accept = {
    type: 'AcceptAllocation',
    approval: 1,
    reservationId: 'reservation-1',
    budgetLines,
  } as const;
  const refusal = { code: 'quantity_exceeds_requisition', params: { left: '0' } };
  const refuse = { type: 'RefuseAllocation', approval: 1, refusal } as const;

  test('requests the quantities from the requisition, under a new round', () => {
    const asking = spec.given([created]).when(approve, approvalFacts);
    asking.thenLike([approving]);
    asking.thenState({ status: 'approving', approvals: 1 });
  });

  test('is refused when the approver has another duty', () => {
    const refused = (by: { id: string }, code: string) =>
      spec
        .given([created])
        .when({ ...approve, by }, approvalFacts)
        .thenRejected(code);
    refused(people.requisitioner, 'segregation_requisitioner_approves_award');
    refused(people.certifier, 'segregation_certifier_approves_award');
    refused(people.buyer, 'segregation_buyer_approves_award');
  });

  test.each([
    ['date_refused', { limits: err(dateProblem) }],
    ['vendor_unknown', { vendor: { ...vendorFacts, vendor: null } }],
    ['vendor_screening_expired', { vendor: { ...vendorFacts, screeningDays: 5 } }],
    ['award_limit_exceeded', { limits: ok(approvalLimits(50_000_001n)) }],
    ['award_splits_purchase', { awards: muchElsewhere }],
    ['requisition_unknown', { requisition: null }],
    ['order_awaiting_commitment', { requisition: allocatedRequisition }],
    ['requisition_wrong_status', { requisition: fold(requisition, [asked, submitted]) }],
    ['certification_over', { requisition: certifiedAgain }],
    ['date_before_previous_step', { requisition: reservedLater }],
    ['requested_item_differs', { requisition: otherItem }],
  ] as const)('is refused at once, and writes nothing: %s', (code, other) => {
    spec
      .given([created])
      .when(approve, { ...approvalFacts, ...other })
      .thenRejected(code);
  });

  test('is refused above the low value limit, and for an order that is no draft', () => {
    const low: OrderEvent = {
      type: 'PurchaseOrderCreated',
      data: { ...created.data, award: { method: 'low_value' } },
    };
    spec.given([low]).when(approve, approvalFacts).thenRejected('award_waiver_required');
    for (const events of [
      [created, approving],
      [created, approving, approved],
    ]) {
      spec.given(events).when(approve, approvalFacts).thenRejected('order_wrong_status');
    }
  });

  test('when allocated, requests the commitment at the order’s price', () => {
    const accepted = spec.given([created, approving]).when(accept);
    accepted.thenLike([{ type: 'PurchaseOrderApproved', data: approved.data }]);
    accepted.thenState({ status: 'commitment_pending' });
  });

  test('never commits a budget line without an amount', () => {
    const other = [{ ...accept.budgetLines[0], budgetLineId: 'line-2' }] as never;
    const decide = () => spec.given([created, approving]).when({ ...accept, budgetLines: other });
    expect(decide).toThrow('an amount on budget line line-2');
  });

  test('when not allocated, is a draft again, with the reason', () => {
    const refused = spec.given([created, approving]).when(refuse);
    refused.thenLike([{ type: 'PurchaseOrderApprovalRefused', data: { approval: 1, refusal } }]);
    refused.thenState({ status: 'draft', approvals: 1, refusal });
  });

  test('while it waits, conflicting commands are refused', () => {
    const { by } = create;
    const waiting = spec.given([created, approving]);
    waiting.when(change, facts).thenRejected('order_wrong_status', { status: 'approving' });
    const reason = 'No need';
    const cancel = { type: 'CancelOrder', reason, by, effectiveAt: today, today } as const;
    waiting.when(cancel, usable).thenRejected('order_wrong_status');
  });

  test('an answer to another round changes nothing', () => {
    const refused = spec.given([created, approving]).when(refuse).events();
    const again: OrderEvent = { ...approving, data: { ...approving.data, approval: 2 } };
    const second = [created, approving, ...refused, again];
    for (const events of [[created], [created, approving, approved], second]) {
      spec.given(events).when(accept).thenNothing();
      spec.given(events).when(refuse).thenNothing();
    }
  });

  test('is issued when the funds are committed, a draft again when they are refused', () => {
    const issue = { type: 'IssueOrder', approval: 1 } as const;
    spec
      .given([created, approving, approved])
      .when(issue)
      .thenLike([{ type: 'PurchaseOrderIssued', data: issued.data }]);
    spec.given([created, approving, approved, issued]).when(issue).thenNothing();
    spec
      .given([created, approving, approved])
      .when({ ...issue, approval: 2 })
      .thenNothing();
    const shortfall = {
      budgetLineId: 'line-1',
      code: 'funds_insufficient',
      shortfall: usd('1.00'),
    };
    const refuse = { type: 'RefuseCommitment', approval: 1, rejections: [shortfall] } as const;
    const refused = spec.given([created, approving, approved]).when(refuse);
    refused.thenLike([{ type: 'PurchaseOrderCommitmentRejected' }]);
    refused.thenState({ status: 'draft', commitmentRejection: [shortfall] });
    spec.given([created, approving, approved, issued]).when(refuse).thenNothing();
  });
});

describe('hold and end of an order', () => {
  const by = people.buyer;
  const reasoned = <T extends 'HoldOrder' | 'CancelOrder' | 'TerminateOrder'>(type: T) => ({
    type,
    reason: 'Dispute over the specification',
    by,
    effectiveAt: today,
    today,
  });
  const held: OrderEvent = { type: 'PurchaseOrderHeld', data: { reason: 'x', by } };
  const resume = { type: 'ResumeOrder', by, today } as const;
  const close = { type: 'CloseOrder', by, effectiveAt: today, today } as const;
  const paid = (invoiceId: string): OrderEvent => ({
    type: 'OrderInvoicePaid',
    data: { invoiceId },
  });

  test('after a hold, its status follows its deliveries', () => {
    spec
      .given([...issuedOrder])
      .when(reasoned('HoldOrder'))
      .thenLike([{ type: 'PurchaseOrderHeld' }]);
    spec.given([created]).when(reasoned('HoldOrder')).thenRejected('order_wrong_status');
    const back = spec.given([...issuedOrder, recorded('r', 40, false), held]).when(resume);
    back.thenState({ status: 'partially_received' });
    spec
      .given([...issuedOrder])
      .when(resume)
      .thenRejected('order_wrong_status');
  });

  test('is cancelled before any delivery; an issued order releases its commitment', () => {
    const draft = spec.given([created]).when(reasoned('CancelOrder'), usable);
    draft.thenLike([{ type: 'PurchaseOrderCancelled', data: { committed: false } }]);
    const given = spec.given([...issuedOrder]);
    const data = { committed: true, budgetLineIds: ['line-1'] };
    given
      .when(reasoned('CancelOrder'), usable)
      .thenLike([{ type: 'PurchaseOrderCancelled', data }]);
    spec
      .given([created, approved])
      .when(reasoned('CancelOrder'), usable)
      .thenRejected('order_wrong_status');
    const partly = spec.given([...issuedOrder, recorded('r', 40, false)]);
    partly.when(reasoned('CancelOrder'), usable).thenRejected('order_has_receipts');
    const invoiced = spec.given([...issuedOrder, claimed('i', 40)]);
    invoiced.when(reasoned('CancelOrder'), usable).thenRejected('order_has_open_invoices');
  });

  test('is cancelled although a delivery was rejected as a whole', () => {
    const none = recorded('r', 0, false);
    const rejected: OrderEvent = { ...none, data: { ...none.data, lines: [], budgetLines: [] } };
    const given = spec.given([...issuedOrder, rejected]);
    given.when(reasoned('HoldOrder')).thenLike([{ type: 'PurchaseOrderHeld' }]);
    given
      .when(reasoned('CancelOrder'), usable)
      .thenLike([{ type: 'PurchaseOrderCancelled', data: { approval: 1 } }]);
  });

  test('when cancelled, gives its share back once budgets has answered on every line', () => {
    const cancelled: OrderEvent = {
      type: 'PurchaseOrderCancelled',
      data: {
        reference: 'PO-2026-0001',
        requisitionId: 'requisition-1',
        vendorId: 'vendor-1',
        effectiveAt: today,
        budgetLineIds: ['line-1', 'line-2'],
        reason: 'x',
        approval: 1,
        committed: true,
        by,
      },
    };
    const answer = (budgetLineId: string, approval = 1) =>
      ({ type: 'RecordCommitmentReturn', approval, budgetLineId }) as const;
    const history = [...issuedOrder, cancelled];
    const first = spec.given(history).when(answer('line-1'));
    first.thenLike([{ type: 'OrderCommitmentReturned', data: { budgetLineId: 'line-1' } }]);
    const rest = [...history, ...first.events()];
    spec.given(rest).when(answer('line-1')).thenNothing();
    spec.given(rest).when(answer('line-2', 2)).thenNothing();
    spec
      .given(rest)
      .when(answer('line-2'))
      .thenLike([
        { type: 'OrderCommitmentReturned' },
        { type: 'OrderShareReturned', data: { requisitionId: 'requisition-1' } },
      ]);
    spec
      .given([...issuedOrder])
      .when(answer('line-1'))
      .thenNothing();
  });

  test('ends on a usable date that is not before its own', () => {
    const early = { effectiveAt: '2026-09-19' };
    const earliest = { earliest: '2026-09-20' };
    const full = [...issuedOrder, recorded('r', 100, true)];
    const ends = [
      [issuedOrder, reasoned('CancelOrder')],
      [issuedOrder, reasoned('TerminateOrder')],
      [full, close],
    ] as const;
    for (const [events, end] of ends) {
      spec
        .given([...events])
        .when(end, { dateProblem })
        .thenRejected('date_refused');
      spec
        .given([...events])
        .when({ ...end, ...early }, usable)
        .thenRejected('date_before_previous_step', earliest);
    }
  });

  test('terminating keeps the delivered goods', () => {
    const partly = spec.given([...issuedOrder, recorded('r', 40, false)]);
    partly.when(reasoned('TerminateOrder'), usable).thenLike([{ type: 'PurchaseOrderTerminated' }]);
    const full = spec.given([...issuedOrder, recorded('r', 100, true)]);
    full.when(reasoned('TerminateOrder'), usable).thenRejected('order_wrong_status');
  });

  test('closes automatically with the last payment', () => {
    const pay = (invoiceId: string) =>
      ({ type: 'RecordInvoicePaid', invoiceId, on: today }) as const;
    const both = [...issuedOrder, recorded('r1', 40, false), recorded('r2', 60, true)] as const;
    const first = spec.given([...both, claimed('i1', 40)]).when(pay('i1'), notCounted);
    first.thenLike([{ type: 'OrderInvoicePaid' }]);
    spec
      .given([...both, claimed('i1', 40), paid('i1'), claimed('i2', 60)])
      .when(pay('i2'), notCounted)
      .thenLike([
        { type: 'OrderInvoicePaid' },
        { type: 'PurchaseOrderCompleted' },
        { type: 'PurchaseOrderClosed', data: { effectiveAt: today, budgetLineIds: ['line-1'] } },
      ]);
    const open = spec.given([...both, claimed('i1', 100), claimed('i2', 1)]);
    open.when(pay('i1'), notCounted).thenLike([{ type: 'OrderInvoicePaid' }]);
    spec
      .given([...both, claimed('i1', 40), paid('i1')])
      .when(pay('i1'), notCounted)
      .thenNothing();
    spec
      .given([...both])
      .when(pay('i1'), notCounted)
      .thenNothing();
  });

  test('an invoice paid before it was counted closes the order at once', () => {
    const pay = { type: 'RecordInvoicePaid', invoiceId: 'i1', on: today } as const;
    const all = [...issuedOrder, recorded('r', 100, true)] as const;
    const invoice = { lines: [{ orderLine: 1, quantity: 100_000n }], clerk: people.clerk };
    const paidNow = spec.given([...all]).when(pay, { invoice });
    paidNow.thenLike([
      { type: 'OrderInvoiced', data: { lines: [{ quantity: '100' }], rematch: [] } },
      { type: 'OrderInvoicePaid' },
      { type: 'PurchaseOrderCompleted' },
      { type: 'PurchaseOrderClosed' },
    ]);
    const late = spec.given([...all, claimed('i1', 100), paid('i1')]);
    late.when({ type: 'RecordInvoice', invoiceId: 'i1' }, { invoice }).thenNothing();
    late.when(pay, { invoice }).thenNothing();
  });

  test('rejecting the last open invoice closes it too', () => {
    const all = [...issuedOrder, recorded('r', 100, true), claimed('i1', 100), paid('i1')] as const;
    const withdraw = { type: 'WithdrawInvoice', invoiceId: 'i2', on: today } as const;
    spec
      .given([...all, claimed('i2', 1)])
      .when(withdraw)
      .thenLike([
        { type: 'OrderInvoiceWithdrawn' },
        { type: 'PurchaseOrderCompleted' },
        { type: 'PurchaseOrderClosed' },
      ]);
    spec
      .given([...all])
      .when(withdraw)
      .thenNothing();
  });

  test('can be closed when fully received without open invoices', () => {
    const full = [...issuedOrder, recorded('r', 100, true)] as const;
    spec
      .given([...full])
      .when(close, usable)
      .thenLike([{ type: 'PurchaseOrderClosed' }]);
    spec
      .given([...full, claimed('i', 1)])
      .when(close, usable)
      .thenRejected('order_has_open_invoices');
    spec
      .given([...issuedOrder])
      .when(close, usable)
      .thenRejected('order_wrong_status');
  });
});

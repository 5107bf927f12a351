import { describe, expect, test } from '@jest/globals';
import { err, fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
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
import { vendor } from '../vendor/vendor.decide.js';
import { approvalDemand, type ApprovalFacts } from './order.approval.js';
import type { CreateOrder, OrderCommand } from './order.commands.js';
import type { AwardLimits } from './order.content.js';
import { purchaseOrder, type OrderFacts } from './order.decide.js';
import type { OrderEvent } from './order.events.js';

const spec = givenWhenThen(purchaseOrder);
const { created, approved, issued } = orderEvents;
const { created: asked, submitted, reserved, certified, allocated } = requisitionEvents;
const certifiedRequisition = fold(requisition, [asked, submitted, reserved, certified]);
const allocatedRequisition = fold(requisition, [asked, submitted, reserved, certified, allocated]);
const today = '2026-09-20';
const standing = {
  vendor: fold(vendor, [vendorEvents.registered, vendorEvents.screened, vendorEvents.eligible]),
  screeningDays: 90,
};
const usd = (amount: string) => ({ amount, currency: 'USD' });
const limits = (valueMinor: bigint): AwardLimits => ({
  lowValue: usd('10000.00'),
  approval: usd('500000.00'),
  valueMinor,
});
const facts: OrderFacts['CreateOrder'] = {
  requisition: certifiedRequisition,
  vendor: standing,
  limits: ok(limits(4_800_000n)),
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
    ['vendor_screening_expired', { vendor: { ...standing, screeningDays: 5 } }],
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

  test('above the low value a waiver says why; up to it none is needed', () => {
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

  test('who asked or certified does not buy', () => {
    const by = (person: { id: string }) => ({ ...create, by: person });
    const refused = (person: { id: string }, code: string) =>
      spec.given().when(by(person), facts).thenRejected(code);
    refused(people.requisitioner, 'segregation_requisitioner_buys');
    refused(people.certifier, 'segregation_certifier_buys');
  });

  test('can be changed until it is approved', () => {
    spec
      .given([created])
      .when(change, facts)
      .thenLike([{ type: 'PurchaseOrderChanged' }]);
    spec.given([created, approved]).when(change, facts).thenRejected('order_wrong_status');
  });
});

describe('approval, step one: what the requisition is asked', () => {
  const base: ApprovalFacts = {
    requisition: certifiedRequisition,
    vendor: standing,
    limits: ok(limits(4_800_000n)),
  };
  const draft = fold(purchaseOrder, [created]);
  const by = (person: { id: string }, other: Partial<ApprovalFacts> = {}) =>
    approvalDemand(draft, { by: person, today, draft: 1 }, { ...base, ...other });
  const refused = (code: string) => ({ ok: false, error: { code } });

  test('is the quantities of its lines, by requisition line, under a new round', () => {
    expect(by(people.approver)).toEqual({
      ok: true,
      value: { approval: 1, draft: 1, lines: [{ line: 1, quantity: 100_000n }] },
    });
  });

  test('is nothing when the approver has another duty', () => {
    const code = (person: { id: string }) => by(person);
    expect(code(people.requisitioner)).toMatchObject(
      refused('segregation_requisitioner_approves_award'),
    );
    expect(code(people.certifier)).toMatchObject(refused('segregation_certifier_approves_award'));
    expect(code(people.buyer)).toMatchObject(refused('segregation_buyer_approves_award'));
  });

  test.each([
    ['date_refused', { limits: err(dateProblem) }],
    ['vendor_screening_expired', { vendor: { ...standing, screeningDays: 5 } }],
    ['award_limit_exceeded', { limits: ok(limits(50_000_001n)) }],
  ] as const)('is nothing: %s', (code, other) => {
    expect(by(people.approver, other)).toMatchObject(refused(code));
  });

  test('is nothing for an order that is not the one that was read', () => {
    const other = { by: people.approver, today, draft: 2 };
    expect(approvalDemand(draft, other, base)).toMatchObject(refused('order_changed'));
  });

  test('is nothing for a low value award above the low value', () => {
    const low: OrderEvent = {
      type: 'PurchaseOrderCreated',
      data: { ...created.data, award: { method: 'low_value' } },
    };
    const order = fold(purchaseOrder, [low]);
    const asked = { by: people.approver, today, draft: 1 };
    expect(approvalDemand(order, asked, base)).toMatchObject(refused('award_waiver_required'));
  });

  test('is nothing for an order that is not a draft', () => {
    const order = fold(purchaseOrder, [created, approved]);
    const asked = { by: people.approver, today, draft: 1 };
    expect(approvalDemand(order, asked, base)).toMatchObject(refused('order_wrong_status'));
  });
});

describe('approval, step two', () => {
  const approve = { type: 'ApproveOrder' } as const;
  const set = { id: 'order-1', requisition: allocatedRequisition };

  test('asks budgets for the order’s price, with the estimate it replaces', () => {
    spec
      .given([created])
      .when(approve, set)
      .thenLike([{ type: 'PurchaseOrderApproved', data: approved.data }]);
  });

  test('happens once, and not without an allocation', () => {
    spec.given([created, approved]).when(approve, set).thenNothing();
    spec
      .given([created])
      .when(approve, { ...set, requisition: certifiedRequisition })
      .thenNothing();
    const unknown = spec.given([created]).when(approve, { requisition: null });
    unknown.thenRejected('requisition_unknown');
  });

  test('lapses when the order was changed or cancelled in between', () => {
    const changed: OrderEvent = {
      type: 'PurchaseOrderChanged',
      data: {
        lines: created.data.lines.map((line) => ({ ...line, quantity: '90' })),
        award: created.data.award,
        by: people.buyer,
      },
    };
    const lapsed = { type: 'PurchaseOrderApprovalLapsed', data: { approval: 1 } } as const;
    spec.given([created, changed]).when(approve, set).thenLike([lapsed]);
    const again = spec.given([created, changed]).when(approve, set).events();
    spec
      .given([created, changed, ...again])
      .when(approve, set)
      .thenNothing();
    const reason = { reason: 'No need', by: people.buyer, today };
    const cancelled = spec
      .given([created])
      .when({ type: 'CancelOrder', ...reason })
      .events();
    spec
      .given([created, ...cancelled])
      .when(approve, set)
      .thenLike([lapsed]);
  });

  test('is issued when budgets commits, a draft again when it refuses', () => {
    const issue = { type: 'IssueOrder', approval: 1 } as const;
    spec
      .given([created, approved])
      .when(issue)
      .thenLike([{ type: 'PurchaseOrderIssued', data: issued.data }]);
    spec.given([created, approved, issued]).when(issue).thenNothing();
    spec
      .given([created, approved])
      .when({ ...issue, approval: 2 })
      .thenNothing();
    const shortfall = {
      budgetLineId: 'line-1',
      code: 'funds_insufficient',
      shortfall: usd('1.00'),
    };
    const refuse = { type: 'RefuseCommitment', approval: 1, rejections: [shortfall] } as const;
    const refused = spec.given([created, approved]).when(refuse);
    refused.thenLike([{ type: 'PurchaseOrderCommitmentRejected' }]);
    refused.thenState({ status: 'draft', commitmentRejection: [shortfall] });
    spec.given([created, approved, issued]).when(refuse).thenNothing();
  });
});

describe('on hold and at its end', () => {
  const by = people.buyer;
  const reasoned = <T extends 'HoldOrder' | 'CancelOrder' | 'TerminateOrder'>(type: T) => ({
    type,
    reason: 'Dispute over the specification',
    by,
    today,
  });
  const held: OrderEvent = { type: 'PurchaseOrderHeld', data: { reason: 'x', by } };
  const resume = { type: 'ResumeOrder', by, today } as const;
  const close = { type: 'CloseOrder', by, today } as const;
  const paid = (invoiceId: string): OrderEvent => ({
    type: 'OrderInvoicePaid',
    data: { invoiceId },
  });

  test('held and resumed it is where its deliveries are', () => {
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

  test('cancelled before anything came; an issued one gives its commitment back', () => {
    const draft = spec.given([created]).when(reasoned('CancelOrder'));
    draft.thenLike([{ type: 'PurchaseOrderCancelled', data: { committed: false } }]);
    const given = spec.given([...issuedOrder]);
    const data = { committed: true, budgetLineIds: ['line-1'] };
    given.when(reasoned('CancelOrder')).thenLike([{ type: 'PurchaseOrderCancelled', data }]);
    spec
      .given([created, approved])
      .when(reasoned('CancelOrder'))
      .thenRejected('order_wrong_status');
    const partly = spec.given([...issuedOrder, recorded('r', 40, false)]);
    partly.when(reasoned('CancelOrder')).thenRejected('order_has_receipts');
    const invoiced = spec.given([...issuedOrder, claimed('i', 40)]);
    invoiced.when(reasoned('CancelOrder')).thenRejected('order_has_open_invoices');
  });

  test('terminated, what came stays', () => {
    const partly = spec.given([...issuedOrder, recorded('r', 40, false)]);
    partly.when(reasoned('TerminateOrder')).thenLike([{ type: 'PurchaseOrderTerminated' }]);
    const full = spec.given([...issuedOrder, recorded('r', 100, true)]);
    full.when(reasoned('TerminateOrder')).thenRejected('order_wrong_status');
  });

  test('closes by itself with the last payment, not before', () => {
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

  test('paid before the order has counted it: it is counted, paid and closed at once', () => {
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

  test('a rejected invoice that was the last one open closes it too', () => {
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

  test('closed by hand when all has come and no invoice is open', () => {
    const full = [...issuedOrder, recorded('r', 100, true)] as const;
    spec
      .given([...full])
      .when(close)
      .thenLike([{ type: 'PurchaseOrderClosed' }]);
    spec
      .given([...full, claimed('i', 1)])
      .when(close)
      .thenRejected('order_has_open_invoices');
    spec
      .given([...issuedOrder])
      .when(close)
      .thenRejected('order_wrong_status');
  });
});

import { describe, expect, test } from '@jest/globals';
import { err, fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  awardShares,
  issuedOrder,
  orderEvents,
  people,
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
  advancePercent: '30',
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

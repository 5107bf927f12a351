import { describe, expect, test } from '@jest/globals';
import { derivedId } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  askedLine,
  awardShares,
  people,
  requestedLine,
  requisitionEvents,
  xof,
} from '../../../testing/purchase.js';
import type { RequisitionCommand, RequisitionLineInput } from './requisition.commands.js';
import { requisition, type BudgetLineFacts } from './requisition.decide.js';
import type { RequisitionEvent } from './requisition.events.js';

const spec = givenWhenThen(requisition);
const { created, submitted, reserved, certified, allocated, settled } = requisitionEvents;
const by = people.requisitioner;
const today = '2026-09-16';
const open: BudgetLineFacts = { status: 'open', spendClass: 'equipment', endedProject: null };
const facts = { id: 'r1', budgetLines: { 'line-1': open }, dateProblem: null };
const create = (...lines: RequisitionLineInput[]) =>
  ({
    type: 'CreateRequisition',
    reference: 'REQ-2026-0001',
    title: 'Laptops',
    neededBy: '2026-12-31',
    lines,
    by,
  }) satisfies RequisitionCommand;
const submit = {
  type: 'SubmitRequisition',
  effectiveAt: '2026-09-15',
  by,
  today,
} as const;
const certify = { type: 'CertifyRequisition', by: people.certifier } as const;
const on = { effectiveAt: today, today };
const usable = { dateProblem: null };
const cancel = { type: 'CancelRequisition', reason: 'No need', by, ...on } as const;
const close = { type: 'CloseRequisition', reason: 'Enough', by, ...on } as const;
const giveBack = {
  type: 'ReturnRequisition',
  comments: 'Add the specification',
  by: people.certifier,
  ...on,
} as const;
const rejected: RequisitionEvent = {
  type: 'RequisitionFundsRejected',
  data: {
    reservationId: 'reservation-1',
    shortfalls: [
      {
        budgetLineId: 'line-1',
        code: 'funds_insufficient',
        shortfall: { amount: '344.83', currency: 'USD' },
      },
    ],
  },
};

describe('a draft', () => {
  test('has numbered lines, each rounded half up once, and their total', () => {
    const half = { ...requestedLine, quantity: '0.5', unitPrice: xof(3) };
    const draft = spec.given().when(create(requestedLine, half));
    draft.thenLike([
      {
        type: 'RequisitionCreated',
        data: {
          currency: 'XOF',
          lines: [
            { line: 1, amount: xof(29_000_000) },
            { line: 2, amount: xof(2) },
          ],
        },
      },
    ]);
    draft.thenState({ status: 'draft' });
  });

  test('has one currency and no line without value', () => {
    const dollars = { ...requestedLine, unitPrice: { amount: '1.00', currency: 'USD' } };
    spec.given().when(create(requestedLine, dollars)).thenRejected('currency_mixed');
    const nothing = { ...requestedLine, unitPrice: xof(0) };
    spec.given().when(create(nothing)).thenRejected('document_total_zero', { line: 1 });
  });

  test('has a total that is an amount of money', () => {
    const large = { ...requestedLine, quantity: '1', unitPrice: xof(10 ** 15) };
    spec
      .given()
      .when(create(large))
      .thenLike([{ type: 'RequisitionCreated' }]);
    const product = { ...large, quantity: '2' };
    for (const lines of [[product], [large, large]]) {
      spec
        .given()
        .when(create(...lines))
        .thenRejected('document_total_too_large');
    }
  });

  test('can be revised, also after its funds were refused, but not later', () => {
    const { reference: _, ...content } = create({ ...requestedLine, quantity: '90' });
    const change = { ...content, type: 'ChangeRequisition' } as const;
    spec
      .given([created])
      .when(change)
      .thenLike([{ type: 'RequisitionChanged' }]);
    const again = spec.given([created, submitted, rejected]).when(change);
    again.thenState({ status: 'draft', shortfalls: [] });
    spec.given([created, submitted]).when(change).thenRejected('requisition_wrong_status', {
      status: 'funds_pending',
    });
  });
});

describe('submitting', () => {
  test('requests the funds, summed by budget line, under a new reservation each time', () => {
    const second = { ...requestedLine, quantity: '1', unitPrice: xof(1000) };
    const two = spec.given().when(create(requestedLine, second)).events();
    spec
      .given([...two])
      .when(submit, facts)
      .thenLike([
        {
          type: 'RequisitionSubmitted',
          data: {
            attempt: 1,
            reservationId: derivedId('r1', 'attempt', '1'),
            lines: [{ budgetLineId: 'line-1', amount: xof(29_001_000) }],
          },
        },
      ]);
    spec
      .given([created, submitted, rejected])
      .when(submit, facts)
      .thenLike([
        {
          type: 'RequisitionSubmitted',
          data: { attempt: 2, reservationId: derivedId('r1', 'attempt', '2') },
        },
      ]);
  });

  test.each<[Record<string, BudgetLineFacts>, string]>([
    [{}, 'requested_budget_line_unknown'],
    [{ 'line-1': { ...open, status: 'draft' } }, 'requested_budget_line_not_open'],
    [{ 'line-1': { ...open, spendClass: 'printing' } }, 'requested_spend_class_differs'],
    [{ 'line-1': { ...open, endedProject: 'PRJ-2026-0007' } }, 'requested_project_ended'],
  ])('needs an open budget line of its class: %j', (budgetLines, code) => {
    spec
      .given([created])
      .when(submit, { ...facts, budgetLines })
      .thenRejected(code);
  });

  test('needs a usable business date', () => {
    spec
      .given([created])
      .when(submit, { ...facts, dateProblem })
      .thenRejected('date_refused');
  });

  test('happens once', () => {
    const wrong = { needed: 'draft, funds_rejected' };
    spec
      .given([created, submitted])
      .when(submit, facts)
      .thenRejected('requisition_wrong_status', wrong);
  });
});

describe('the answer of budgets', () => {
  const accept = { type: 'AcceptReservation', reservationId: 'reservation-1' } as const;
  const refuse = {
    type: 'RefuseReservation',
    reservationId: 'reservation-1',
    shortfalls: rejected.data.shortfalls,
  } as const;

  test('reserves the funds, or refuses with the shortfall', () => {
    spec
      .given([created, submitted])
      .when(accept)
      .thenLike([{ type: 'RequisitionFundsReserved' }]);
    const refused = spec.given([created, submitted]).when(refuse);
    refused.thenLike([{ type: 'RequisitionFundsRejected' }]);
    refused.thenState({
      status: 'funds_rejected',
      shortfalls: rejected.data.shortfalls,
    });
  });

  test('applies once, and only to the submission it answers', () => {
    spec.given([created, submitted, reserved]).when(accept).thenNothing();
    spec.given([created, submitted, reserved]).when(refuse).thenNothing();
    const old = { ...accept, reservationId: 'reservation-0' };
    spec.given([created, submitted]).when(old).thenNothing();
  });
});

describe('certifying and returning', () => {
  test('the requester does not certify', () => {
    spec
      .given([created, submitted, reserved])
      .when(certify)
      .thenLike([
        {
          type: 'RequisitionCertified',
          data: { total: xof(29_000_000), by: people.certifier },
        },
      ]);
    const code = 'segregation_requisitioner_certifies';
    const self = { ...certify, by };
    spec
      .given([created, submitted, reserved])
      .when(self)
      .thenRejected(code, { who: 'requisitioner' });
    const delegate = { ...certify, by: { id: 'deputy', onBehalfOf: 'requisitioner' } };
    spec.given([created, submitted, reserved]).when(delegate).thenRejected(code);
    spec.given([created, submitted]).when(certify).thenRejected('requisition_wrong_status');
  });

  test('returning makes it a draft again and releases its funds', () => {
    const returned = spec.given([created, submitted, reserved, certified]).when(giveBack, usable);
    returned.thenLike([{ type: 'RequisitionReturned', data: { reservationId: 'reservation-1' } }]);
    returned.thenState({ status: 'draft', comments: giveBack.comments });
    returned.thenState((state) => expect(state.certifier).toBeUndefined());
    spec.given([created]).when(giveBack, usable).thenRejected('requisition_wrong_status');
  });
});

const back = {
  returned: {
    type: 'RequisitionReturned',
    data: {
      certification: 1,
      drafts: ['order-1'],
      comments: 'Add the specification',
      reservationId: 'reservation-1',
      effectiveAt: today,
      by: people.certifier,
    },
  },
} satisfies Record<string, RequisitionEvent>;

describe('drafts of a requisition', () => {
  const record = { type: 'RecordDraft', orderId: 'order-1', certification: 1 } as const;
  const draft = { orderId: 'order-1', certification: 1 };
  const drafted: RequisitionEvent = { type: 'OrderDraftRecorded', data: draft };
  const of = (...events: RequisitionEvent[]) =>
    spec.given([created, submitted, reserved, certified, ...events]);
  const refused = (reason: string) =>
    [{ type: 'OrderDraftRefused', data: { ...draft, reason } }] as const;

  test('are known while their certification holds, each once', () => {
    of()
      .when(record)
      .thenLike([drafted])
      .thenState({ drafts: ['order-1'] });
    of(drafted).when(record).thenNothing();
    const settle = { type: 'SettleAllocation', orderId: 'order-1', approval: 1 } as const;
    of(drafted, allocated).when(settle).thenState({ drafts: [] });
  });

  test('lapse when it is returned, cancelled or closed', () => {
    const round = { certification: 1, drafts: ['order-1'] };
    of(drafted)
      .when(giveBack, usable)
      .thenLike([{ type: 'RequisitionReturned', data: round }])
      .thenState({ drafts: [] });
    of(drafted)
      .when(cancel, usable)
      .thenLike([{ type: 'RequisitionCancelled', data: round }])
      .thenState({ drafts: [] });
  });

  test('that come too late are told so, with the reason', () => {
    of(back.returned).when(record).thenLike(refused('requisition_returned'));
    const cancelled = of().when(cancel, usable).events();
    of(...cancelled)
      .when(record)
      .thenLike(refused('requisition_cancelled'));
    const again: RequisitionEvent = { ...certified, data: { ...certified.data, certification: 2 } };
    of(back.returned, submitted, reserved, again)
      .when(record)
      .thenLike(refused('requisition_certified_again'));
  });

  test('each certification has a number of its own', () => {
    spec
      .given([created, submitted, reserved, certified, back.returned, submitted, reserved])
      .when(certify)
      .thenLike([{ type: 'RequisitionCertified', data: { certification: 2 } }]);
  });
});

describe('orders on a requisition', () => {
  const allocate = {
    type: 'AllocateOrder',
    orderId: 'order-1',
    reference: 'PO-2026-0001',
    vendorId: 'vendor-1',
    certification: 1,
    approval: 1,
    amendment: null,
    effectiveAt: '2026-09-20',
    award: awardShares,
    by: people.approver,
  } as const;
  const of = (quantity: string) => ({ ...allocate, lines: [{ ...askedLine, quantity }] });
  const refused = (code: string, params: object = {}) =>
    [{ type: 'OrderAllocationRefused', data: { approval: 1, refusal: { code, params } } }] as const;
  const given = (...events: RequisitionEvent[]) =>
    spec.given([created, submitted, reserved, certified, ...events]);
  const part = (orderId: string, [quantity, amount]: [string, number], last: boolean) =>
    ({
      type: 'OrderAllocated',
      data: {
        ...allocated.data,
        orderId,
        lines: [{ line: 1, quantity, estimate: xof(amount) }],
        budgetLines: [{ budgetLineId: 'line-1', estimate: xof(amount), lastOfReservation: last }],
      },
    }) satisfies RequisitionEvent;
  const first = [part('order-0', ['40', 11_600_000], false)] as const;
  const firstSettled = {
    type: 'OrderAllocationSettled',
    data: { orderId: 'order-0', approval: 1 },
  };

  test('an order for everything is the last of the reservation', () => {
    const all = given().when(of('100'));
    all.thenLike([
      {
        type: 'OrderAllocated',
        data: {
          budgetLines: [
            { budgetLineId: 'line-1', estimate: xof(29_000_000), lastOfReservation: true },
          ],
        },
      },
    ]);
    all.thenState({ status: 'ordered' });
  });

  test('an order for a part, then one for the rest of the estimate', () => {
    const some = given().when({ ...of('40'), orderId: 'order-0' });
    some.thenLike([
      { type: 'OrderAllocated', data: { budgetLines: [{ lastOfReservation: false }] } },
    ]);
    some.thenState({ status: 'partially_ordered' });
    given(...first, firstSettled as RequisitionEvent)
      .when(of('60'))
      .thenLike([
        {
          type: 'OrderAllocated',
          data: { budgetLines: [{ estimate: xof(17_400_000), lastOfReservation: true }] },
        },
      ]);
  });

  test('orders of one requisition count together towards the limits', () => {
    const settledFirst = [...first, firstSettled as RequisitionEvent] as const;
    const worth = (amount: string, lowValue = true) => ({
      ...of('1'),
      award: {
        ...awardShares,
        lowValue,
        needs: [{ ...awardShares.needs[0]!, value: { amount, currency: 'USD' } }],
      },
    });
    const low = given().when({ ...worth('6000.00'), orderId: 'order-0' });
    const before = [...low.events(), firstSettled as RequisitionEvent];
    given(...before)
      .when(worth('4000.00'))
      .thenLike([{ type: 'OrderAllocated' }]);
    const split = { orders: 'PO-2026-0001', sum: '10000.01', limit: '10000.00' };
    given(...before)
      .when(worth('4000.01'))
      .thenLike(refused('award_splits_purchase', split));
    // With a waiver it is no low-value purchase; the approval limit is for all of them.
    given(...before)
      .when(worth('494000.00', false))
      .thenLike([{ type: 'OrderAllocated' }]);
    given(...before)
      .when(worth('494000.01', false))
      .thenLike(refused('award_splits_purchase', { sum: '500000.01', limit: '500000.00' }));
    given(...settledFirst)
      .when(worth('10000.00'))
      .thenLike([{ type: 'OrderAllocated' }]);
  });

  test('never above the open quantity', () => {
    given(...first, firstSettled as RequisitionEvent)
      .when(of('60.001'))
      .thenLike(refused('quantity_exceeds_requisition', { left: '60', quantity: '60.001' }));
  });

  test('one at a time, until budgets has answered', () => {
    given(...first)
      .when(of('1'))
      .thenLike(refused('order_awaiting_commitment'));
  });

  test('only under the certification it was drafted under, and for what is certified now', () => {
    const again: RequisitionEvent = {
      ...certified,
      data: { ...certified.data, certification: 2 },
    };
    const over = refused('certification_over', { certification: 1, now: 2 });
    given(back.returned, submitted, reserved, again).when(of('1')).thenLike(over);
    const differs = refused('requested_item_differs', { line: 1 });
    const others = [
      { budgetLineId: 'line-2' },
      { spendClass: 'printing' },
      { description: 'Vehicle' },
      { unit: 'box' },
      { line: 2 },
    ] as const;
    for (const other of others) {
      const lines = [{ ...askedLine, ...other }];
      given()
        .when({ ...allocate, lines })
        .thenLike(refused('requested_item_differs'));
      given()
        .when({ ...of('1'), lines: [{ ...askedLine, unit: 'box' }] })
        .thenLike(differs);
    }
  });

  test('only after certification, and not approved by requester or certifier', () => {
    const early = spec.given([created, submitted, reserved]);
    early.when(of('1')).thenLike(refused('requisition_wrong_status'));
    const by = (person: { id: string }) => given().when({ ...of('1'), by: person });
    const code = (who: string) => `segregation_${who}_approves_award`;
    by(people.requisitioner).thenLike(refused(code('requisitioner')));
    by(people.certifier).thenLike(refused(code('certifier')));
  });

  test('a refused order returns its quantities, once', () => {
    const release = { type: 'ReleaseAllocation', orderId: 'order-1', approval: 1 } as const;
    const back = given(allocated).when(release);
    back.thenLike([{ type: 'OrderAllocationReleased' }]);
    back.thenState({ status: 'certified' });
    given(allocated, settled).when(release).thenNothing();
    given().when(release).thenNothing();
    given(allocated)
      .when({ ...release, approval: 2 })
      .thenNothing();
  });

  test('an allocation is settled once; the end of the last order closes the requisition', () => {
    const settle = { type: 'SettleAllocation', orderId: 'order-1', approval: 1 } as const;
    given(allocated)
      .when(settle)
      .thenLike([{ type: 'OrderAllocationSettled' }]);
    given(allocated, settled).when(settle).thenNothing();
    given(allocated)
      .when({ ...settle, approval: 2 })
      .thenNothing();
    const end = { type: 'RecordOrderEnd', orderId: 'order-1', effectiveAt: today } as const;
    const ended = given(allocated, settled).when(end);
    ended.thenLike([{ type: 'RequisitionOrderEnded' }, { type: 'RequisitionClosed' }]);
    given(allocated, settled, ...ended.events())
      .when(end)
      .thenNothing();
    const partly = given(...first, firstSettled as RequisitionEvent);
    partly.when({ ...end, orderId: 'order-0' }).thenLike([{ type: 'RequisitionOrderEnded' }]);
  });

  test('a cancelled order gives its share back: it can be ordered again', () => {
    const give = { type: 'ReturnShare', orderId: 'order-1' } as const;
    const returned = given(allocated, settled).when(give);
    returned.thenLike([
      { type: 'OrderAllocationReleased', data: { orderId: 'order-1', approval: 1 } },
    ]);
    returned.thenState({ status: 'certified', allocations: [] });
    const events = returned.events();
    given(allocated, settled, ...events)
      .when({ ...of('100'), orderId: 'order-2' })
      .thenLike([
        {
          type: 'OrderAllocated',
          data: { budgetLines: [{ estimate: xof(29_000_000), lastOfReservation: true }] },
        },
      ]);
    given(allocated).when(give).thenNothing();
    given(allocated, settled, ...events)
      .when(give)
      .thenNothing();
  });

  test('an amended order keeps what it took, and takes more of what is open', () => {
    const partly = [...first, firstSettled as RequisitionEvent];
    const amend = (quantity: string) =>
      ({ ...of(quantity), type: 'AmendAllocation', orderId: 'order-0', amendment: 1 }) as const;
    const amended = given(...partly).when(amend('70'));
    amended.thenLike([
      { type: 'OrderAllocationAmended', data: { lines: [{ line: 1, quantity: '30' }] } },
    ]);
    const after = [...partly, ...amended.events()];
    given(...after)
      .when(of('30.001'))
      .thenLike(refused('quantity_exceeds_requisition', { left: '30' }));
    given(...partly)
      .when(amend('100.001'))
      .thenLike([
        {
          type: 'OrderAllocationRefused',
          data: { amendment: 1, refusal: { code: 'quantity_exceeds_requisition' } },
        },
      ]);
    given(...partly)
      .when(amend('10'))
      .thenLike([{ type: 'OrderAllocationAmended', data: { lines: [] } }])
      .thenState({ status: 'partially_ordered' });
    const release = { type: 'ReleaseAmendment', orderId: 'order-0', amendment: 1 } as const;
    const back = given(...after).when(release);
    back.thenLike([{ type: 'OrderAmendmentReleased' }]);
    given(...after, ...back.events())
      .when(of('60'))
      .thenLike([{ type: 'OrderAllocated' }]);
    given(...after, ...back.events())
      .when(release)
      .thenNothing();
  });

  test('what amendments took without the reservation is released when the last order ends', () => {
    const partly = [...first, firstSettled as RequisitionEvent];
    const amend = { ...of('100'), type: 'AmendAllocation', amendment: 1 } as const;
    const more = given(...partly)
      .when({ ...amend, orderId: 'order-0' })
      .events();
    given(...partly, ...more)
      .when({ type: 'RecordOrderEnd', orderId: 'order-0', effectiveAt: today })
      .thenLike([
        { type: 'RequisitionOrderEnded' },
        {
          type: 'RequisitionClosed',
          data: { reservationId: 'reservation-1', effectiveAt: today },
        },
      ]);
  });

  test('closing it releases what is reserved, whatever was ordered, and once', () => {
    const data = { reservationId: 'reservation-1', reason: 'Enough', effectiveAt: today };
    const closed = [{ type: 'RequisitionClosedEarly', data }] as const;
    given().when(close, usable).thenLike(closed).thenState({ status: 'closed' });
    const partly = [...first, firstSettled as RequisitionEvent];
    given(...partly)
      .when(close, usable)
      .thenLike(closed);
    given(allocated, settled).when(close, usable).thenLike(closed);
    given(...first)
      .when(close, usable)
      .thenRejected('order_awaiting_commitment');
    const after = given().when(close, usable).events();
    given(...after)
      .when(close, usable)
      .thenRejected('requisition_wrong_status');
    spec
      .given([created, submitted, reserved])
      .when(close, usable)
      .thenRejected('requisition_wrong_status');
  });

  test('ends on a usable date that is not before its reservation', () => {
    const early = { effectiveAt: '2026-09-14' };
    const earliest = { earliest: '2026-09-15' };
    for (const command of [cancel, close, giveBack]) {
      given().when(command, { dateProblem }).thenRejected('date_refused');
      given()
        .when({ ...command, ...early }, usable)
        .thenRejected('date_before_previous_step', earliest);
    }
    given()
      .when({ ...of('1'), ...early })
      .thenLike(refused('date_before_previous_step', earliest));
  });

  test('cancelling releases unordered funds, never during a pending order', () => {
    const data = { reservationId: 'reservation-1' };
    given()
      .when(cancel, usable)
      .thenLike([{ type: 'RequisitionCancelled', data }]);
    const partly = given(...first, firstSettled as RequisitionEvent);
    partly.when(cancel, usable).thenLike([{ type: 'RequisitionCancelled', data }]);
    given(...first)
      .when(cancel, usable)
      .thenRejected('order_awaiting_commitment');
    given(...first)
      .when(giveBack, usable)
      .thenRejected('requisition_wrong_status');
    given(allocated, settled).when(cancel, usable).thenRejected('requisition_wrong_status');
    const draft = { type: 'RequisitionCancelled', data: { reservationId: null } } as const;
    spec.given([created]).when(cancel, usable).thenLike([draft]);
  });
});

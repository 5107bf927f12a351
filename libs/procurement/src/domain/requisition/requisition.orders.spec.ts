import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  askedLine,
  awardShares,
  people,
  requisitionEvents,
  xof,
} from '../../../testing/purchase.js';
import { requisition } from './requisition.decide.js';
import type { RequisitionEvent } from './requisition.events.js';

const spec = givenWhenThen(requisition);
const { created, submitted, reserved, certified, allocated, settled } = requisitionEvents;
const by = people.requisitioner;
const today = '2026-09-16';
const on = { effectiveAt: today, today };
const usable = { dateProblem: null, returning: null };
const cancel = { type: 'CancelRequisition', reason: 'No need', by, ...on } as const;
const close = { type: 'CloseRequisition', reason: 'Enough', by, ...on } as const;
const giveBack = {
  type: 'ReturnRequisition',
  comments: 'Add the specification',
  by: people.certifier,
  ...on,
} as const;
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

  test('does not end while the share of a cancelled order is on its way back', () => {
    const full = given(allocated, settled);
    for (const command of [cancel, close, giveBack]) {
      full
        .when(command, { ...usable, returning: 'PO-2026-0001' })
        .thenRejected('order_share_returning', { order: 'PO-2026-0001' });
    }
  });

  test('ends on a usable date that is not before its reservation', () => {
    const early = { effectiveAt: '2026-09-14' };
    const earliest = { earliest: '2026-09-15' };
    for (const command of [cancel, close, giveBack]) {
      given()
        .when(command, { ...usable, dateProblem })
        .thenRejected('date_refused');
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

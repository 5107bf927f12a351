import { test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  issuedOrder,
  orderEvents,
  people,
  receiptEvents,
  recorded,
  xof,
} from '../../../testing/purchase.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import { receipt } from './receipt.decide.js';
import type { ReceiptEvent } from './receipt.events.js';

const spec = givenWhenThen(receipt);
const { registered, inspected } = receiptEvents;
const by = people.receiver;
const order = fold(purchaseOrder, issuedOrder);
const facts = { order, dateProblem: null, tolerancePercent: '0' };
const unknown = { ...facts, order: null };
const counting = {
  ...facts,
  order: fold(purchaseOrder, [...issuedOrder, recorded('receipt-1', 40)]),
};
const register = {
  type: 'RegisterReceipt',
  reference: 'REC-2026-0001',
  purchaseOrderId: 'order-1',
  deliveredOn: '2026-10-12',
  lines: [{ orderLine: 1, quantity: '40' }],
  by,
  today: '2026-10-13',
} as const;
const inspect = (accepted: string, rejected: string, reason?: string) =>
  ({
    type: 'InspectReceipt',
    lines: [{ orderLine: 1, accepted, rejected, reason }],
    by,
  }) as const;
const post = { type: 'PostReceipt', by, today: '2026-10-13' } as const;
const reverse = {
  type: 'ReverseReceipt',
  reason: 'Counted twice',
  effectiveAt: '2026-10-20',
  by,
  today: '2026-10-20',
} as const;
const posting: ReceiptEvent = {
  type: 'ReceiptPostingRequested',
  data: { orderId: 'order-1', by, requestedOn: '2026-10-13' },
};
const accept = {
  type: 'AcceptPosting',
  accepted: [{ orderLine: 1, quantity: '40' }],
  lines: [{ budgetLineId: 'line-1', amount: xof(11_136_000) }],
} as const;
const refusal = { code: 'receipt_exceeds_order', params: { left: '0' } };
const refusePosting = { type: 'RefusePosting', refusal } as const;
const acceptReversal = { type: 'AcceptReversal' } as const;
const refuseReversal = { type: 'RefuseReversal', refusal } as const;
const reversing: ReceiptEvent = {
  type: 'ReceiptReversalRequested',
  data: {
    orderId: 'order-1',
    reason: 'Counted twice',
    effectiveAt: '2026-10-20',
    by,
    requestedOn: '2026-10-20',
  },
};
const posted: ReceiptEvent = {
  type: 'ReceiptPosted',
  data: {
    reference: 'REC-2026-0001',
    orderId: 'order-1',
    vendorId: 'vendor-1',
    deliveredOn: '2026-10-12',
    accepted: [{ orderLine: 1, quantity: '40' }],
    lines: [{ budgetLineId: 'line-1', amount: xof(11_136_000) }],
  },
};

test('goods are received on an issued order', () => {
  spec
    .given()
    .when(register, facts)
    .thenLike([{ type: 'ReceiptRegistered', data: registered.data }]);
  const draft = { ...facts, order: fold(purchaseOrder, [orderEvents.created]) };
  spec.given().when(register, draft).thenRejected('order_not_receivable', { status: 'draft' });
  spec.given().when(register, unknown).thenRejected('order_unknown', { orderId: 'order-1' });
  spec
    .given()
    .when(register, { ...facts, dateProblem })
    .thenRejected('date_refused');
});

test('its lines are lines of the order, without duplicates', () => {
  const [line] = register.lines;
  const twice = { ...register, lines: [line, line] };
  spec.given().when(twice, facts).thenRejected('line_twice');
  const stray = { ...register, lines: [{ orderLine: 9, quantity: '1' }] };
  spec.given().when(stray, facts).thenRejected('order_line_unknown', { orderLine: 9 });
});

test('accepted and rejected add up to delivered; a rejection has a reason', () => {
  spec
    .given([registered])
    .when(inspect('40', '0'), facts)
    .thenLike([
      {
        type: 'ReceiptInspected',
        data: inspected.data,
      },
    ]);
  spec
    .given([registered])
    .when(inspect('38', '2', 'Broken'), facts)
    .thenLike([
      {
        type: 'ReceiptInspected',
        data: { lines: [{ accepted: '38', rejected: '2', reason: 'Broken' }] },
      },
    ]);
  spec
    .given([registered])
    .when(inspect('38', '2'), facts)
    .thenRejected('rejection_reason_required');
  const short = spec.given([registered]).when(inspect('38', '0'), facts);
  short.thenRejected('inspection_lines_differ', { quantity: '40' });
  const other = { ...inspect('40', '0'), lines: [{ orderLine: 9, accepted: '40', rejected: '0' }] };
  spec.given([registered]).when(other, facts).thenRejected('order_line_unknown');
  const [line] = order.lines;
  const two = { ...order, lines: [...order.lines, { ...line, orderLine: 9 }] } as typeof order;
  const notDelivered = spec.given([registered]).when(other, { order: two });
  notDelivered.thenRejected('inspection_lines_differ');
});

test('can be inspected again until it is posted', () => {
  spec
    .given([registered, inspected])
    .when(inspect('40', '0'), facts)
    .thenLike([
      {
        type: 'ReceiptInspected',
      },
    ]);
  const late = spec.given([registered, inspected, posted]).when(inspect('40', '0'), facts);
  late.thenRejected('receipt_wrong_status', { status: 'posted' });
});

test('posting asks the order to count it; what the order would refuse is refused at once', () => {
  const asking = spec.given([registered, inspected]).when(post, facts);
  asking.thenLike([
    { type: 'ReceiptPostingRequested', data: { orderId: 'order-1', requestedOn: post.today } },
  ]);
  asking.thenState({ status: 'posting' });
  spec.given([registered]).when(post, facts).thenRejected('receipt_wrong_status');
  const given = spec.given([registered, inspected]);
  given.when(post, { ...facts, dateProblem }).thenRejected('date_refused');
  const full = {
    ...facts,
    order: fold(purchaseOrder, [...issuedOrder, recorded('r0', 100)]),
  };
  given.when(post, full).thenRejected('receipt_exceeds_order');
  given.when({ ...post, by: people.buyer }, facts).thenRejected('segregation_buyer_receives');
});

test('nothing is inspected, posted or reversed on an unknown order', () => {
  const given = spec.given([registered, inspected]);
  given.when(inspect('40', '0'), unknown).thenRejected('order_unknown', { orderId: 'order-1' });
  given.when(post, unknown).thenRejected('order_unknown');
  const counted = spec.given([registered, inspected, posting, posted]);
  counted.when(reverse, unknown).thenRejected('order_unknown');
});

test('is posted with the quantities counted by the order, or returns to inspected', () => {
  const accepted = spec.given([registered, inspected, posting]).when(accept);
  accepted.thenLike([posted]);
  accepted.thenState({ status: 'posted' });
  const refused = spec.given([registered, inspected, posting]).when(refusePosting);
  refused.thenLike([{ type: 'ReceiptPostingRefused', data: { refusal } }]);
  refused.thenState({ status: 'inspected' });
});

test('while it waits for the order, conflicting commands are refused', () => {
  const waiting = spec.given([registered, inspected, posting]);
  for (const command of [inspect('5', '35', 'Broken'), post, reverse]) {
    waiting.when(command, facts).thenRejected('receipt_wrong_status', { status: 'posting' });
  }
  const back = spec.given([registered, inspected, posting, posted, reversing]);
  for (const command of [post, reverse]) {
    back.when(command, facts).thenRejected('receipt_wrong_status', { status: 'reversing' });
  }
});

test('a late answer of the order changes nothing', () => {
  const answers = [accept, refusePosting, acceptReversal, refuseReversal];
  const refused = spec.given([registered, inspected, posting]).when(refusePosting).events();
  for (const events of [[], refused]) {
    for (const answer of answers) {
      spec
        .given([registered, inspected, ...(events.length > 0 ? [posting, ...events] : [])])
        .when(answer)
        .thenNothing();
    }
  }
  const done = spec.given([registered, inspected, posting, posted]);
  for (const answer of answers) done.when(answer).thenNothing();
});

test('a posted receipt is reversed after the order’s withdrawal, with its accrued amounts', () => {
  const given = spec.given([registered, inspected, posting, posted]);
  const asking = given.when(reverse, counting);
  asking.thenLike([reversing]);
  asking.thenState({ status: 'reversing' });
  given.when(reverse, { ...counting, dateProblem }).thenRejected('date_refused');
  const waiting = spec.given([registered, inspected, posting, posted, reversing]);
  const reversed = waiting.when(acceptReversal);
  const lines = [{ budgetLineId: 'line-1', amount: xof(11_136_000) }];
  const { reason, effectiveAt } = reverse;
  reversed.thenLike([{ type: 'ReceiptReversed', data: { reason, effectiveAt, by, lines } }]);
  const refused = waiting.when(refuseReversal);
  refused.thenLike([{ type: 'ReceiptReversalRefused', data: { refusal } }]);
  refused.thenState({ status: 'posted' });
});

test('an unposted receipt is reversed at once', () => {
  const early = spec.given([registered]).when(reverse, facts);
  early.thenLike([{ type: 'ReceiptReversed', data: { lines: [] } }]);
  spec
    .given([registered, ...early.events()])
    .when(reverse, facts)
    .thenRejected('receipt_wrong_status');
});

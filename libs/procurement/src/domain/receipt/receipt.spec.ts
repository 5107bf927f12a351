import { expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  claimed,
  issuedOrder,
  orderEvents,
  people,
  receiptEvents,
  recorded,
  xof,
} from '../../../testing/purchase.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import { postable, receipt } from './receipt.decide.js';
import type { ReceiptEvent } from './receipt.events.js';

const spec = givenWhenThen(receipt);
const { registered, inspected } = receiptEvents;
const by = people.receiver;
const order = fold(purchaseOrder, issuedOrder);
const facts = { id: 'receipt-1', order, dateProblem: null };
const counting = {
  ...facts,
  order: fold(purchaseOrder, [...issuedOrder, recorded('receipt-1', 40, false)]),
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
const post = { type: 'PostReceipt' } as const;
const reverse = {
  type: 'ReverseReceipt',
  reason: 'Counted twice',
  effectiveAt: '2026-10-20',
  by,
} as const;
const unknown = { ...facts, order: null };
const posted: ReceiptEvent = {
  type: 'ReceiptPosted',
  data: {
    reference: 'REC-2026-0001',
    orderId: 'order-1',
    vendorId: 'vendor-1',
    deliveredOn: '2026-10-12',
    accepted: [{ orderLine: 1, quantity: '40' }],
    lines: [{ budgetLineId: 'line-1', amount: xof(11_136_000), final: false }],
  },
};

test('goods come in on an issued order', () => {
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

test('its lines are the order’s, each once', () => {
  const [line] = register.lines;
  const twice = { ...register, lines: [line, line] };
  spec.given().when(twice, facts).thenRejected('line_twice');
  const stray = { ...register, lines: [{ orderLine: 9, quantity: '1' }] };
  spec.given().when(stray, facts).thenRejected('order_line_unknown', { orderLine: 9 });
});

test('buyer and invoice clerk do not receive, nor inspect', () => {
  const bought = { ...register, by: people.buyer };
  spec.given().when(bought, facts).thenRejected('segregation_buyer_receives');
  const invoiced = { ...facts, order: fold(purchaseOrder, [...issuedOrder, claimed('i', 1)]) };
  const clerk = { ...register, by: people.clerk };
  spec.given().when(clerk, invoiced).thenRejected('segregation_clerk_receives');
  const looked = { ...inspect('40', '0'), by: people.buyer };
  spec.given([registered]).when(looked, facts).thenRejected('segregation_buyer_receives');
});

test('accepted and rejected make up what came; a rejection has a reason', () => {
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

test('inspected anew until it is posted', () => {
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

test('may be posted when it is inspected', () => {
  const state = fold(receipt, [registered, inspected]);
  expect(postable('receipt-1', state)).toMatchObject({
    ok: true,
    value: { deliveredOn: '2026-10-12', lines: [{ orderLine: 1, accepted: 40_000n }] },
  });
  const early = postable('receipt-1', fold(receipt, [registered]));
  expect(early).toMatchObject({ error: { code: 'receipt_wrong_status' } });
  expect(postable('receipt-1', null)).toMatchObject({ error: { code: 'receipt_unknown' } });
});

test('is posted with the amounts that the order has counted, once', () => {
  spec.given([registered, inspected]).when(post, counting).thenLike([posted]);
  spec.given([registered, inspected]).when(post, facts).thenNothing();
  spec.given([registered, inspected, posted]).when(post, counting).thenNothing();
});

test('nothing is inspected, posted or reversed on an order that is not known', () => {
  const given = spec.given([registered, inspected]);
  for (const command of [inspect('40', '0'), post, reverse]) {
    given.when(command, unknown).thenRejected('order_unknown', { orderId: 'order-1' });
  }
});

test('is reversed after the order has given it up, with what was accrued, once', () => {
  const given = spec.given([registered, inspected, posted]);
  given.when(reverse, counting).thenRejected('receipt_still_counted');
  const reversed = given.when(reverse, facts);
  reversed.thenLike([
    {
      type: 'ReceiptReversed',
      data: { lines: [{ budgetLineId: 'line-1', amount: xof(11_136_000) }] },
    },
  ]);
  spec
    .given([registered, inspected, posted, ...reversed.events()])
    .when(reverse, facts)
    .thenRejected('receipt_wrong_status');
  const again = { ...reverse, type: 'CompleteReversal' } as const;
  given.when(again, facts).thenLike([{ type: 'ReceiptReversed' }]);
  spec
    .given([registered, inspected, posted, ...reversed.events()])
    .when(again, facts)
    .thenNothing();
  const early = spec.given([registered]).when(reverse, facts);
  early.thenLike([{ type: 'ReceiptReversed', data: { lines: [] } }]);
});

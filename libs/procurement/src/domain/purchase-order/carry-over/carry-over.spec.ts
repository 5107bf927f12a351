import { describe, expect, test } from '@jest/globals';
import { derivedId, fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  after,
  approve,
  facts,
  granted,
  id,
  propose,
  step,
} from '../../../../testing/amendments.js';
import { dateProblem } from '../../../../testing/date-problem.js';
import {
  claimed,
  issuedOrder,
  orderEvents,
  people,
  recorded,
  xof,
} from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import { requestedOn } from '../order.state.js';

const spec = givenWhenThen(purchaseOrder);
const today = '2026-10-20';
const carryOver = {
  type: 'CarryOrderOver',
  lines: [{ from: 'line-1', to: 'line-2' }],
  reason: 'Delivery in July',
  effectiveAt: '2026-10-15',
  by: people.buyer,
  today,
} as const;
const usable = { id, dateProblem: null };
const carryOverId = derivedId(id, 'carry-over', '1');
const accept = { type: 'AcceptCarryOver', carryOverId } as const;
const shortfall = { amount: '0.00', currency: 'USD' };
const refuse = {
  type: 'RefuseCarryOver',
  ...{ carryOverId },
  rejections: [{ budgetLineId: 'line-1', code: 'carry_over_destination', shortfall }],
} as const;
const accrued = (receiptId: string): OrderEvent => ({
  type: 'ReceiptAccrued',
  ...{ data: { receiptId, budgetLineId: 'line-1' } },
});
/** Forty of a hundred have come. */
const begun = [...issuedOrder, recorded('r1', 40), accrued('r1')];
const asked = after(begun, carryOver);
const carried = after(begun, carryOver, accept);

describe('carrying an order over', () => {
  test('asks budgets for what is still to come, and the order waits', () => {
    const request = spec.given(begun).when(carryOver, usable);
    request.thenLike([
      {
        type: 'OrderCarryOverRequested',
        data: {
          ...{ number: 1, carryOverId, orderedOn: '2026-09-20' },
          lines: [{ budgetLineId: 'line-1', toLineId: 'line-2', amount: xof(60 * 278_400) }],
        },
      },
    ]);
    request.thenState({ status: 'adjusting' });
    spec.given(asked).when(carryOver, usable).thenRejected('order_wrong_status');
  });

  test('leaves what was accepted on its line, and puts the rest on a new one', () => {
    spec
      .given(asked)
      .when(accept)
      .thenState({
        status: 'partially_received',
        lines: [
          { orderLine: 1, budgetLineId: 'line-1', quantity: 40_000n },
          { orderLine: 2, budgetLineId: 'line-2', quantity: 60_000n, carriedFrom: 1 },
        ],
        carryOvers: [{ status: 'carried_over', lines: [{ from: 'line-1', to: 'line-2' }] }],
      });
    spec.given(carried).when(accept).then([]);
    const state = fold(purchaseOrder, carried);
    expect(state.lines.map((line) => requestedOn(state, line))).toEqual(['line-1', 'line-1']);
    expect(state.lines.map((line) => line.amountMinor)).toEqual([
      BigInt(40 * 278_400),
      BigInt(60 * 278_400),
    ]);
  });

  test('refused by budgets, the order is as it was', () => {
    const refused = spec.given(asked).when(refuse);
    refused.thenState({
      status: 'partially_received',
      lines: [{ orderLine: 1, quantity: 100_000n }],
      carryOvers: [{ status: 'refused', rejections: [{ code: 'carry_over_destination' }] }],
    });
    const again = spec.given([...asked, ...refused.events()]).when(carryOver, usable);
    again.thenLike([{ type: 'OrderCarryOverRequested', data: { number: 2 } }]);
  });

  const ahead = claimed('i1', 50);
  test.each([
    ['order_wrong_status', [orderEvents.created], {}],
    ['carry_over_line_twice', begun, { lines: [{ from: 'line-1', to: 'line-1' }] }],
    ['carry_over_nothing_open', begun, { lines: [{ from: 'line-9', to: 'line-2' }] }],
    ['delivery_not_accrued', [...issuedOrder, recorded('r1', 40)], {}],
    ['carry_over_invoice_ahead', [...begun, ahead], {}],
    ['amendment_open', after(begun, propose({ quantity: '120' })), {}],
    ['date_before_previous_step', begun, { effectiveAt: '2026-09-19' }],
  ] as const)('is refused: %s', (code, history, more) => {
    spec
      .given([...history])
      .when({ ...carryOver, ...more }, usable)
      .thenRejected(code);
  });

  test('is refused on a date that cannot be used, and once the whole order came', () => {
    spec.given(begun).when(carryOver, { id, dateProblem }).thenRejected(dateProblem.code);
    const full = [...issuedOrder, recorded('r1', 100), accrued('r1')];
    spec.given(full).when(carryOver, usable).thenRejected('order_wrong_status');
  });

  test('is refused where more is paid than was accepted', () => {
    const paid: OrderEvent = {
      type: 'PaymentCleared',
      data: {
        ...{ paymentId: 'p1', invoiceId: 'i1', valueDate: '2026-10-12', parties: [] },
        lines: [{ orderLine: 1, amount: xof(40 * 278_400 + 1) }],
      },
      effectiveAt: '2026-10-12',
    };
    spec
      .given([...begun, paid])
      .when(carryOver, usable)
      .thenRejected('carry_over_paid_ahead');
  });

  test('is refused while the vendor owes something', () => {
    const owed: OrderEvent = {
      type: 'ReceivableArisen',
      data: {
        ...{ receivableId: 'owed-1', reference: 'PO-2026-0001', vendorId: 'vendor-1' },
        cause: { kind: 'credit_note', id: 'note-1' },
        effectiveAt: '2026-10-14',
        lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(1) }],
      },
    };
    spec
      .given([...begun, owed])
      .when(carryOver, usable)
      .thenRejected('carry_over_advance_open');
  });

  test('is refused while budgets owes an answer about a price', () => {
    const dearer = [...begun, claimed('i1', 40, 279_400)];
    const asking = spec
      .given(dearer)
      .when({ type: 'AgreePrice', invoiceId: 'i1', on: '2026-10-14' }, { invoiceProblem: null });
    asking.thenLike([{ type: 'PriceAdjustmentRequested' }]);
    spec
      .given([...dearer, ...asking.events()])
      .when(carryOver, usable)
      .thenRejected('order_awaits_budget');
  });

  test('is refused while goods are to be replaced that carried another price', () => {
    const more = [...begun, recorded('r2', 20), accrued('r2')];
    const back = { receiptId: 'r2', effectiveAt: '2026-10-14', reason: 'Broken' };
    const withdraw = { type: 'WithdrawReceipt', ...back, by: people.receiver, today } as const;
    const withdrawn = after(more, withdraw);
    const booked = (francs: number): OrderEvent => ({
      type: 'ReceiptReversalBooked',
      data: { receiptId: 'r2', budgetLineId: 'line-1', amount: xof(francs) },
    });
    const due = spec.given([...withdrawn, booked(20 * 278_400 + 1000)]);
    due.when(carryOver, usable).thenRejected('carry_over_replacement_due');
    const even = spec.given([...withdrawn, booked(20 * 278_400)]);
    even.when(carryOver, usable).thenLike([{ type: 'OrderCarryOverRequested' }]);
  });

  test('takes no answer to another carry-over', () => {
    const another = { carryOverId: 'another' };
    spec
      .given(asked)
      .when({ ...accept, ...another })
      .thenNothing();
    spec
      .given(asked)
      .when({ ...refuse, ...another })
      .thenNothing();
  });

  test('is refused where rounding keeps the parts from adding up', () => {
    const amendment = { type: 'AcceptAmendment', amendment: 1 } as const;
    const cheap = propose({ unitPrice: xof(500) });
    const held = after(issuedOrder, cheap, approve, amendment, granted(step('amendment')));
    const receipt = recorded('r1', 1);
    const part = { orderLine: 1, quantity: '0.001', amount: xof(1) };
    const booked = [{ budgetLineId: 'line-1', amount: xof(1) }];
    const data = { ...receipt.data, lines: [part], budgetLines: booked };
    const odd = [...held, { ...receipt, data }, accrued('r1')];
    spec.given(odd).when(carryOver, usable).thenRejected('carry_over_not_divisible');
  });
});

describe('after a carry-over', () => {
  test('an amendment of the rest asks the requisition on the line that it has certified', () => {
    const more = { ...propose({}), lines: [{ orderLine: 2, quantity: '50' }] };
    spec
      .given(after(carried, more))
      .when(approve, facts)
      .thenLike([
        {
          type: 'OrderAmendmentApprovalRequested',
          data: {
            lines: [
              { budgetLineId: 'line-1', quantity: '40' },
              { budgetLineId: 'line-1', quantity: '50' },
            ],
          },
        },
      ]);
  });

  test('an ended order ends on the lines of both years', () => {
    const end = { type: 'TerminateOrder', reason: 'x', by: people.buyer, today } as const;
    spec
      .given(carried)
      .when({ ...end, effectiveAt: today }, { dateProblem: null })
      .thenLike([
        { type: 'PurchaseOrderTerminated', data: { budgetLineIds: ['line-1', 'line-2'] } },
      ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { dateProblem } from '../../../testing/date-problem.js';
import {
  accrued,
  claimed,
  issuedOrder,
  orderEvents,
  people,
  recorded,
  xof,
} from '../../../testing/purchase.js';
import { isUnfunded } from './billing/pricing/balance.js';
import { purchaseOrder } from './order.decide.js';
import type { OrderEvent } from './order.events.js';

const spec = givenWhenThen(purchaseOrder);
const { created } = orderEvents;
const today = '2026-09-20';
const notCounted = { invoice: null };
const usable = { dateProblem: null };

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
    const back = spec.given([...issuedOrder, recorded('r', 40), held]).when(resume);
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
    const partly = spec.given([...issuedOrder, recorded('r', 40)]);
    partly.when(reasoned('CancelOrder'), usable).thenRejected('order_has_receipts');
    const invoiced = spec.given([...issuedOrder, claimed('i', 40)]);
    invoiced.when(reasoned('CancelOrder'), usable).thenRejected('order_has_open_invoices');
  });

  test('is cancelled while budgets is asked, and what budgets answers then changes nothing', () => {
    const history = issuedOrder.filter(({ type }) => type !== 'PurchaseOrderIssued');
    const asked = spec.given(history);
    const cancelled = asked.when(reasoned('CancelOrder'), usable);
    const data = { committed: false, asked: true, approval: 1, budgetLineIds: ['line-1'] };
    cancelled.thenLike([{ type: 'PurchaseOrderCancelled', data }]);
    cancelled.thenState({ status: 'cancelled', returning: [] });
    const early = { ...reasoned('CancelOrder'), effectiveAt: '2026-01-01' };
    asked.when(early, usable).thenRejected('date_before_previous_step');
    const after = spec.given([...history, ...cancelled.events()]);
    after.when({ type: 'IssueOrder', approval: 1 }).thenNothing();
    after.when({ type: 'RefuseCommitment', approval: 1, rejections: [] }).thenNothing();
  });

  test('is cancelled although a delivery was rejected as a whole', () => {
    const none = recorded('r', 0);
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
        asked: false,
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
    const full = [...issuedOrder, recorded('r', 100), claimed('i', 100), paid('i')];
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
    const partly = spec.given([...issuedOrder, recorded('r', 40)]);
    partly.when(reasoned('TerminateOrder'), usable).thenLike([{ type: 'PurchaseOrderTerminated' }]);
    const full = spec.given([...issuedOrder, recorded('r', 100)]);
    full.when(reasoned('TerminateOrder'), usable).thenRejected('order_wrong_status');
  });

  test('is not closed while the budget lines do not hold what it costs; it asks again', () => {
    // What was accrued is a minor sum less than the goods are worth, and budgets refuses the rest.
    const less = [{ budgetLineId: 'line-1', accepted: xof(-10_000), open: xof(0) }];
    const asked = { adjustmentId: 'a1', invoiceId: null, reference: 'PO-1', effectiveAt: today };
    const history: OrderEvent[] = [
      ...[...issuedOrder, recorded('r1', 100), accrued('r1'), claimed('i1', 100)],
      { type: 'PriceAdjustmentRequested', data: { ...asked, lines: less } },
      { type: 'PriceAdjusted', data: { adjustmentId: 'a1', invoiceId: null } },
      {
        type: 'PaymentCleared',
        data: {
          ...{ paymentId: 'p1', invoiceId: 'i1', valueDate: today, parties: [] },
          lines: [{ orderLine: 1, amount: xof(100 * 278_400) }],
        },
      },
    ];
    const last = spec
      .given(history)
      .when({ type: 'RecordInvoicePaid', invoiceId: 'i1', on: today }, notCounted);
    last.thenLike([{ type: 'OrderInvoicePaid' }, { type: 'PriceAdjustmentRequested' }]);
    last.thenState((state) => expect(isUnfunded(state)).toBe(false));
    const request = last.events().at(-1);
    if (request?.type !== 'PriceAdjustmentRequested') throw new Error('nothing was asked');
    const { adjustmentId } = request.data;
    const shortfall = { amount: '17.24', currency: 'USD' };
    const rejections = [{ budgetLineId: 'line-1', code: 'insufficient_funds', shortfall }];
    const open = [...history, ...last.events()];
    const refused = spec
      .given(open)
      .when({ type: 'RefusePriceAdjustment', adjustmentId, rejections, on: today });
    refused.thenLike([{ type: 'PriceAdjustmentRejected' }]);
    refused.thenState((state) => expect(isUnfunded(state)).toBe(true));
    const short = [...open, ...refused.events()];
    spec.given(short).when(close, usable).thenRejected('order_price_not_funded');
    spec
      .given([...short, held])
      .when(resume)
      .thenLike([{ type: 'PurchaseOrderResumed' }, { type: 'PriceAdjustmentRequested' }]);
  });

  test('closes automatically with the last payment', () => {
    const pay = (invoiceId: string) =>
      ({ type: 'RecordInvoicePaid', invoiceId, on: today }) as const;
    const cash = (invoiceId: string, units: number): OrderEvent => ({
      type: 'PaymentCleared',
      data: {
        ...{ paymentId: `p-${invoiceId}`, invoiceId, valueDate: today, parties: [] },
        lines: [{ orderLine: 1, amount: xof(units * 278_400) }],
      },
    });
    const both = [...issuedOrder, recorded('r1', 40), recorded('r2', 60)] as const;
    const first = spec
      .given([...both, claimed('i1', 40), cash('i1', 40)])
      .when(pay('i1'), notCounted);
    first.thenLike([{ type: 'OrderInvoicePaid' }]);
    spec
      .given([...both, claimed('i1', 40), paid('i1'), claimed('i2', 60), cash('i2', 60)])
      .when(pay('i2'), notCounted)
      .thenLike([
        { type: 'OrderInvoicePaid' },
        { type: 'PurchaseOrderCompleted' },
        { type: 'PurchaseOrderClosed', data: { effectiveAt: today, budgetLineIds: ['line-1'] } },
      ]);
    const open = spec.given([...both, claimed('i1', 100), cash('i1', 100), claimed('i2', 1)]);
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
    const all = [...issuedOrder, recorded('r', 100)] as const;
    const lines = [{ orderLine: 1, quantity: 100_000n, unitPriceMinor: 278_400n }];
    const invoice = { currency: 'XOF', lines, clerk: people.clerk };
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
    const all = [...issuedOrder, recorded('r', 100), claimed('i1', 100), paid('i1')] as const;
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
    const full = [...issuedOrder, recorded('r', 100)] as const;
    spec
      .given([...full, claimed('i', 100), paid('i')])
      .when(close, usable)
      .thenLike([{ type: 'PurchaseOrderClosed' }]);
    spec
      .given([...full, claimed('i', 60), paid('i')])
      .when(close, usable)
      .thenRejected('order_not_settled', { orderLine: 1, quantity: '40' });
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

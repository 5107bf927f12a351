import { describe, expect, test } from '@jest/globals';
import { fold, sumMinor } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import {
  id,
  today,
  propose,
  approve,
  accept,
  step,
  granted,
  shortfall,
  rejected,
  paid,
  after,
  delivered,
} from '../../../../testing/amendments.js';
import { dateProblem } from '../../../../testing/date-problem.js';
import { claimed, issuedOrder, nobody, people, xof } from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import { differencesOf } from './amendment.content.js';

const spec = givenWhenThen(purchaseOrder);

describe('the answers to an amendment', () => {
  const waiting = after(issuedOrder, propose({ quantity: '120' }), approve);

  test('budgets is asked for the difference; granted, the new version holds', () => {
    const asking = spec.given(waiting).when(accept, { id });
    asking.thenLike([
      {
        type: 'OrderAdjustmentRequested',
        data: {
          adjustmentId: step('amendment'),
          purpose: 'amendment',
          effectiveAt: '2026-10-15',
          lines: [{ budgetLineId: 'line-1', open: xof(20 * 278_400) }],
        },
      },
    ]);
    const history = [...waiting, ...asking.events()];
    const amended = spec.given(history).when(granted(step('amendment')), { id });
    amended.thenLike([
      { type: 'PurchaseOrderAmended', data: { lines: [{ quantity: '120' }], rematch: [] } },
    ]);
    amended.thenState({ status: 'issued', lines: [{ quantity: 120_000n }] });
    spec.given(history).when(accept, { id }).thenNothing();
    spec.given(history).when(granted('another'), { id }).thenNothing();
    spec.given(history).when(rejected('another'), { id }).thenNothing();
    spec
      .given([...history, ...amended.events()])
      .when(granted(step('amendment')), { id })
      .thenNothing();
  });

  test('refused, the order stays as it was, with the reasons', () => {
    const asking = after(waiting, accept);
    const refused = spec.given(asking).when(rejected(step('amendment')), { id });
    refused.thenLike([
      { type: 'OrderAmendmentRefused', data: { rejections: [shortfall], refusal: null } },
    ]);
    refused.thenState({
      status: 'issued',
      lines: [{ quantity: 100_000n }],
      amendments: [{ status: 'refused', rejections: [shortfall] }],
    });
    const refusal = { code: 'quantity_exceeds_requisition', params: { left: '0' } };
    const early = spec.given(waiting).when({ type: 'RefuseAmendment', amendment: 1, refusal });
    early.thenLike([{ type: 'OrderAmendmentRefused', data: { refusal } }]);
    early.thenState({ status: 'issued', amendments: [{ refusal }] });
    spec.given(asking).when({ type: 'RefuseAmendment', amendment: 1, refusal }).thenNothing();
  });

  test('a new price of what was accepted is asked for by itself, less of the open part last', () => {
    const cheaper = after(delivered(40), propose({ unitPrice: xof(278_000) }), approve, accept);
    const first = cheaper.at(-1);
    expect(first).toMatchObject({
      data: { purpose: 'price', lines: [{ accepted: xof(-40 * 400) }] },
    });
    const second = spec.given(cheaper).when(granted(step('price')), { id });
    second.thenLike([
      {
        type: 'OrderAdjustmentRequested',
        data: { purpose: 'amendment', lines: [{ open: xof(-60 * 400) }] },
      },
    ]);
    const done = after([...cheaper, ...second.events()], granted(step('amendment')));
    expect(fold(purchaseOrder, done)).toMatchObject({
      status: 'partially_received',
      receipts: [{ lines: [{ amountMinor: 40n * 278_000n }] }],
    });
  });

  test('what was added first is taken back when the second is refused', () => {
    const dearer = after(
      delivered(40),
      propose({ unitPrice: xof(279_000) }),
      approve,
      accept,
      granted(step('amendment')),
    );
    const back = spec.given(dearer).when(rejected(step('price')), { id });
    back.thenLike([
      {
        type: 'OrderAdjustmentRequested',
        data: {
          adjustmentId: step('amendment', 'back'),
          purpose: 'amendment',
          lines: [{ open: xof(-60 * 600) }],
        },
      },
    ]);
    spec
      .given([...dearer, ...back.events()])
      .when(granted(step('amendment', 'back')), { id })
      .thenLike([{ type: 'OrderAmendmentRefused', data: { rejections: [shortfall] } }])
      .thenState({ status: 'partially_received' });
  });

  test('what was accepted above the order is paid by an amendment up, and asks no quantity', () => {
    const over = delivered(102);
    const full = { ...over.at(-1), data: { ...over.at(-1)?.data } } as OrderEvent;
    const lines = [{ orderLine: 1, quantity: '102', amount: xof(27_840_000) }];
    const budgetLines = [{ budgetLineId: 'line-1', amount: xof(27_840_000) }];
    const history = [
      ...issuedOrder,
      { ...full, data: { ...full.data, lines, budgetLines } } as OrderEvent,
    ];
    const asking = after(history, propose({ quantity: '102' }), approve);
    expect(asking.at(-1)).toMatchObject({ data: { lines: [{ quantity: '100' }] } });
    spec
      .given(after(asking, accept))
      .when(granted(step('price')), { id })
      .thenLike([{ type: 'PurchaseOrderAmended' }])
      .thenState({
        status: 'fully_received',
        receipts: [{ lines: [{ amountMinor: 102n * 278_400n }] }],
      });
  });

  test('invoices are matched again', () => {
    const history = after(
      [...delivered(40), claimed('i1', 10)],
      propose({ quantity: '120' }),
      approve,
      accept,
    );
    spec
      .given(history)
      .when(granted(step('amendment')), { id })
      .thenLike([{ type: 'PurchaseOrderAmended', data: { rematch: ['i1'] } }]);
  });
});

describe('invoices of an amended line', () => {
  test('while it waits for budgets no price is agreed and no money leaves', () => {
    const history = after(
      [...delivered(40), claimed('i1', 40)],
      propose({ quantity: '90' }),
      approve,
    );
    spec
      .given(history)
      .when({ type: 'AgreePrice', invoiceId: 'i1', on: '2026-10-20' }, { id, invoiceProblem: null })
      .thenLike([
        { type: 'InvoicePriceRefused', data: { refusal: { code: 'order_awaits_budget' } } },
      ]);
    const lines = [{ orderLine: 1, amountMinor: 278_400n }];
    const payment = { paymentId: 'p1', invoiceId: 'i1', valueDate: '2026-11-05', lines };
    spec
      .given(history)
      .when({ type: 'ClearPayment', paymentId: 'p1' }, { payment, invoiceProblem: null, ...nobody })
      .thenLike([
        { type: 'PaymentClearanceRefused', data: { refusal: { code: 'order_awaits_budget' } } },
      ]);
  });

  test('are held against the amended price', () => {
    const history = after(
      [...delivered(40), claimed('i1', 40)],
      propose({ unitPrice: xof(279_000) }),
      approve,
      accept,
      granted(step('amendment')),
      granted(step('price')),
    );
    const [claim] = fold(purchaseOrder, history).invoices;
    expect(claim?.lines).toMatchObject([
      { amountMinor: 40n * 278_400n, orderedMinor: 40n * 279_000n },
    ]);
  });
});

describe('short close of a line', () => {
  const close = {
    type: 'ShortCloseLine',
    orderLine: 1,
    reason: 'The vendor has no more',
    effectiveAt: '2026-10-15',
    by: people.buyer,
    today,
  } as const;
  const usable = { id, dateProblem: null };

  test('gives up the undelivered rest; the order is then fully received', () => {
    const closing = spec.given(delivered(40)).when(close, usable);
    closing.thenLike([
      { type: 'OrderLineShortClosed', data: { lines: [{ after: { quantity: '40' } }] } },
      {
        type: 'OrderAdjustmentRequested',
        data: { purpose: 'amendment', lines: [{ open: xof(-60 * 278_400) }] },
      },
    ]);
    spec
      .given([...delivered(40), ...closing.events()])
      .when(granted(step('amendment')), { id })
      .thenLike([{ type: 'PurchaseOrderAmended', data: { lines: [{ quantity: '40' }] } }])
      .thenState({ status: 'fully_received', amendments: [{ kind: 'short_close' }] });
  });

  test('closes an order of which everything else is paid', () => {
    const history = after([...delivered(40), claimed('i1', 40), paid], close);
    spec
      .given(history)
      .when(granted(step('amendment')), { id })
      .thenLike([
        { type: 'PurchaseOrderAmended' },
        { type: 'PurchaseOrderCompleted' },
        { type: 'PurchaseOrderClosed' },
      ]);
  });

  test('is refused where nothing is open, nothing would be left, or the date is wrong', () => {
    spec
      .given(delivered(40))
      .when({ ...close, orderLine: 2 }, usable)
      .thenRejected('order_line_unknown');
    spec
      .given([...issuedOrder])
      .when(close, usable)
      .thenRejected('amendment_leaves_nothing');
    spec.given(delivered(100)).when(close, usable).thenRejected('order_wrong_status');
    spec.given(delivered(40)).when(close, { id, dateProblem }).thenRejected('date_refused');
    spec
      .given(delivered(40))
      .when({ ...close, effectiveAt: '2026-09-19' }, usable)
      .thenRejected('date_before_previous_step');
    const proposed = after(delivered(40), propose({ quantity: '120' }));
    spec.given(proposed).when(close, usable).thenRejected('amendment_open');
  });
});

test('open and accepted part change together by the change of the order, to the franc', () => {
  const part = fc.integer({ min: 1, max: 90_000 });
  const terms = fc.record({ quantity: fc.integer({ min: 1, max: 200_000 }), price: fc.nat(999) });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), terms, terms, (parts, before, after) => {
      const state = fold(purchaseOrder, issuedOrder);
      const priced = ({ quantity, price }: typeof before) => ({
        quantity: BigInt(quantity),
        unitPriceMinor: BigInt(price),
      });
      const line = { ...state.lines[0]!, ...priced(before) };
      const ordered = { ...state, lines: [{ ...line, amountMinor: priceIn(before) }] };
      const receipts = received(parts, before);
      const change = { orderLine: 1, before: priced(before), after: priced(after) };
      const { open, accepted } = differencesOf({ ...ordered, receipts }, [change]);
      const sum = sumMinor([...open, ...accepted].map(({ amountMinor }) => amountMinor));
      expect(sum).toBe(priceIn(after) - priceIn(before));
    }),
    seeded('amendment', { runs: 300 }),
  );
});

const priceIn = ({ quantity, price }: { quantity: number; price: number }): bigint =>
  (BigInt(quantity) * BigInt(price) + 500n) / 1000n;

/** Receipts as the order counts them: each costs what the line costs up to it, less the others. */
function received(
  parts: readonly number[],
  { quantity, price }: { quantity: number; price: number },
) {
  let reached = 0;
  let taken = 0n;
  return parts.map((part, index) => {
    reached += part;
    const amountMinor = priceIn({ quantity: Math.min(reached, quantity), price }) - taken;
    taken += amountMinor;
    const lines = [{ orderLine: 1, quantity: BigInt(part), amountMinor }];
    const receipt = { receiptId: `r${index}`, deliveredOn: '2026-10-12', accruals: {} };
    return { ...receipt, lines, budgetLines: [] };
  });
}

import { describe, expect, test } from '@jest/globals';
import { err, fold, ok } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  today,
  of,
  propose,
  approve,
  usd,
  limits,
  facts,
  paid,
  after,
  delivered,
} from '../../../../testing/amendments.js';
import { dateProblem } from '../../../../testing/date-problem.js';
import { claimed, issuedOrder, orderEvents, people, xof } from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';

const spec = givenWhenThen(purchaseOrder);

describe('proposing an amendment', () => {
  test('writes the lines before and after side by side, and leaves the order as it is', () => {
    const proposed = spec.given([...issuedOrder]).when(propose({ quantity: '120' }), of);
    proposed.thenLike([
      {
        type: 'OrderAmendmentProposed',
        data: {
          number: 1,
          lines: [
            {
              orderLine: 1,
              before: { quantity: '100', unitPrice: xof(278_400) },
              after: { quantity: '120', unitPrice: xof(278_400) },
            },
          ],
        },
      },
    ]);
    proposed.thenState({ status: 'issued', lines: [{ quantity: 100_000n }] });
  });

  test.each([
    ['order_line_unknown', { orderLine: 2, quantity: '1' }],
    ['order_currency_differs', { orderLine: 1, unitPrice: usd('1.00') }],
    ['amendment_changes_nothing', { orderLine: 1, quantity: '100' }],
    ['amendment_below_accepted', { orderLine: 1, quantity: '39.999' }],
    ['document_total_too_large', { orderLine: 1, unitPrice: xof(10 ** 14) }],
  ] as const)('is refused: %s', (code, line) => {
    spec
      .given(delivered(40))
      .when({ ...propose({}), lines: [line] }, of)
      .thenRejected(code);
  });

  test('one at a time, of an issued order, and of which something is left', () => {
    const twice = { orderLine: 1, quantity: '90' };
    spec
      .given([...issuedOrder])
      .when({ ...propose({}), lines: [twice, twice] }, of)
      .thenRejected('line_twice');
    const proposed = after(issuedOrder, propose({ quantity: '120' }));
    spec
      .given(proposed)
      .when(propose({ quantity: '130' }), of)
      .thenRejected('amendment_open');
    spec
      .given([orderEvents.created])
      .when(propose({ quantity: '90' }), of)
      .thenRejected('order_wrong_status');
    spec
      .given([...issuedOrder])
      .when(propose({ quantity: '0' }), of)
      .thenRejected('amendment_leaves_nothing');
    spec
      .given([...issuedOrder])
      .when(propose({ quantity: '90' }), { requisition: null })
      .thenRejected('requisition_unknown');
  });

  test('the price of a line with an approved or paid invoice stays', () => {
    const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId: 'i1' } };
    spec
      .given([...delivered(40), claimed('i1', 40), agreed])
      .when(propose({ unitPrice: xof(280_000) }), of)
      .thenRejected('amendment_line_paid');
    const history = [...delivered(40), claimed('i1', 40), paid];
    spec
      .given(history)
      .when(propose({ unitPrice: xof(280_000) }), of)
      .thenRejected('amendment_line_paid');
    spec
      .given(history)
      .when(propose({ quantity: '120' }), of)
      .thenLike([{ type: 'OrderAmendmentProposed' }]);
  });

  test('is withdrawn, or falls with the order', () => {
    const proposed = after(issuedOrder, propose({ quantity: '120' }));
    const withdraw = { type: 'WithdrawAmendment', by: people.buyer, today } as const;
    const gone = spec.given(proposed).when(withdraw);
    gone.thenLike([{ type: 'OrderAmendmentWithdrawn', data: { number: 1 } }]);
    spec
      .given([...proposed, ...gone.events()])
      .when(withdraw)
      .thenRejected('amendment_missing');
    const end = { type: 'TerminateOrder', reason: 'x', by: people.buyer, today };
    const terminated = after(proposed, { ...end, effectiveAt: today });
    expect(fold(purchaseOrder, terminated).amendments).toMatchObject([{ status: 'withdrawn' }]);
  });
});

describe('approving an amendment', () => {
  const proposed = after(issuedOrder, propose({ quantity: '120' }));

  test('asks the register and the requisition for the new quantities; the order waits', () => {
    const approving = spec.given(proposed).when(approve, facts);
    approving.thenLike([
      {
        type: 'OrderAmendmentApprovalRequested',
        data: { amendment: 1, approval: 1, lines: [{ line: 1, quantity: '120' }] },
      },
    ]);
    approving.thenState({ status: 'adjusting', amendments: [{ status: 'adjusting' }] });
  });

  test.each([
    ['award_limit_exceeded', { limits: ok(limits(50_000_001n)) }],
    ['vendor_unknown', { vendor: { vendor: null, screeningDays: 90 } }],
    ['date_refused', { limits: err(dateProblem) }],
    ['requisition_unknown', { requisition: null }],
  ] as const)('is held against what the order was held against: %s', (code, other) => {
    spec
      .given(proposed)
      .when(approve, { ...facts, ...other })
      .thenRejected(code);
  });

  test('not before the order, and not without a proposal', () => {
    spec
      .given(proposed)
      .when({ ...approve, effectiveAt: '2026-09-19' }, facts)
      .thenRejected('date_before_previous_step');
    spec
      .given([...issuedOrder])
      .when(approve, facts)
      .thenRejected('amendment_missing');
  });

  test('without a waiver the new total stays within the low value limit', () => {
    const [first, ...rest] = proposed;
    const low = { ...first, data: { ...first?.data, award: { method: 'low_value' } } };
    spec
      .given([low as OrderEvent, ...rest])
      .when(approve, facts)
      .thenRejected('award_waiver_required');
  });

  test('not while budgets owes an answer', () => {
    const lines = [{ budgetLineId: 'line-1', accepted: xof(40), open: xof(0) }];
    const asking: OrderEvent = {
      type: 'PriceAdjustmentRequested',
      data: {
        ...{ adjustmentId: 'a1', invoiceId: 'i1', reference: 'PO-2026-0001' },
        ...{ effectiveAt: '2026-10-14', lines },
      },
    };
    spec
      .given([...proposed, asking])
      .when(approve, facts)
      .thenRejected('order_awaits_budget');
  });

  test('a total that does not rise is held against no limit again', () => {
    const less = after(issuedOrder, propose({ quantity: '90' }));
    const none = { ...facts, limits: ok(limits(50_000_001n)) };
    spec
      .given(less)
      .when(approve, none)
      .thenLike([{ type: 'OrderAmendmentApprovalRequested' }]);
  });

  test('while it waits, nothing else happens to the order', () => {
    const waiting = after(proposed, approve);
    const cancel = { type: 'CancelOrder', reason: 'x', by: people.buyer } as const;
    spec
      .given(waiting)
      .when({ ...cancel, effectiveAt: today, today }, { dateProblem: null })
      .thenRejected('order_wrong_status', { status: 'adjusting' });
  });
});

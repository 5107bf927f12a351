import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
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
import type { InspectedReceipt } from './order.delivery.js';
import { receivedOf } from '../order.state.js';

const spec = givenWhenThen(purchaseOrder);
const { created, approved, issued } = orderEvents;
const today = '2026-10-13';
const exact = { tolerancePercent: '0', dateProblem: null };
const inspected = (...accepted: readonly bigint[]): InspectedReceipt => ({
  deliveredOn: '2026-10-12',
  receivers: [people.receiver],
  lines: accepted.map((quantity, n) => ({ orderLine: n + 1, accepted: quantity })),
});
const receipt = (...accepted: readonly bigint[]) => ({
  delivery: { ...exact, receipt: inspected(...accepted) },
});
const refused = (code: string, params: object = {}) =>
  [{ type: 'ReceiptRefused', data: { refusal: { code, params } } }] as const;
const record = (receiptId: string, by: { id: string } = people.receiver) =>
  ({ type: 'RecordReceipt', receiptId, by, today }) as const;

describe('counting a receipt', () => {
  test('40 of 100, then the rest: at the order’s price', () => {
    const first = spec.given([...issuedOrder]).when(record('r1'), receipt(40_000n));
    first.thenLike([
      {
        type: 'ReceiptRecorded',
        data: {
          lines: [{ orderLine: 1, quantity: '40', amount: xof(11_136_000) }],
          budgetLines: [{ budgetLineId: 'line-1', amount: xof(11_136_000) }],
        },
      },
    ]);
    first.thenState({ status: 'partially_received' });
    const last = spec
      .given([...issuedOrder, recorded('r1', 40)])
      .when(record('r2'), receipt(60_000n));
    last.thenLike([
      {
        type: 'ReceiptRecorded',
        data: { budgetLines: [{ amount: xof(16_704_000) }] },
      },
    ]);
    last.thenState({ status: 'fully_received' });
  });

  test('an indivisible price: the last part gets the remainder', () => {
    const price = xof(1);
    const lines = [{ ...created.data.lines[0], quantity: '2', unitPrice: price, amount: xof(2) }];
    const odd = { ...created, data: { ...created.data, lines } } as OrderEvent;
    const amounts: string[] = [];
    const events: OrderEvent[] = [odd, approved, issued];
    for (let n = 0; n < 4; n++) {
      const step = spec.given([...events]).when(record(`r${n}`), receipt(500n));
      for (const event of step.events()) {
        events.push(event);
        if (event.type === 'ReceiptRecorded') {
          amounts.push(...event.data.lines.map((line) => line.amount.amount));
        }
      }
    }
    expect(amounts).toEqual(['1', '0', '1', '0']);
    expect(fold(purchaseOrder, events).status).toBe('fully_received');
  });

  test('two lines on one budget line are one part of it', () => {
    const [line] = created.data.lines;
    const lines = [line, { ...line, orderLine: 2, quantity: '10', amount: xof(2_784_000) }];
    const two = { ...created, data: { ...created.data, lines } } as OrderEvent;
    const given = spec.given([two, approved, issued]);
    const data = (amount: number) => ({
      budgetLines: [{ budgetLineId: 'line-1', amount: xof(amount) }],
    });
    const one = { type: 'ReceiptRecorded', data: data(27_840_000) } as const;
    given.when(record('r1'), receipt(100_000n)).thenLike([one]);
    const both = { type: 'ReceiptRecorded', data: data(30_624_000) } as const;
    given.when(record('r1'), receipt(100_000n, 10_000n)).thenLike([both]);
  });

  test('more than ordered is refused; within the tolerance it costs nothing', () => {
    const given = spec.given([...issuedOrder, recorded('r1', 40)]);
    const words = { quantity: '60.001', left: '60' };
    given.when(record('r2'), receipt(60_001n)).thenLike(refused('receipt_exceeds_order', words));
    const tolerating = (quantity: bigint) => ({
      delivery: { ...exact, receipt: inspected(quantity), tolerancePercent: '5' },
    });
    given.when(record('r2'), tolerating(65_000n)).thenLike([
      {
        type: 'ReceiptRecorded',
        data: {
          lines: [{ quantity: '65', amount: xof(16_704_000) }],
          budgetLines: [{ amount: xof(16_704_000) }],
        },
      },
    ]);
    given.when(record('r2'), tolerating(65_001n)).thenLike(refused('receipt_exceeds_order'));
  });

  test('fully rejected: counted, nothing accrued', () => {
    const nothing = spec.given([...issuedOrder]).when(record('r1'), receipt(0n));
    nothing.thenLike([{ type: 'ReceiptRecorded', data: { lines: [], budgetLines: [] } }]);
    nothing.thenState({ status: 'issued' });
  });

  test('buyer and invoice clerk do not receive, whoever posts', () => {
    const given = spec.given([...issuedOrder, claimed('i1', 40)]);
    const refusedTo = (by: { id: string }, code: string) =>
      given.when(record('r1', by), receipt(40_000n)).thenLike(refused(code));
    refusedTo(people.buyer, 'segregation_buyer_receives');
    refusedTo(people.clerk, 'segregation_clerk_receives');
    const { delivery } = receipt(40_000n);
    const byClerk = { ...delivery.receipt, receivers: [people.clerk] };
    given
      .when(record('r1'), { delivery: { ...delivery, receipt: byClerk } })
      .thenLike(refused('segregation_clerk_receives'));
  });

  test('refused if the order, the date or the receipt does not allow it', () => {
    spec.given([created]).when(record('r1'), receipt(1n)).thenLike(refused('order_wrong_status'));
    const given = spec.given([...issuedOrder]);
    const dated = { delivery: { ...exact, receipt: inspected(1n), dateProblem } };
    given.when(record('r1'), dated).thenLike(refused('date_refused'));
    const before = {
      delivery: { ...exact, receipt: { ...inspected(1n), deliveredOn: '2026-09-19' } },
    };
    given.when(record('r1'), before).thenLike(refused('delivery_before_order'));
    const lines = [{ orderLine: 7, accepted: 1n }];
    const stray = { delivery: { ...exact, receipt: { ...inspected(), lines } } };
    given.when(record('r1'), stray).thenLike(refused('order_line_unknown'));
    given.when(record('r1'), { delivery: null }).thenNothing();
  });

  test('happens once and triggers a new match of open invoices', () => {
    spec
      .given([...issuedOrder, recorded('r1', 40)])
      .when(record('r1'), receipt(1n))
      .thenNothing();
    spec
      .given([...issuedOrder, claimed('i1', 40)])
      .when(record('r1'), receipt(40_000n))
      .thenLike([{ type: 'ReceiptRecorded', data: { rematch: ['i1'] } }]);
  });
});

describe('reversing a receipt', () => {
  const withdraw = {
    type: 'WithdrawReceipt',
    receiptId: 'r1',
    effectiveAt: '2026-10-20',
    reason: 'Counted twice',
    by: people.receiver,
    today,
  } as const;

  test('removes it from the order; the next receipt replaces it', () => {
    const given = [...issuedOrder, recorded('r1', 40), recorded('r2', 60)] as const;
    const back = spec.given([...given]).when(withdraw, exact);
    back.thenLike([{ type: 'ReceiptWithdrawn' }]);
    back.thenState({ status: 'partially_received' });
    back.thenState((state) => expect(receivedOf(state, 1)).toBe(60_000n));
    spec
      .given([...given, ...back.events()])
      .when(record('r3'), receipt(40_000n))
      .thenLike([
        {
          type: 'ReceiptRecorded',
          data: { budgetLines: [{ amount: xof(11_136_000) }] },
        },
      ]);
  });

  test('triggers a new match of every invoice, paid ones included', () => {
    const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    spec
      .given([...issuedOrder, recorded('r1', 40), claimed('i1', 40), paid])
      .when(withdraw, exact)
      .thenLike([{ type: 'ReceiptWithdrawn', data: { rematch: ['i1'] } }]);
  });

  test('happens once, in an open period, not before the delivery, nor for a cancelled order', () => {
    spec
      .given([...issuedOrder])
      .when(withdraw, exact)
      .thenNothing();
    const given = spec.given([...issuedOrder, recorded('r1', 40)]);
    const refusal = (code: string) =>
      [{ type: 'ReceiptWithdrawalRefused', data: { receiptId: 'r1', refusal: { code } } }] as const;
    given.when(withdraw, { dateProblem }).thenLike(refusal('date_refused'));
    const early = { ...withdraw, effectiveAt: '2026-10-11' };
    given.when(early, exact).thenLike(refusal('reversal_before_delivery'));
    const cancelled: OrderEvent = {
      type: 'PurchaseOrderCancelled',
      data: {
        ...{ reference: 'PO-2026-0001', requisitionId: 'requisition-1', vendorId: 'vendor-1' },
        effectiveAt: today,
        ...{
          budgetLineIds: ['line-1'],
          reason: 'x',
          by: people.buyer,
          committed: true,
          asked: false,
          approval: 1,
        },
      },
    };
    spec
      .given([...issuedOrder, recorded('r1', 40), cancelled])
      .when(withdraw, exact)
      .thenLike(refusal('order_wrong_status'));
  });

  test('of a closed order opens it again: a replacement can be received', () => {
    const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    const full = [...issuedOrder, recorded('r1', 100), claimed('i1', 100), paid] as const;
    const close = { type: 'CloseOrder', by: people.buyer, effectiveAt: today, today } as const;
    const closed = spec
      .given([...full])
      .when(close, { dateProblem: null })
      .events();
    const back = spec.given([...full, ...closed]).when(withdraw, exact);
    back.thenLike([{ type: 'ReceiptWithdrawn' }, { type: 'PurchaseOrderReopened' }]);
    back.thenState({ status: 'issued' });
    spec
      .given([...full, ...closed, ...back.events()])
      .when(record('r2'), receipt(100_000n))
      .thenLike([{ type: 'ReceiptRecorded' }]);
  });
});

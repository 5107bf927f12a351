import { expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../../testing/purchase.js';
import { worthOn } from '../billing/worth.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';

const spec = givenWhenThen(purchaseOrder);
const on = '2026-10-25';
const price = 278_400;

/** All of the order, by two receipts and two invoices. */
const received: OrderEvent[] = [
  ...issuedOrder,
  ...[recorded('r1', 50), accrued('r1'), recorded('r2', 50), accrued('r2')],
  ...[claimed('i1', 50), claimed('i2', 50)],
];

/** With a credit that budgets has granted. */
function credited(francs: number, invoiceId: string | null, history = received): OrderEvent[] {
  const lines = [{ orderLine: 1, amount: xof(francs) }];
  const asked = spec
    .given(history)
    .when({ type: 'AgreeCredit', creditNoteId: 'c1', invoiceId, on, lines, paid: [] }, nobody)
    .events();
  const request = asked.at(-1);
  if (request?.type !== 'PriceAdjustmentRequested') throw new Error('nothing was asked');
  const { adjustmentId } = request.data;
  const granted = spec
    .given([...history, ...asked])
    .when({ type: 'AcceptPriceAdjustment', adjustmentId, on })
    .events();
  return [...history, ...asked, ...granted];
}
const back = (receiptId: string) =>
  ({
    type: 'WithdrawReceipt',
    ...{ receiptId, effectiveAt: '2026-10-26', reason: 'Broken', by: people.receiver },
    today: '2026-10-26',
  }) as const;
const returned = (history: readonly OrderEvent[], receiptId = 'r1') =>
  spec.given([...history]).when(back(receiptId), { dateProblem: null });

test('goods that were credited in full and go back leave the rest to the other invoice', () => {
  const gone = returned(credited(50 * price, 'i1'));
  gone.thenLike([
    { type: 'ReceiptWithdrawn' },
    {
      type: 'CreditedGoodsReturned',
      data: { parts: [{ invoiceId: 'i1', quantity: '50', credited: xof(50 * price) }] },
    },
  ]);
  gone.thenState((state) => {
    expect(worthOn(state, 1)).toBe(BigInt(50 * price));
    expect(state.invoices.map(({ lines }) => lines[0]?.quantity)).toEqual([0n, 50_000n]);
  });
});

test('a credit for less than is gone stays with its invoice, until the goods come again', () => {
  const history = credited(10_000, 'i2');
  const gone = returned(history);
  gone.thenLike([{ type: 'ReceiptWithdrawn' }]);
  gone.thenState((state) => expect(worthOn(state, 1)).toBe(BigInt(50 * price)));
  const booked = spec.given([...history, ...gone.events()]).when({
    type: 'RecordReversal',
    ...{ receiptId: 'r1', budgetLineId: 'line-1', amount: xof(50 * price - 5_000), on },
  });
  // The first invoice has what is left: the credit goes with what is to come.
  booked.thenLike([
    { type: 'ReceiptReversalBooked' },
    {
      type: 'PriceAdjustmentRequested',
      data: { lines: [{ accepted: xof(5_000), open: xof(-5_000) }] },
    },
  ]);
});

test('a credit against the order stays with what is accepted, and ends with its own goods', () => {
  const free = [
    ...issuedOrder,
    recorded('r1', 50),
    accrued('r1'),
    recorded('r2', 50),
    accrued('r2'),
  ];
  const stays = returned(credited(50 * price, null, free));
  stays.thenLike([{ type: 'ReceiptWithdrawn' }]);
  stays.thenState((state) => expect(worthOn(state, 1)).toBe(0n));
  const ends = returned(credited(50 * price, null, [...free, claimed('i1', 50)]));
  ends.thenLike([
    { type: 'ReceiptWithdrawn' },
    { type: 'CreditedGoodsReturned', data: { parts: [{ quantity: '50' }] } },
  ]);
  ends.thenState((state) => expect(worthOn(state, 1)).toBe(BigInt(50 * price)));
});

test('goods above the order are billable when others go back', () => {
  const most = [
    ...issuedOrder,
    recorded('r1', 50),
    accrued('r1'),
    recorded('r2', 60),
    accrued('r2'),
  ];
  returned(most).thenState((state) => expect(worthOn(state, 1)).toBe(BigInt(60 * price)));
});

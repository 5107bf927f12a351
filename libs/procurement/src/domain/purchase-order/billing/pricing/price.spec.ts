import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../../../testing/purchase.js';
import { refuse as refuseInvoice } from '../../../invoice/invoice.rejections.js';
import { purchaseOrder } from '../../order.decide.js';
import type { OrderEvent } from '../../order.events.js';
import { openBeyond } from './changes.js';

const spec = givenWhenThen(purchaseOrder);
const on = '2026-10-22';
const matching = { invoiceProblem: null, ...nobody };
const agree = (invoiceId = 'i1') => ({ type: 'AgreePrice', invoiceId, on }) as const;
const given = (...events: OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const received = [recorded('r1', 40), accrued('r1')];
const change = (francs: number) => [
  { budgetLineId: 'line-1', accepted: xof(francs), open: xof(0) },
];

/** The history with what was asked, and its id. */
function asked(...events: OrderEvent[]) {
  const now = given(...events)
    .when(agree(), matching)
    .events();
  const [request] = now;
  if (request?.type !== 'PriceAdjustmentRequested') throw new Error('nothing was asked');
  return { history: [...events, ...now], ...request.data };
}
const granted = (of: ReturnType<typeof asked>): OrderEvent[] => [
  ...of.history,
  ...given(...of.history)
    .when({ type: 'AcceptPriceAdjustment', adjustmentId: of.adjustmentId, on })
    .events(),
];
const shortfall = { amount: '6.00', currency: 'USD' };
const rejections = [{ budgetLineId: 'line-1', code: 'insufficient_funds', shortfall }];

describe('another price than the order’s', () => {
  test('is asked of budgets: the difference on each budget line', () => {
    const dear = asked(...received, claimed('i1', 40, 279_400));
    expect(dear).toMatchObject({ invoiceId: 'i1', effectiveAt: on, lines: change(40_000) });
    const cheap = asked(...received, claimed('i1', 40, 277_400));
    expect(cheap.lines).toEqual(change(-40_000));
    given(...dear.history)
      .when(agree(), matching)
      .thenNothing();
  });

  test('granted, is paid in full', () => {
    const history = granted(asked(...received, claimed('i1', 40, 279_400)));
    const pay = (francs: number) =>
      given(...history).when(
        { type: 'ClearPayment', paymentId: 'p1' },
        {
          payment: {
            ...{ paymentId: 'p1', invoiceId: 'i1', valueDate: '2026-11-05' },
            lines: [{ orderLine: 1, amountMinor: BigInt(francs) }],
          },
          ...matching,
        },
      );
    pay(40 * 279_400).thenLike([{ type: 'PaymentCleared' }]);
    pay(40 * 279_400 + 1).thenLike([{ type: 'PaymentClearanceRefused' }]);
  });

  test('refused, is not; the next time it is asked again under another id', () => {
    const first = asked(...received, claimed('i1', 40, 279_400));
    const { adjustmentId } = first;
    const refused = given(...first.history).when({
      type: 'RefusePriceAdjustment',
      ...{ adjustmentId, rejections, on },
    });
    refused.thenLike([{ type: 'PriceAdjustmentRejected', data: { invoiceId: 'i1', rejections } }]);
    const again = asked(...first.history, ...refused.events());
    expect(again.lines).toEqual(first.lines);
    expect(again.adjustmentId).not.toBe(adjustmentId);
  });

  test('is not asked of an invoice that does not match, or costs what was ordered', () => {
    const invoiceProblem = refuseInvoice.invoice_does_not_match({ reference: 'I', kinds: 'price' });
    given(claimed('i1', 40, 279_400))
      .when(agree(), { invoiceProblem })
      .thenLike([{ type: 'InvoicePriceRefused', data: { invoiceId: 'i1' } }]);
    given(claimed('i1', 40))
      .when(agree(), matching)
      .thenLike([{ type: 'InvoicePriceAgreed' }]);
    given().when(agree(), matching).thenNothing();
  });

  test('once granted stays with its invoice: approved again, it is not asked again', () => {
    const history = granted(asked(...received, claimed('i1', 40, 279_400)));
    given(...history)
      .when(agree(), matching)
      .thenLike([{ type: 'InvoicePriceAgreed' }]);
  });

  test('is given back when the invoice goes, or is corrected', () => {
    const history = granted(asked(...received, claimed('i1', 40, 279_400)));
    given(...history)
      .when({ type: 'WithdrawInvoice', invoiceId: 'i1', on })
      .thenLike([
        { type: 'OrderInvoiceWithdrawn' },
        { type: 'PriceAdjustmentRequested', data: { invoiceId: null, lines: change(-40_000) } },
      ]);
    const lines = [{ orderLine: 1, quantity: 40_000n, unitPriceMinor: 278_400n }];
    const invoice = { currency: 'XOF', lines, clerk: people.clerk };
    given(...history)
      .when({ type: 'RecordCorrection', invoiceId: 'i1', on }, { invoice })
      .thenLike([
        { type: 'OrderInvoiceWithdrawn' },
        { type: 'OrderInvoiced' },
        { type: 'PriceAdjustmentRequested', data: { lines: change(-40_000) } },
      ]);
  });

  test('what could not be given back is asked with the next invoice', () => {
    const cheap = granted(asked(...received, claimed('i1', 40, 277_400)));
    const gone = given(...cheap)
      .when({ type: 'WithdrawInvoice', invoiceId: 'i1', on })
      .events();
    const request = gone.at(-1);
    if (request?.type !== 'PriceAdjustmentRequested') throw new Error('nothing was asked');
    const { adjustmentId } = request.data;
    const history = [...cheap, ...gone];
    const refused = given(...history)
      .when({ type: 'RefusePriceAdjustment', adjustmentId, rejections, on })
      .events();
    given(...history, ...refused, claimed('i1', 40))
      .when(agree(), matching)
      .thenLike([{ type: 'PriceAdjustmentRequested', data: { lines: change(40_000) } }]);
  });
});

describe('a receipt that carried an invoice’s price', () => {
  const history = granted(asked(...received, claimed('i1', 40, 279_400)));
  const withdraw = {
    type: 'WithdrawReceipt',
    ...{ receiptId: 'r1', effectiveAt: '2026-10-25', reason: 'Broken', by: people.receiver },
    today: '2026-11-25',
  } as const;
  const withdrawn = [
    ...history,
    ...given(...history)
      .when(withdraw, { dateProblem: null })
      .events(),
  ];
  const reverse = (francs: number | null) =>
    ({
      type: 'RecordReversal',
      ...{ receiptId: 'r1', budgetLineId: 'line-1', on },
      amount: francs === null ? null : xof(francs),
    }) as const;
  const replaced = (thousandths: bigint, ...events: OrderEvent[]) =>
    given(...events).when(
      { type: 'RecordReceipt', receiptId: 'r2', by: people.receiver, today: '2026-11-25' },
      {
        delivery: {
          receipt: {
            deliveredOn: '2026-11-20',
            receivers: [people.receiver],
            lines: [{ orderLine: 1, accepted: thousandths }],
          },
          ...{ tolerancePercent: '0', dateProblem: null },
        },
      },
    );

  test('neither goes nor is followed by others while budgets is asked for its price', () => {
    const asking = asked(...received, claimed('i1', 40, 279_400)).history;
    const refusal = { code: 'order_awaits_budget' };
    given(...asking)
      .when(withdraw, { dateProblem: null })
      .thenLike([{ type: 'ReceiptWithdrawalRefused', data: { refusal } }]);
    replaced(1_000n, ...asking).thenLike([{ type: 'ReceiptRefused', data: { refusal } }]);
  });

  test('is replaced at the adjusted price, once budgets has reversed it', () => {
    const refusal = { code: 'delivery_reversal_pending' };
    replaced(100_000n, ...withdrawn).thenLike([{ type: 'ReceiptRefused', data: { refusal } }]);
    const booked = given(...withdrawn)
      .when(reverse(40 * 279_400))
      .events();
    replaced(100_000n, ...withdrawn, ...booked).thenLike([
      {
        type: 'ReceiptRecorded',
        data: { budgetLines: [{ amount: xof(100 * 278_400 + 40_000) }] },
      },
    ]);
    const half = replaced(50_000n, ...withdrawn, ...booked);
    half.thenLike([
      { type: 'ReceiptRecorded', data: { budgetLines: [{ amount: xof(50 * 278_400 + 40_000) }] } },
    ]);
    half.thenState((state) => expect(openBeyond(state)).toEqual([]));
  });

  test('is reversed once; of a held one nothing had been accrued', () => {
    const booked = given(...withdrawn).when(reverse(null));
    booked.thenState({ reversals: [] });
    given(...withdrawn, ...booked.events())
      .when(reverse(1))
      .thenNothing();
  });
});

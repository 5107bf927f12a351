import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { cleared } from '../../../../testing/cleared.js';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
} from '../../../../testing/purchase.js';
import { refuse as refuseInvoice } from '../../invoice/invoice.rejections.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';

const spec = givenWhenThen(purchaseOrder);
const price = 278_400;
/** A payment of so many units of the order's line. */
const paying = (units: number, valueDate = '2026-11-05', paymentId = 'p1') => ({
  payment: {
    ...{ paymentId, invoiceId: 'i1', valueDate },
    lines: [{ orderLine: 1, amountMinor: BigInt(units * price) }],
  },
  invoiceProblem: null,
  ...nobody,
});
const clear = (paymentId = 'p1') => ({ type: 'ClearPayment', paymentId }) as const;
const given = (...events: OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const refused = (code: string, params: object = {}) =>
  [{ type: 'PaymentClearanceRefused', data: { refusal: { code, params } } }] as const;
const delivered = [recorded('r1', 40), accrued('r1'), claimed('i1', 40)];

describe('a payment is cleared', () => {
  test('when what it pays is accepted, accrued, and delivered by its value date', () => {
    given(...delivered)
      .when(clear(), paying(40))
      .thenLike([cleared(40)]);
    given(...delivered)
      .when(clear(), paying(40, '2026-10-11'))
      .thenLike(refused('payment_before_delivery', { valueDate: '2026-10-11' }));
  });

  test('not above what is accepted, with all that was cleared before', () => {
    given(...delivered, cleared(15))
      .when(clear('p2'), paying(25, '2026-11-05', 'p2'))
      .thenLike([cleared(25, { paymentId: 'p2', valueDate: '2026-11-05' })]);
    given(...delivered, cleared(15))
      .when(clear('p2'), paying(26, '2026-11-05', 'p2'))
      .thenLike(refused('payment_exceeds_accepted', { missing: String(price), currency: 'XOF' }));
  });

  test('not before budgets has accrued it; a hold is told with its shortfall', () => {
    given(recorded('r1', 40), claimed('i1', 40))
      .when(clear(), paying(40))
      .thenLike(refused('delivery_not_accrued', { reference: 'PO-2026-0001' }));
    const delivery = { receiptId: 'r1', budgetLineId: 'line-1' };
    const shortfall = { amount: '19.44', currency: 'USD' };
    const hold = {
      type: 'RecordHold',
      ...delivery,
      code: 'insufficient_funds',
      shortfall,
    } as const;
    const held = given(recorded('r1', 40), claimed('i1', 40)).when(hold);
    held.thenLike([{ type: 'ReceiptHeld', data: { shortfall } }]);
    const holding = [recorded('r1', 40), claimed('i1', 40), ...held.events()];
    given(...holding)
      .when(clear(), paying(40))
      .thenLike(refused('delivery_held', { shortfall: '19.44', currency: 'USD' }));
    given(...holding, accrued('r1'))
      .when(clear(), paying(40))
      .thenLike([cleared(40)]);
    given(...holding, accrued('r1'))
      .when(hold)
      .thenNothing();
  });

  test('not when its invoice does not match now', () => {
    const invoiceProblem = refuseInvoice.invoice_does_not_match({ reference: 'I', kinds: 'price' });
    given(...delivered)
      .when(clear(), { ...paying(40), invoiceProblem })
      .thenLike(refused('invoice_does_not_match'));
  });

  test('once, and only when it waits', () => {
    given(...delivered, cleared(40))
      .when(clear(), paying(40))
      .thenNothing();
    given(...delivered)
      .when(clear(), { payment: null, invoiceProblem: null, ...nobody })
      .thenNothing();
  });

  test('on an order on hold too: a hold stops deliveries, not what is owed', () => {
    const hold: OrderEvent = { type: 'PurchaseOrderHeld', data: { reason: 'x', by: people.buyer } };
    given(...delivered, hold)
      .when(clear(), paying(40))
      .thenLike([cleared(40)]);
  });
});

describe('a receipt that payments carried', () => {
  const withdraw = (effectiveAt: string) =>
    ({
      type: 'WithdrawReceipt',
      ...{ receiptId: 'r1', effectiveAt, reason: 'Broken', by: people.receiver },
      today: '2026-11-25',
    }) as const;
  const usable = { dateProblem: null };

  test('is not withdrawn before the last of them', () => {
    const paid = given(...delivered, cleared(40));
    const refusal = { code: 'reversal_before_payment', params: { paidOn: '2026-11-05' } };
    paid
      .when(withdraw('2026-11-04'), usable)
      .thenLike([{ type: 'ReceiptWithdrawalRefused', data: { refusal } }]);
    paid
      .when(withdraw('2026-11-05'), usable)
      .thenLike([{ type: 'ReceiptWithdrawn' }, { type: 'ReceivableArisen' }]);
  });

  test('is withdrawn earlier when others cover what was paid', () => {
    given(...delivered, recorded('r2', 40), accrued('r2'), cleared(40))
      .when(withdraw('2026-10-20'), usable)
      .thenLike([{ type: 'ReceiptWithdrawn' }]);
  });

  test('keeps the order from being cancelled as long as the money is out', () => {
    const gone = given(...delivered, cleared(40)).when(withdraw('2026-11-05'), usable);
    const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    const cancel = {
      type: 'CancelOrder',
      reason: 'x',
      by: people.buyer,
      ...{ effectiveAt: '2026-11-25', today: '2026-11-25' },
    } as const;
    given(...delivered, cleared(40), paid, ...gone.events())
      .when(cancel, { dateProblem: null })
      .thenRejected('order_has_payments');
  });
});

describe('what budgets says of a receipt', () => {
  const accrual = {
    type: 'RecordAccrual',
    ...{ receiptId: 'r1', budgetLineId: 'line-1', on: '2026-11-20' },
  } as const;

  test('is counted once, and not of a withdrawn one', () => {
    given(recorded('r1', 40))
      .when(accrual)
      .thenLike([accrued('r1')]);
    given(recorded('r1', 40), accrued('r1')).when(accrual).thenNothing();
    given().when(accrual).thenNothing();
  });

  test('closes the order with the replacement of goods that were paid', () => {
    const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    given(claimed('i1', 100), cleared(100), paid, recorded('r1', 100))
      .when(accrual)
      .thenLike([
        accrued('r1'),
        { type: 'PurchaseOrderCompleted' },
        { type: 'PurchaseOrderClosed' },
      ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { cleared } from '../../../../../testing/cleared.js';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../../../testing/purchase.js';
import { purchaseOrder } from '../../order.decide.js';
import type { OrderEvent } from '../../order.events.js';

const spec = givenWhenThen(purchaseOrder);
const price = 278_400;
const given = (...events: OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const delivered = [recorded('r1', 40), accrued('r1'), claimed('i1', 40)];
const clear = { type: 'ClearPayment', paymentId: 'p2' } as const;
const paying = (units: number, valueDate: string) => ({
  payment: {
    ...{ paymentId: 'p2', invoiceId: 'i1', valueDate },
    lines: [{ orderLine: 1, amountMinor: BigInt(units * price) }],
  },
  invoiceProblem: null,
  ...nobody,
});

describe('a payment that the bank returned', () => {
  const back = { type: 'WithdrawClearance', paymentId: 'p1', on: '2026-11-20' } as const;

  test('is not counted any more: its invoice is payable again', () => {
    const paid: OrderEvent = { type: 'OrderInvoicePaid', data: { invoiceId: 'i1' } };
    const returned = given(...delivered, cleared(40), paid).when(back);
    returned.thenLike([{ type: 'PaymentClearanceWithdrawn', data: { invoiceId: 'i1' } }]);
    returned.thenState((state) => expect(state.invoices[0]?.paid).toBe(false));
    given(...delivered, cleared(40), paid, ...returned.events())
      .when(clear, paying(40, '2026-11-21'))
      .thenLike([{ type: 'PaymentCleared' }]);
    given(...delivered)
      .when(back)
      .thenNothing();
  });

  test('opens a closed order again, until it is paid anew', () => {
    const all = [recorded('r1', 100), accrued('r1'), claimed('i1', 100), cleared(100)];
    const pay = { type: 'RecordInvoicePaid', invoiceId: 'i1', on: '2026-11-06' } as const;
    const closed = given(...all).when(pay, { invoice: null });
    closed.thenState({ status: 'closed' });
    const open = given(...all, ...closed.events()).when(back);
    open.thenLike([{ type: 'PaymentClearanceWithdrawn' }, { type: 'PurchaseOrderReopened' }]);
    open.thenState({ status: 'fully_received' });
    const again = { ...pay, on: '2026-11-22' };
    const here = [...all, ...closed.events(), ...open.events()];
    given(...here)
      .when(again, { invoice: null })
      .thenNothing();
    given(...here, cleared(100, { paymentId: 'p2', valueDate: '2026-11-21' }))
      .when(again, { invoice: null })
      .thenState({ status: 'closed' });
  });
});

const asking = (paymentId = 'p1') => ({ type: 'AllowReturn', paymentId }) as const;
const on = '2026-11-20';
const lines = (units: number) => [
  { orderLine: 1, budgetLineId: 'line-1', amount: xof(units * price) },
];
const gone: OrderEvent[] = [
  {
    type: 'ReceiptWithdrawn',
    data: { receiptId: 'r1', rematch: [], reason: 'Broken', by: people.receiver, effectiveAt: on },
  },
  {
    type: 'ReceivableArisen',
    data: {
      ...{ receivableId: 'v1', reference: 'PO-2026-0001-R1', vendorId: 'vendor-1' },
      ...{ cause: { kind: 'receipt', id: 'r1' }, lines: lines(40), effectiveAt: on },
    },
    effectiveAt: on,
  },
];
const aside = (units: number) =>
  ({ type: 'SetOwedAside', receivableId: 'v1', endingId: 'e1', lines: lines(units) }) as const;
/** So much of what was paid is refunded. */
function refunded(units: number, ...before: OrderEvent[]): OrderEvent[] {
  const set = given(...before)
    .when(aside(units))
    .events();
  const end = { type: 'EndOwed', receivableId: 'v1', endingId: 'e1', on, except: [] } as const;
  const ended = given(...before, ...set).when({ ...end, writtenOff: false });
  return [...before, ...set, ...ended.events()];
}
const notAllowed = (code: string, params: object = {}) => [
  { type: 'PaymentReturnNotAllowed', data: { refusal: { code, params } } } as const,
];

describe('a payment that the bank returns', () => {
  const sentBack = [
    ...delivered,
    cleared(25),
    cleared(15, { paymentId: 'p2', valueDate: '2026-11-06' }),
    ...gone,
  ];

  test('may go back as long as nothing has come back otherwise, each of several', () => {
    const first = given(...sentBack).when(asking());
    first.thenLike([{ type: 'PaymentReturnAllowed', data: { invoiceId: 'i1' } }]);
    const here = [...sentBack, ...first.events()];
    given(...here)
      .when(asking())
      .thenNothing();
    given(...here)
      .when(asking('p2'))
      .thenLike([{ type: 'PaymentReturnAllowed' }]);
    const params = { ended: String(price), currency: 'XOF' };
    given(...refunded(1, ...sentBack))
      .when(asking())
      .thenLike(notAllowed('payment_came_back', params));
    given(...sentBack)
      .when(asking('unknown'))
      .thenNothing();
  });

  test('waits while what the vendor owes is settled, and the other way round', () => {
    const set = given(...sentBack)
      .when(aside(1))
      .events();
    given(...sentBack, ...set)
      .when(asking())
      .thenLike(notAllowed('vendor_debt_settling'));
    const allowed = given(...sentBack)
      .when(asking())
      .events();
    given(...sentBack, ...allowed)
      .when(aside(1))
      .thenLike([{ type: 'OwedNotOpen', data: { refusal: { code: 'payment_returning' } } }]);
    const back = { type: 'WithdrawClearance', paymentId: 'p1', on } as const;
    const returned = given(...sentBack, ...allowed)
      .when(back)
      .events();
    given(...sentBack, ...allowed, ...returned)
      .when(aside(1))
      .thenLike([{ type: 'OwedSetAside' }]);
  });
});

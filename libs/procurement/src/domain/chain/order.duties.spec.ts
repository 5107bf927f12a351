import { describe, expect, test } from '@jest/globals';
import type { Person } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  accrued,
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../testing/purchase.js';
import { exclusive, type Duty, type Held } from '../shared/segregation.js';
import { purchaseOrder } from '../purchase-order/order.decide.js';
import type { OrderEvent } from '../purchase-order/order.events.js';

const spec = givenWhenThen(purchaseOrder);
const given = (...events: readonly OrderEvent[]) => spec.given([...issuedOrder, ...events]);
const moussa: Person = { id: 'moussa' };
const forMoussa: Person = { id: 'awa', onBehalfOf: 'moussa' };

const expected = (by: Person): OrderEvent => ({
  type: 'ReceiptExpected',
  data: { receiptId: 'r9', by },
});
const invoicedBy = (by: Person): OrderEvent => {
  const one = claimed('i9', 1);
  return { ...one, data: { ...one.data, by } };
};
const cleared = (...parties: readonly Held[]): OrderEvent => ({
  type: 'PaymentCleared',
  data: {
    ...{ paymentId: 'p9', invoiceId: 'i1', valueDate: '2026-11-05' },
    lines: [{ orderLine: 1, amount: xof(1) }],
    parties: [...parties],
  },
});
const expect1 = (by: Person) => ({ type: 'ExpectReceipt', receiptId: 'r1', by }) as const;
const record = { type: 'RecordInvoice', invoiceId: 'i2' } as const;
const invoiceBy = (clerk: Person) => ({
  invoice: {
    ...{ currency: 'XOF', clerk },
    lines: [{ orderLine: 1, quantity: 1_000n, unitPriceMinor: 278_400n }],
  },
});

describe('a receipt and another act at the same moment: the order refuses the later', () => {
  test.each<readonly [string, OrderEvent, string]>([
    ['registered an invoice', invoicedBy(moussa), 'segregation_clerk_receives'],
    [
      'approved a payment',
      cleared({ duty: 'payment_approver', person: moussa }),
      'segregation_payment_approver_receives',
    ],
  ])('who %s receives nothing', (_, before, code) => {
    for (const by of [moussa, forMoussa]) {
      given(before)
        .when(expect1(by))
        .thenLike([{ type: 'ReceiptRefused', data: { receiptId: 'r1', refusal: { code } } }]);
    }
    given(before)
      .when(expect1({ id: 'issa' }))
      .thenLike([{ type: 'ReceiptExpected', data: { receiptId: 'r1', by: { id: 'issa' } } }]);
  });

  test('nor who bought', () => {
    given()
      .when(expect1(people.buyer))
      .thenLike([
        { type: 'ReceiptRefused', data: { refusal: { code: 'segregation_buyer_receives' } } },
      ]);
  });

  test('who has approved a payment does not reverse a receipt either', () => {
    const data = { receiptId: 'r1', effectiveAt: '2026-10-30', reason: 'x' };
    const refusal = { code: 'segregation_payment_approver_receives' };
    given(recorded('r1', 40), accrued('r1'), cleared({ duty: 'payment_approver', person: moussa }))
      .when(
        { type: 'WithdrawReceipt', ...data, by: moussa, today: '2026-10-30' },
        { dateProblem: null },
      )
      .thenLike([{ type: 'ReceiptWithdrawalRefused', data: { receiptId: 'r1', refusal } }]);
  });
});

describe('an invoice and another act at the same moment: the order refuses the later', () => {
  test('who has registered goods is not counted as clerk, even before they are posted', () => {
    const refusal = { code: 'segregation_receiver_registers_invoice' };
    const refused = given(expected(moussa)).when(record, invoiceBy(forMoussa));
    refused.thenLike([{ type: 'OrderInvoiceRefused', data: { invoiceId: 'i2', refusal } }]);
    refused.thenState({ invoices: [] });
    given(expected(moussa))
      .when(record, invoiceBy({ id: 'issa' }))
      .thenLike([{ type: 'OrderInvoiced', data: { by: { id: 'issa' } } }]);
  });

  test('who has registered goods corrects no invoice: its claim is gone', () => {
    given(expected(moussa), claimed('i2', 1))
      .when({ type: 'RecordCorrection', invoiceId: 'i2', on: '2026-10-30' }, invoiceBy(moussa))
      .thenLike([
        { type: 'OrderInvoiceWithdrawn', data: { invoiceId: 'i2' } },
        { type: 'OrderInvoiceRefused', data: { invoiceId: 'i2' } },
      ]);
  });
});

describe('a payment and another act at the same moment: no money leaves', () => {
  const delivered = [recorded('r1', 40), accrued('r1'), claimed('i1', 40)];
  const clear = { type: 'ClearPayment', paymentId: 'p1' } as const;
  const paying = (...parties: readonly Held[]) => ({
    payment: {
      ...{ paymentId: 'p1', invoiceId: 'i1', valueDate: '2026-11-05' },
      lines: [{ orderLine: 1, amountMinor: 278_400n }],
    },
    ...{ invoiceProblem: null, ...nobody, parties },
  });
  const byDuty: Readonly<Partial<Record<Duty, readonly OrderEvent[]>>> = {
    receiver: [expected(moussa)],
    clerk: [invoicedBy(moussa)],
    buyer: [
      {
        type: 'OrderAmendmentProposed',
        data: {
          ...{ number: 1, reason: 'x', by: moussa },
          lines: [
            {
              orderLine: 1,
              before: { quantity: '100', unitPrice: xof(278_400) },
              after: { quantity: '40', unitPrice: xof(278_400) },
            },
          ],
        },
      },
    ],
    payment_approver: [cleared({ duty: 'payment_approver', person: moussa })],
    certifier: [cleared({ duty: 'certifier', person: moussa })],
  };
  const pairs = exclusive
    .flatMap(([one, other]) => [[one, other] as const, [other, one] as const])
    .filter(([, asked]) => ['clerk', 'certifier', 'payment_approver'].includes(asked));

  test.each(pairs)('by who was %s and is now %s', (had, asked) => {
    const on = byDuty[had];
    const facts = paying({ duty: asked, person: forMoussa });
    const requisition: readonly Held[] = on ? [] : [{ duty: had, person: moussa }];
    const refused = given(...delivered, ...(on ?? [])).when(clear, { ...facts, requisition });
    refused.thenLike([{ type: 'PaymentClearanceRefused', data: { paymentId: 'p1' } }]);
    const [event] = refused.events();
    const code = event?.type === 'PaymentClearanceRefused' ? event.data.refusal.code : '';
    expect(code).toMatch(new RegExp(`^segregation_${had}_`));
  });

  test.each(pairs)('by who is both %s and %s of what is asked', (one, other) => {
    const person = moussa;
    given(...delivered)
      .when(clear, paying({ duty: one, person }, { duty: other, person }))
      .thenLike([{ type: 'PaymentClearanceRefused' }]);
  });

  test('by others it does, and they are held in the order', () => {
    const parties: readonly Held[] = [
      { duty: 'clerk', person: { id: 'a' } },
      { duty: 'payment_approver', person: { id: 'b' } },
    ];
    const left = given(...delivered, expected(moussa)).when(clear, paying(...parties));
    left.thenLike([{ type: 'PaymentCleared', data: { parties } }]);
    left.thenState((state) => expect(state.parties).toEqual(expect.arrayContaining([...parties])));
  });
});

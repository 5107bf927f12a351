import { describe, expect, test } from '@jest/globals';
import { derivedId } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import { free, orderWithAdvance, setAside } from '../../../../testing/advances/events.js';
import { after, id } from '../../../../testing/amendments.js';
import { accrued, claimed, nobody, people, recorded, xof } from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import { termsProblem } from './advance.terms.js';

const spec = givenWhenThen(purchaseOrder);
const all = 8_352_000;
const carryOver = {
  type: 'CarryOrderOver',
  ...{ lines: [{ from: 'line-1', to: 'line-2' }], reason: 'Delivery in July' },
  ...{ effectiveAt: '2026-10-15', by: people.buyer, today: '2026-10-20' },
} as const;
const begun = [...orderWithAdvance, recorded('r1', 40), accrued('r1')];
const ask = {
  type: 'AllocateAdvance',
  ...{ paymentId: 'p1', amount: xof(all), guarantee: null, today: '2026-10-20' },
} as const;

describe('an order', () => {
  test('allows no more in advance than the policy', () => {
    expect(termsProblem({ percent: '30.001' }, '30')).toMatchObject({
      code: 'advance_above_limit',
    });
    expect(termsProblem({ percent: '30' }, '30')).toBeUndefined();
    expect(termsProblem(undefined, '30')).toBeUndefined();
  });
});

describe('an advance', () => {
  test('is not set aside while the order waits for an answer of budgets', () => {
    const refusal = { code: 'order_awaits_budget' };
    spec
      .given(after(begun, carryOver))
      .when(ask, free)
      .thenLike([{ type: 'AdvanceAllocationRefused', data: { refusal } }]);
    spec
      .given(begun)
      .when(ask, free)
      .thenLike([{ type: 'AdvanceAllocated' }]);
  });

  test('leaves only while invoices can recover it on its own budget line', () => {
    const carryOverId = derivedId(id, 'carry-over', '1');
    const divided = after(begun, carryOver, { type: 'AcceptCarryOver', carryOverId });
    // Forty are on the one line, sixty on the other; the advance is on the first.
    const waiting = [...divided, setAside('p1', all)];
    const facts = { ...free, ...nobody, ...ask, date: '2026-10-20' };
    const clear = { type: 'ClearAdvance', paymentId: 'p1' } as const;
    spec
      .given(waiting)
      .when(clear, { asked: facts })
      .thenLike([{ type: 'AdvanceCleared' }]);
    const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId: 'i1' } };
    const refusal = { code: 'advance_exceeds_agreed' };
    spec
      .given([...waiting, claimed('i1', 40), agreed])
      .when(clear, { asked: facts })
      .thenLike([{ type: 'AdvanceClearanceRefused', data: { refusal } }]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import {
  free,
  guarantee,
  guarded,
  left,
  orderWithAdvance,
  paidAhead,
  setAside,
} from '../../../../testing/advances/events.js';
import {
  claimed,
  issuedOrder,
  nobody,
  people,
  recorded,
  xof,
} from '../../../../testing/purchase.js';
import { purchaseOrder } from '../order.decide.js';
import type { OrderEvent } from '../order.events.js';
import type { AllocateAdvance } from './advance.commands.js';
import { refuse } from '../order.rejections.js';
import { guaranteedUntil } from './advance.state.js';

const spec = givenWhenThen(purchaseOrder);
const given = (...events: readonly OrderEvent[]) => spec.given([...orderWithAdvance, ...events]);
const by = people.buyer;
const on = '2026-10-22';
const today = '2026-09-25';
const allocate = (
  paymentId: string,
  francs: number,
  change: Partial<AllocateAdvance> = {},
): AllocateAdvance => ({
  ...{ type: 'AllocateAdvance', paymentId, amount: xof(francs), guarantee: null, today },
  ...change,
});
const clear = (paymentId: string) => ({ type: 'ClearAdvance', paymentId }) as const;
const asked = (paymentId: string, francs: number, date = '2026-09-30') => ({
  asked: { ...free, ...nobody, paymentId, amount: xof(francs), guarantee: null, date },
});
const refusing = (code: string) =>
  [{ type: 'AdvanceAllocationRefused', data: { refusal: { code } } }] as const;
const all = 8_352_000;

describe('an advance that is set aside', () => {
  test('is within the share that the order allows, with what is set aside and paid', () => {
    given()
      .when(allocate('p1', all), free)
      .thenLike([
        {
          type: 'AdvanceAllocated',
          data: { paymentId: 'p1', lines: [{ budgetLineId: 'line-1', amount: xof(all) }] },
        },
      ]);
    given()
      .when(allocate('p1', all + 1), free)
      .thenLike(refusing('advance_exceeds_agreed'));
    for (const before of [[setAside('p0', 1)], paidAhead('p0', 1)]) {
      given(...before)
        .when(allocate('p1', all), free)
        .thenLike(refusing('advance_exceeds_agreed'));
      given(...before)
        .when(allocate('p1', all - 1), free)
        .thenLike([{ type: 'AdvanceAllocated' }]);
    }
    given(setAside('p1', all)).when(allocate('p1', all), free).thenNothing();
  });

  test('is within what invoices can still recover', () => {
    const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId: 'i1' } };
    const after = [recorded('r1', 90), claimed('i1', 90), agreed];
    given(...after)
      .when(allocate('p1', 2_784_000), free)
      .thenLike([{ type: 'AdvanceAllocated' }]);
    given(...after)
      .when(allocate('p1', 2_784_001), free)
      .thenLike(refusing('advance_exceeds_agreed'));
  });

  test('needs an order that allows it, in its currency, open, and with projects that may spend', () => {
    const ask = allocate('p1', 100);
    spec.given(issuedOrder).when(ask, free).thenLike(refusing('advance_not_agreed'));
    const dollars = { amount: { amount: '1.00', currency: 'USD' } };
    given()
      .when(allocate('p1', 1, dollars), free)
      .thenLike(refusing('advance_currency_differs'));
    given()
      .when(allocate('p1', 100, { today: '2026-09-19' }), free)
      .thenLike(refusing('date_before_previous_step'));
    const held: OrderEvent = { type: 'PurchaseOrderHeld', data: { reason: 'x', by } };
    given(held).when(ask, free).thenLike(refusing('order_wrong_status'));
    const projectProblem = refuse.order_awaits_budget({ reference: 'x' });
    given()
      .when(ask, { ...free, projectProblem })
      .thenLike(refusing('order_awaits_budget'));
  });

  test('above the limit is guaranteed in full, and on its date', () => {
    const ask = (change: object) => allocate('p1', all, { guarantee: { ...guarantee, ...change } });
    given()
      .when(ask({}), guarded)
      .thenLike([{ type: 'AdvanceAllocated' }]);
    given().when(allocate('p1', all), guarded).thenLike(refusing('advance_guarantee_missing'));
    for (const amount of [xof(all - 1), { amount: '99999999.00', currency: 'USD' }]) {
      given().when(ask({ amount }), guarded).thenLike(refusing('advance_guarantee_too_small'));
    }
    given()
      .when(ask({ validUntil: '2026-09-24' }), guarded)
      .thenLike(refusing('advance_guarantee_expired'));
    given()
      .when(ask({ validUntil: today }), guarded)
      .thenLike([{ type: 'AdvanceAllocated' }]);
  });

  test('is free again when its payment is cancelled', () => {
    const released = given(setAside('p1', all)).when({
      type: 'ReleaseAdvance',
      paymentId: 'p1',
      on,
    });
    released.thenLike([{ type: 'AdvanceAllocationReleased' }]);
    released.thenState({ advances: [] });
    given(setAside('p1', all), left('p1'))
      .when({ type: 'ReleaseAdvance', paymentId: 'p1', on })
      .thenNothing();
  });
});

describe('the release of an advance', () => {
  test('is decided by the order as it is then', () => {
    const waiting = given(setAside('p1', all));
    waiting
      .when(clear('p1'), asked('p1', all))
      .thenLike([
        { type: 'AdvanceCleared', data: { valueDate: '2026-09-30' }, effectiveAt: '2026-09-30' },
      ]);
    waiting.when(clear('p1'), { asked: null }).thenNothing();
    const parties = [{ duty: 'payment_approver', person: people.buyer }] as const;
    const requisition = [{ duty: 'certifier', person: people.buyer }] as const;
    waiting
      .when(clear('p1'), { asked: { ...asked('p1', all).asked, parties, requisition } })
      .thenLike([
        {
          type: 'AdvanceClearanceRefused',
          data: { refusal: { code: 'segregation_certifier_approves_payment' } },
        },
      ]);
    const late = {
      asked: { ...asked('p1', all, '2027-01-01').asked, guarantee },
    };
    waiting.when(clear('p1'), late).thenLike([
      {
        type: 'AdvanceClearanceRefused',
        data: { refusal: { code: 'advance_guarantee_expired' } },
      },
    ]);
    const agreed: OrderEvent = { type: 'InvoicePriceAgreed', data: { invoiceId: 'i1' } };
    given(setAside('p1', all), recorded('r1', 90), claimed('i1', 90), agreed)
      .when(clear('p1'), asked('p1', all))
      .thenLike([
        { type: 'AdvanceClearanceRefused', data: { refusal: { code: 'advance_exceeds_agreed' } } },
      ]);
    given(setAside('p1', all), left('p1')).when(clear('p1'), asked('p1', all)).thenNothing();
  });

  test('until the bank has confirmed it, no invoice of the order is approved', () => {
    const agree = { type: 'AgreePrice', invoiceId: 'i1', on } as const;
    const matching = { invoiceProblem: null };
    const billed = [recorded('r1', 40), claimed('i1', 40)];
    given(...billed, setAside('p1', all), left('p1'))
      .when(agree, matching)
      .thenLike([
        { type: 'InvoicePriceRefused', data: { refusal: { code: 'advance_on_its_way' } } },
      ]);
    given(...billed, setAside('p1', all))
      .when(agree, matching)
      .thenLike([{ type: 'InvoicePriceAgreed' }]);
    given(setAside('p1', all), left('p1'))
      .when({ type: 'RecordAdvancePaid', paymentId: 'p1' })
      .thenLike([{ type: 'AdvancePaid' }]);
    given(...paidAhead('p1', all))
      .when({ type: 'RecordAdvancePaid', paymentId: 'p1' })
      .thenNothing();
  });
});

describe('an advance that the bank sends back', () => {
  const withdraw = { type: 'WithdrawAdvance', paymentId: 'p1', on } as const;

  test('is no more on the order; one of which an invoice has recovered a part stays', () => {
    const back = given(...paidAhead('p1', all)).when(withdraw);
    back.thenLike([{ type: 'AdvanceWithdrawn' }]);
    back.thenState({ advances: [] });
    const recovered: OrderEvent = {
      type: 'AdvanceRecovered',
      data: {
        ...{ paymentId: 'p1', invoiceId: 'i1', effectiveAt: on },
        lines: [{ orderLine: 1, budgetLineId: 'line-1', amount: xof(1) }],
      },
    };
    given(recorded('r1', 40), claimed('i1', 40), ...paidAhead('p1', all), recovered)
      .when(withdraw)
      .thenLike([
        { type: 'AdvanceWithdrawalRefused', data: { refusal: { code: 'advance_recovered' } } },
      ]);
    given().when(withdraw).thenNothing();
  });
});

describe('an order with an advance outstanding', () => {
  const end = { reason: 'x', effectiveAt: on, by, today: on };
  const facts = { dateProblem: null };

  test('is neither cancelled, terminated nor closed', () => {
    const advances = [[setAside('p1', 1)], paidAhead('p1', 1)];
    for (const before of advances) {
      given(...before)
        .when({ type: 'CancelOrder', ...end }, facts)
        .thenRejected('order_has_advance', { outstanding: '1' });
      given(...before)
        .when({ type: 'TerminateOrder', ...end }, facts)
        .thenRejected('order_has_advance');
      given(...before, recorded('r1', 100))
        .when({ type: 'CloseOrder', effectiveAt: on, by, today: on }, facts)
        .thenRejected('order_has_advance');
    }
    given()
      .when({ type: 'TerminateOrder', ...end }, facts)
      .thenLike([{ type: 'PurchaseOrderTerminated' }]);
  });

  test('gives up no more of a line than its invoices leave to recover it', () => {
    const close = { type: 'ShortCloseLine', orderLine: 1, ...end } as const;
    const ten = [recorded('r1', 10), ...paidAhead('p1', 10 * 278_400)];
    given(...ten)
      .when(close, facts)
      .thenLike([{ type: 'OrderLineShortClosed' }, { type: 'OrderAdjustmentRequested' }]);
    given(recorded('r1', 10), ...paidAhead('p1', 10 * 278_400 + 1))
      .when(close, facts)
      .thenRejected('order_has_advance');
  });
});

describe('the guarantee of an advance', () => {
  const until = (paymentId: string, validUntil: string): OrderEvent => ({
    type: 'AdvanceAllocated',
    data: {
      ...{ paymentId, lines: [{ budgetLineId: 'line-1', amount: xof(500_000) }] },
      guarantee: { ...guarantee, validUntil },
    },
  });
  const paidUnder = (paymentId: string, validUntil: string): readonly OrderEvent[] => [
    until(paymentId, validUntil),
    left(paymentId),
    { type: 'AdvancePaid', data: { paymentId } },
  ];
  const endsOn = (...events: readonly OrderEvent[]) => guaranteedUntil(given(...events).state);
  const dated = { id: 'order-1', dateProblem: null };
  const reclaim = { type: 'ReclaimAdvance', reason: 'x', effectiveAt: on, by, today } as const;

  test('counts while the advance is out: the first that ends', () => {
    expect(endsOn(until('p1', '2026-12-31'))).toBeUndefined();
    expect(endsOn(until('p1', '2026-12-31'), left('p1'))).toBe('2026-12-31');
    const two = [...paidUnder('p1', '2026-12-31'), ...paidUnder('p2', '2026-11-30')];
    expect(endsOn(...two)).toBe('2026-11-30');
    expect(endsOn(...paidAhead('p3', 1))).toBeUndefined();
    const agree = { type: 'AgreePrice', invoiceId: 'i1', on } as const;
    const billed = [...paidUnder('p1', '2026-12-31'), recorded('r1', 100), claimed('i1', 100)];
    const recovered = given(...billed).when(agree, { invoiceProblem: null });
    expect(endsOn(...billed, ...recovered.events())).toBeUndefined();
  });

  test('counts until what was reclaimed is paid back', () => {
    const paid = paidUnder('p1', '2026-12-31');
    const events = given(...paid)
      .when(reclaim, dated)
      .events();
    expect(endsOn(...paid, ...events)).toBe('2026-12-31');
    const arisen = events.find(({ type }) => type === 'ReceivableArisen');
    const { receivableId = '', lines = [] } =
      arisen?.type === 'ReceivableArisen' ? arisen.data : {};
    const aside: OrderEvent = {
      type: 'OwedSetAside',
      data: { receivableId, endingId: 'e', lines },
    };
    const end = {
      type: 'EndOwed',
      ...{ receivableId, endingId: 'e', except: [], on, writtenOff: false },
    } as const;
    const history = [...paid, ...events, aside];
    const ended = given(...history).when(end, dated);
    expect(endsOn(...history, ...ended.events())).toBeUndefined();
  });
});

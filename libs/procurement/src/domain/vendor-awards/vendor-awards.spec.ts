import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { awardShares, orderEvents } from '../../../testing/purchase.js';
import { vendorAwards, type RegisterAward } from './vendor-awards.decide.js';

const spec = givenWhenThen(vendorAwards);
const need = (amount: string, budgetLineId = 'line-1') => ({
  spendClass: 'equipment' as const,
  budgetLineId,
  value: { amount, currency: 'USD' },
});
type Needs = RegisterAward['award']['needs'];
const register = (orderId: string, needs: Needs, of: Partial<RegisterAward> = {}) =>
  ({
    type: 'RegisterAward',
    ...orderEvents.approving.data,
    ...{ orderId, reference: `PO-${orderId}` },
    award: { ...awardShares, lowValue: true, needs },
    ...of,
  }) satisfies RegisterAward;
const waived = (needs: Needs) => ({ award: { ...awardShares, lowValue: false, needs } });
const after = (...commands: Parameters<ReturnType<typeof spec.given>['when']>[0][]) =>
  commands.reduce<ReturnType<ReturnType<ReturnType<typeof spec.given>['when']>['events']>>(
    (events, command) => [
      ...events,
      ...spec
        .given([...events])
        .when(command)
        .events(),
    ],
    [],
  );
const registered = [{ type: 'AwardRegistered' }] as const;
const split = (params: object) =>
  [{ type: 'AwardRefused', data: { refusal: { code: 'award_splits_purchase', params } } }] as const;

describe('the register of a vendor', () => {
  const first = register('1', [need('6000.00')]);
  const events = after(first);

  test('counts low-value orders of one need together, up to the limit', () => {
    spec
      .given(events)
      .when(register('2', [need('4000.00')]))
      .thenLike(registered);
    spec
      .given(events)
      .when(register('2', [need('4000.01')]))
      .thenLike(split({ orders: 'PO-1', sum: '10000.01', limit: '10000.00', currency: 'USD' }));
    spec
      .given(events)
      .when(register('2', [need('9000.00', 'line-2')]))
      .thenLike(registered);
  });

  test('only within the days of the policy, before and after', () => {
    const on = (effectiveAt: string) => register('2', [need('9000.00')], { effectiveAt });
    for (const near of ['2026-10-20', '2026-08-21']) {
      spec
        .given(events)
        .when(on(near))
        .thenLike(split({ orders: 'PO-1' }));
    }
    for (const far of ['2026-10-21', '2026-08-20']) {
      spec.given(events).when(on(far)).thenLike(registered);
    }
  });

  test('a waiver is no low-value purchase; the approval limit counts all', () => {
    const large = [need('494000.00')];
    spec
      .given(events)
      .when(register('2', large, waived(large)))
      .thenLike(registered);
    const larger = [need('494000.01')];
    spec
      .given(events)
      .when(register('2', larger, waived(larger)))
      .thenLike(split({ sum: '500000.01', limit: '500000.00' }));
    const other = after(register('1', large, waived(large)));
    spec
      .given(other)
      .when(register('2', [need('6000.00')]))
      .thenLike(registered);
  });

  test('an order asks again under its next round, and does not count beside itself', () => {
    const again = register('1', [need('7000.00')], { approval: 2 });
    spec.given(events).when(again).thenLike(registered);
  });

  test('what was withdrawn does not count: the round before does', () => {
    const amended = after(first, register('1', [need('9000.00')], { amendment: 1 }));
    const next = register('2', [need('4000.00')]);
    spec
      .given(amended)
      .when(next)
      .thenLike(split({ sum: '13000.00' }));
    const withdraw = (round: string) => ({ type: 'WithdrawAward', orderId: '1', round }) as const;
    const back = [...amended, ...spec.given(amended).when(withdraw('amendment-1')).events()];
    spec.given(back).when(next).thenLike(registered);
    spec.given(back).when(withdraw('amendment-1')).thenNothing();
    spec
      .given([...back, ...spec.given(back).when(withdraw('approval-1')).events()])
      .when(register('2', [need('9000.00')]))
      .thenLike(registered);
  });

  test('a cancelled or lapsed order does not count, once and for all', () => {
    const end = { type: 'EndAward', orderId: '1' } as const;
    const ended = [...events, ...spec.given(events).when(end).events()];
    spec
      .given(ended)
      .when(register('2', [need('9000.00')]))
      .thenLike(registered);
    spec.given(ended).when(end).thenNothing();
  });
});

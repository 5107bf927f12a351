import { expect, test } from '@jest/globals';
import { buckets } from '@tamani/budgets/published';
import { bucketsOf, figureNames, figureOf } from './figures.js';

test('figures use all buckets of budgets', () => {
  const used = new Set(figureNames.flatMap(bucketsOf));
  expect([...used].sort()).toEqual([...buckets].sort());
});

test('the vector after both deliveries and the first payment', () => {
  const sums = new Map([
    ['allotted', 6_000_000n],
    ['reserved', 0n],
    ['expended', 4_813_333n],
    ['disbursed', 1_920_000n],
    ['settled', 1_933_333n],
    ['deliveryExchangeDifference', 13_333n],
    ['paymentExchangeDifference', -13_333n],
  ]);
  const of = (name: (typeof figureNames)[number]) => figureOf(name, sums);
  expect(of('available')).toBe(1_186_667n);
  expect(of('unliquidated')).toBe(2_880_000n);
  expect(of('committed')).toBe(0n);
  expect(of('paymentExchangeDifference')).toBe(-13_333n);
});

import { describe, expect, test } from '@jest/globals';
import { financialYearOf, monthsBetween, startOf } from './dates.js';
import { carriedOf, planOf, transferOf } from './plan.js';

describe('the plan of the demonstration data', () => {
  test.each(['2026-11-25', '2026-07-01', '2027-06-30', '2028-02-29'])(
    'made on %s it lies in two financial years and never after that day',
    (today) => {
      const plans = planOf(today);
      expect(new Set(plans.map((plan) => plan.financialYear)).size).toBe(2);
      const purchases = plans.flatMap((plan) =>
        plan.purchases.map((one) => ({ ...one, year: plan.financialYear })),
      );
      expect(purchases.length).toBeGreaterThanOrEqual(100);
      for (const { requestedOn, year, deliveries, quantity } of purchases) {
        expect(requestedOn <= today).toBe(true);
        expect(financialYearOf(requestedOn)).toBe(year);
        expect(deliveries.reduce((sum, one) => sum + one.quantity, 0)).toBe(quantity);
      }
    },
  );

  test('has every end of a purchase', () => {
    const goals = planOf('2026-11-25').flatMap((plan) => plan.purchases.map(({ goal }) => goal));
    for (const goal of ['amended', 'short_closed', 'reordered', 'lapsed', 'paid'] as const) {
      expect(goals).toContain(goal);
    }
  });

  test('the same date gives the same plan', () => {
    expect(planOf('2026-11-25')).toEqual(planOf('2026-11-25'));
  });

  test('a transfer lies within one project of the current year', () => {
    const { from, to } = transferOf('2026-11-25');
    const lines = planOf('2026-11-25').filter(({ key }) => key === from || key === to);
    expect(lines.map(({ project, financialYear }) => [project.key, financialYear])).toEqual([
      ['inspection', '2026-27'],
      ['inspection', '2026-27'],
    ]);
  });

  test.each(['2026-11-25', '2026-07-01', '2027-06-30'])(
    'what is carried over on %s goes to the line of the next year, and came in part before it',
    (today) => {
      const { from, to, purchase } = carriedOf(today);
      const plans = planOf(today);
      const [old, next] = [from, to].map((key) => plans.find((plan) => plan.key === key));
      expect([old?.project.key, old?.spendClass]).toEqual([next?.project.key, next?.spendClass]);
      const [years, start] = [
        [old?.financialYear, next?.financialYear],
        startOf(financialYearOf(today)),
      ];
      expect(years[1]).toBe(financialYearOf(today));
      const [delivery] = purchase.deliveries;
      const steps = [purchase.requestedOn, purchase.orderedOn, delivery?.on ?? ''];
      expect(steps).toEqual([...steps].sort());
      for (const on of steps) expect(financialYearOf(on)).toBe(years[0]);
      expect(start <= today).toBe(true);
      expect(delivery?.quantity).toBeLessThan(purchase.quantity);
    },
  );

  test('months between two dates, both inclusive', () => {
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { sumMinor } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import { by, factsAt, openWith, usd } from '../../../../testing/budget-line.js';
import { budgetLine } from '../budget-line.decide.js';
import type { BudgetLineEvent } from '../budget-line.events.js';
import { leavingOf } from './sources.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const [, first] = openWith('1.00');
/** An open line with 1.00 of its own, and these parts of contributions. */
const lineOf = (...parts: readonly (readonly [string, string])[]): readonly BudgetLineEvent[] => [
  ...openWith('1.00'),
  ...parts.map(([id, amount]): BudgetLineEvent => {
    if (first?.type !== 'FundsAllotted') throw new Error('a line begins with an allotment');
    const data = {
      ...first.data,
      allotmentId: id,
      contributionId: `of-${id}`,
      amount: usd(amount),
    };
    return { ...first, data };
  }),
];
const revise = (amount: string) =>
  ({
    type: 'ReviseAllotment',
    ...{ allotmentId: 'r', amount: usd(amount), reason: 'x', by },
    ...{ effectiveAt: '2026-09-01', today: '2026-09-15' },
  }) as const;
const back = (id: string, amount: string) => ({
  ...{ allotmentId: id, contributionId: `of-${id}`, amount: usd(amount) },
});

describe('an allotment that is revised down', () => {
  test('gives its contributions back what it had from them, the newest first', () => {
    const line = lineOf(['a', '5.00'], ['b', '4.00']);
    const given1 = (to: string, givenBack: object[]) =>
      given(line)
        .when(revise(to), facts)
        .thenLike([{ type: 'AllotmentRevised', data: { givenBack } }]);
    given1('9.00', []);
    given1('8.00', [back('b', '1.00')]);
    given1('3.00', [back('b', '4.00'), back('a', '2.00')]);
    const once = [...line, ...given(line).when(revise('7.00'), facts).events()];
    given(once)
      .when(revise('4.00'), facts)
      .thenLike([
        { type: 'AllotmentRevised', data: { givenBack: [back('b', '2.00'), back('a', '1.00')] } },
      ]);
  });

  test('gives back nothing of what was carried over: it is allotted on the next line', () => {
    const line = lineOf(['a', '5.00']);
    if (first?.type !== 'FundsAllotted') throw new Error('a line begins with an allotment');
    const destination = {
      ...{ ...first.data.coding, projectId: null, donor: null, fiscalYear: '2027-28' },
      currency: 'USD',
      status: 'open' as const,
    } as const;
    const out = {
      type: 'CarryOut',
      ...{ carryOverId: 'c1', amount: usd('5.00'), toLineId: 'next', reason: 'x', by },
      ...{ effectiveAt: '2026-09-01', today: '2026-09-15' },
    } as const;
    const gone = given(line)
      .when(out, { ...facts, destination })
      .events();
    const own = { ...first.data, allotmentId: 'own', amount: usd('5.00') };
    const carried = [...line, ...gone, { ...first, data: own }];
    given(carried)
      .when(revise('1.00'), facts)
      .thenLike([{ type: 'AllotmentRevised', data: { givenBack: [] } }]);
  });

  test('keeps no more of contributions than it is allotted', () => {
    const sources = fc.array(fc.bigInt({ min: 1n, max: 1_000_000n }), { maxLength: 5 });
    const share = fc.integer({ min: 0, max: 100 });
    const { parameters } = seeded('given back to contributions', { runs: 200 });
    const own = fc.bigInt({ min: 0n, max: 500_000n });
    const keeps = fc.property(sources, own, share, (parts, unnamed, percent) => {
      const all = parts.map((minor, n) => ({
        ...{ allotmentId: `a${n}`, contributionId: `c${n}`, minor },
      }));
      const total = sumMinor(parts);
      const allotted = total + unnamed;
      const less = (allotted * BigInt(percent)) / 100n;
      const gone = sumMinor(leavingOf(all, { allotted, less }).map(({ minor }) => minor));
      expect(gone).toBe(less > unnamed ? less - unnamed : 0n);
      expect(total - gone).toBeLessThanOrEqual(allotted - less);
    });
    fc.assert(keeps, parameters);
  });
});

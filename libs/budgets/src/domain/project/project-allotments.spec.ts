import { describe, expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen, seeded } from '@tamani/testing';
import fc from 'fast-check';
import { project, ratesOf, usd, xof } from '../../../testing/budget-line.js';
import {
  projectAllotments,
  type CountAllotment,
  type ProjectAllotmentsCommand,
} from './project-allotments.decide.js';
import type { ProjectAllotmentsEvent } from './project-allotments.events.js';

const { given } = givenWhenThen(projectAllotments);
const facts = { project, rates: ratesOf('2026-09') };
const count = (id: string, amount: CountAllotment['amount']): CountAllotment => ({
  ...{ type: 'CountAllotment', allotmentId: id, budgetLineId: 'l1', amount },
  ...{ projectId: 'p1', effectiveAt: '2026-09-15' },
});
const uncount = (releaseId: string, amount: CountAllotment['amount']) =>
  ({ type: 'UncountAllotment', releaseId, amount }) as const;
const after = (...commands: readonly ProjectAllotmentsCommand[]) =>
  commands.reduce<readonly ProjectAllotmentsEvent[]>(
    (history, command) => [...history, ...given(history).when(command, facts).events()],
    [],
  );

describe('the ceiling of a quick impact project', () => {
  test('holds over all its lines; the first to ask gets the rest', () => {
    const first = after(count('a1', usd('30000.00')));
    given(first)
      .when(count('a2', usd('20000.01')), facts)
      .thenLike([
        {
          type: 'AllotmentNotCounted',
          data: { refusal: { code: 'project_ceiling_exceeded', params: { left: '20000.00' } } },
        },
      ]);
    given(first)
      .when(count('a2', usd('20000.00')), facts)
      .thenState({ countedMinor: 5_000_000n });
    given(first)
      .when(count('a1', usd('30000.00')), facts)
      .thenNothing();
  });

  test('counts other currencies at the rate of the month', () => {
    given(after(count('a1', xof(29_000_000))))
      .when(count('a2', usd('0.01')), facts)
      .thenLike([{ type: 'AllotmentNotCounted' }]);
    given([])
      .when(count('a1', xof(1)), { ...facts, rates: null })
      .thenLike([{ type: 'AllotmentNotCounted', data: { refusal: { code: 'rate_missing' } } }]);
  });

  test('binds no other kind of project, which may become one', () => {
    const other = { ...facts, project: { ...project, kind: 'programme_support' } };
    given([])
      .when(count('a1', usd('900000.00')), other)
      .thenState({ countedMinor: 90_000_000n });
  });

  test('takes nothing for a suspended project', () => {
    const suspended = { ...project, status: 'suspended', takesFunds: false } as const;
    given([])
      .when(count('a1', usd('1.00')), { ...facts, project: suspended })
      .thenLike([
        {
          type: 'AllotmentNotCounted',
          data: { refusal: { code: 'project_closed_to_spending' } },
        },
      ]);
  });

  test('is free again for what a line gives up', () => {
    const full = after(count('a1', usd('50000.00')));
    const less = given(full).when(uncount('u1', usd('10000.00')));
    less.thenState({ countedMinor: 4_000_000n });
    given([...full, ...less.events()])
      .when(uncount('u1', usd('10000.00')))
      .thenNothing();
  });

  test('whatever is allotted and given up: never above it, and zero when all is given up', () => {
    const step = fc.record({ francs: fc.integer({ min: 1, max: 40_000_000 }), back: fc.boolean() });
    const { parameters } = seeded('allotments of a project', { runs: 200 });
    const walk = fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      let history: readonly ProjectAllotmentsEvent[] = [];
      const run = (command: ProjectAllotmentsCommand) => {
        history = [...history, ...given(history).when(command, facts).events()];
        return fold(projectAllotments, history);
      };
      for (const [n, { francs, back }] of steps.entries()) {
        const amount = xof(francs);
        const state = run(back ? uncount(`u${n}`, amount) : count(`a${n}`, amount));
        expect(state.countedMinor >= 0n && state.countedMinor <= 5_000_000n).toBe(true);
      }
      expect(run(uncount('all', xof(10 ** 12))).countedMinor).toBe(0n);
    });
    fc.assert(walk, parameters);
  });
});

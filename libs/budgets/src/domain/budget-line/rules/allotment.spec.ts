import { describe, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import {
  by,
  commit,
  draftLine,
  factsAt,
  openWith,
  project,
  reserve,
  usd,
} from '../../../../testing/budget-line.js';
import { contribution } from '../../contribution/contribution.decide.js';
import { initialProjectAllotments } from '../../project/project-allotments.decide.js';
import type {
  AllotFunds,
  BudgetLineCommand,
  DraftLine,
  ReviseAllotment,
} from '../budget-line.commands.js';
import { budgetLine } from '../budget-line.decide.js';
import type { BudgetLineEvent } from '../budget-line.events.js';

const { given } = givenWhenThen(budgetLine);
const facts = { ...factsAt('2026-09-15'), project };
const draft: DraftLine = { ...draftLine, projectId: 'p1' };
const of = (history: readonly BudgetLineEvent[], ...commands: readonly BudgetLineCommand[]) =>
  commands.reduce<readonly BudgetLineEvent[]>(
    (before, command) => [...before, ...given(before).when(command, facts).events()],
    history,
  );
const drafted = of([], draft);
const asked = { reason: 'Year', by, effectiveAt: '2026-09-01', today: '2026-11-25' };
const allot = (amount: string, contributionId: string | null = null): AllotFunds => ({
  ...{ type: 'AllotFunds', allotmentId: `allot-${amount}`, amount: usd(amount), contributionId },
  ...asked,
});
const revise = (amount: string, effectiveAt = '2026-10-01'): ReviseAllotment => ({
  ...{ type: 'ReviseAllotment', allotmentId: `revise-${amount}`, amount: usd(amount) },
  ...{ ...asked, effectiveAt },
});
const accept = (allotmentId: string, guard: 'contribution' | 'project' = 'project') =>
  ({ type: 'AcceptAllotment', allotmentId, guard }) as const;
const received = fold(contribution, [
  {
    type: 'ContributionRegistered',
    data: {
      ...{ reference: 'CON-2026-0001', donor: 'Allemagne', title: 'Appui', fund: null },
      ...{ projectId: null, donorReference: null, amount: usd('30000.00'), origin: null, by },
    },
  },
  {
    type: 'ContributionReceived',
    data: {
      ...{ receipt: 1, amount: usd('30000.00'), receivedOn: '2026-08-01' },
      ...{ bankReference: null, complete: true, by },
    },
  },
]);

describe('a line of a project', () => {
  test('has the axis of the project, and one of its donors', () => {
    given([])
      .when({ ...draft, axis: 'democratic_control' }, facts)
      .thenRejected('line_axis_differs', { expected: 'border_security' });
    given([])
      .when({ ...draft, donor: 'Japon' }, facts)
      .thenRejected('line_donor_differs', { donors: 'Allemagne' });
    given([])
      .when({ ...draft, donor: 'Allemagne' }, facts)
      .thenState({ status: 'draft' });
  });

  test('takes nothing new while the project is suspended, or once it has ended', () => {
    for (const status of ['suspended', 'rejected', 'cancelled'] as const) {
      const closed = { ...facts, project: { ...project, status, takesFunds: false } };
      given([]).when(draft, closed).thenRejected('project_closed_to_spending', { status });
      given(drafted).when(allot('1.00'), closed).thenRejected('project_closed_to_spending');
      given(drafted).when(revise('1.00'), closed).thenRejected('project_closed_to_spending');
    }
  });

  test('reserves and commits only for a project that may spend', () => {
    const idle = {
      ...facts,
      project: { ...project, status: 'identified', maySpend: false },
    } as const;
    const open = openWith('60000.00');
    given(open)
      .when(reserve('r1', 580), idle)
      .thenLike([{ type: 'ReservationRejected', data: { code: 'project_may_not_spend' } }]);
    given(of(open, reserve('r1', 580)))
      .when(commit('o1', 580, {}), idle)
      .thenLike([{ type: 'CommitmentRejected', data: { code: 'project_may_not_spend' } }]);
  });
});

describe('an allotment', () => {
  test('of a project waits for the answer of its ceiling', () => {
    const waiting = given(drafted).when(allot('50000.00'), facts);
    waiting
      .thenLike([{ type: 'AllotmentRequested', data: { guard: 'project' } }])
      .thenState({ figures: { allotted: 0n } });
    const history = [...drafted, ...waiting.events()];
    given(history)
      .when(accept('allot-50000.00'), facts)
      .thenLike([{ type: 'FundsAllotted', effectiveAt: '2026-09-01' }])
      .thenState({ figures: { allotted: 5_000_000n }, awaited: [] });
    given(of(history, accept('allot-50000.00')))
      .when(accept('allot-50000.00'), facts)
      .thenNothing();
  });

  test('above the ceiling is refused at once', () => {
    given(drafted)
      .when(allot('50000.01'), facts)
      .thenRejected('project_ceiling_exceeded', { ceiling: '50000.00', left: '50000.00' });
    const counted = { ...initialProjectAllotments, countedMinor: 4_000_000n };
    given(drafted)
      .when(allot('10000.01'), { ...facts, counted })
      .thenRejected('project_ceiling_exceeded', { left: '10000.00' });
  });

  test('that is refused has moved nothing, and gives the contribution back what it had granted', () => {
    const refusal = { code: 'project_ceiling_exceeded', params: {} };
    const command = allot('10.00', 'c1');
    const known = { ...facts, contribution: { state: received, countsFrom: 'received' } } as const;
    const first = [...drafted, ...given(drafted).when(command, known).events()];
    const granted = of(first, accept('allot-10.00', 'contribution'));
    given(granted)
      .when({ type: 'RefuseAllotment', allotmentId: 'allot-10.00', guard: 'project', refusal })
      .thenLike([{ type: 'AllotmentRefused', data: { contributionId: 'c1' } }])
      .thenState({ figures: { allotted: 0n }, awaited: [] });
    given(first)
      .when({ type: 'RefuseAllotment', allotmentId: 'allot-10.00', guard: 'contribution', refusal })
      .thenLike([{ type: 'AllotmentRefused', data: { contributionId: null } }]);
    given(drafted)
      .when({ type: 'RefuseAllotment', allotmentId: 'allot-10.00', guard: 'project', refusal })
      .thenNothing();
  });

  test('from a contribution asks the contribution first, then the ceiling', () => {
    const known = { ...facts, contribution: { state: received, countsFrom: 'received' } } as const;
    const first = given(drafted).when(allot('30000.00', 'c1'), known);
    first.thenLike([{ type: 'AllotmentRequested', data: { guard: 'contribution' } }]);
    given([...drafted, ...first.events()])
      .when(accept('allot-30000.00', 'contribution'), facts)
      .thenLike([{ type: 'AllotmentRequested', data: { guard: 'project' } }]);
    given(openWith('1.00'))
      .when(allot('30000.01', 'c1'), known)
      .thenRejected('contribution_used_up', { left: '30000.00' });
    given(openWith('1.00'))
      .when(allot('1.00', 'c1'), { ...facts, contribution: null })
      .thenRejected('contribution_unknown');
    given(openWith('1.00'))
      .when(allot('1.00', 'c1'), {
        ...facts,
        contribution: { state: { ...received, fund: 'OTHER' }, countsFrom: 'received' },
      })
      .thenRejected('contribution_for_other');
  });

  test('keeps its line open until it has its answer', () => {
    const open = of(openWith('1.00'), { type: 'SoftCloseLine', reason: 'x', by });
    const known = { ...facts, contribution: { state: received, countsFrom: 'received' } } as const;
    const waiting = [...open, ...given(open).when(allot('5.00', 'c1'), known).events()];
    given(waiting).when({ type: 'CloseLine', reason: 'x', by }).thenRejected('allotment_awaited');
  });

  test('is not cut before the day on which it last grew', () => {
    const line = openWith('100.00');
    given(line)
      .when(revise('50.00', '2026-06-30'), facts)
      .thenRejected('date_before_what_it_follows', { date: '2026-06-30', earliest: '2026-07-01' });
    given(line)
      .when(revise('50.00', '2026-07-01'), facts)
      .thenState({ figures: { allotted: 5_000n } });
  });

  test('is raised by the difference, which the ceiling is asked for', () => {
    const allotted = of(drafted, allot('40000.00'), accept('allot-40000.00'));
    const raised = given(allotted).when(revise('45000.00'), facts);
    raised.thenLike([{ type: 'AllotmentRequested', data: { amount: usd('5000.00') } }]);
    given([...allotted, ...raised.events()])
      .when(accept('revise-45000.00'), facts)
      .thenLike([{ type: 'AllotmentRevised', data: { allotted: usd('45000.00') } }]);
  });
});

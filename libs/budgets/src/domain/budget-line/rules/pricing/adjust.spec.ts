import { describe, test } from '@jest/globals';
import { givenWhenThen } from '@tamani/testing';
import { commit, factsAt, openWith, project, xof } from '../../../../../testing/budget-line.js';
import type { AdjustCommitment } from '../../budget-line.commands.js';
import { budgetLine } from '../../budget-line.decide.js';

const { given } = givenWhenThen(budgetLine);
const facts = factsAt('2026-09-15');
const open = openWith('60000.00');
const order = commit('o1', 29_000_000, { reservationId: null });
const committed = [...open, ...given(open).when(order, facts).events()];
const amend = (francs: number): AdjustCommitment => ({
  type: 'AdjustCommitment',
  ...{ commitmentId: 'o1', adjustmentId: 'amendment-1' },
  ...{ change: xof(francs), effectiveAt: '2026-09-25' },
  document: { kind: 'purchase_order', id: 'o1', reference: 'PO-o1' },
});

describe('an amendment of an order', () => {
  const suspended = { ...facts, project: { ...project, maySpend: false } };

  test('upward is refused while the project of the line may not spend', () => {
    given(committed)
      .when(amend(580), suspended)
      .thenLike([
        { type: 'CommitmentAdjustmentRejected', data: { code: 'project_may_not_spend' } },
      ]);
  });

  test.each([
    ['upward, of a project that may spend', 580, { ...facts, project }],
    ['downward, of one that may not', -580, suspended],
  ] as const)('%s, is granted', (_, francs, known) => {
    given(committed)
      .when(amend(francs), known)
      .thenLike([{ type: 'CommitmentAdjusted' }]);
  });
});

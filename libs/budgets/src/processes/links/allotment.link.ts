import { derivedId, minorOf, moneyJson, type MoneyJson } from '@tamani/kernel';
import { send } from '@tamani/runtime';
import { budgetLine } from '../../domain/budget-line/budget-line.decide.js';
import { contribution } from '../../domain/contribution/contribution.decide.js';
import { projectAllotments } from '../../domain/project/project-allotments.decide.js';
import { link } from './link.js';

const accept = (allotmentId: string, guard: 'contribution' | 'project') =>
  ({ type: 'AcceptAllotment', allotmentId, guard }) as const;

const released = (releaseOf: string, allotmentId: string, amount: MoneyJson | null) => ({
  type: 'ReleaseContribution' as const,
  ...{ releaseId: derivedId('release', releaseOf, allotmentId), allotmentId, amount },
});

const uncounted = (projectId: string | null, releaseId: string, amount: MoneyJson) =>
  projectId === null
    ? []
    : [send(projectAllotments, projectId, { type: 'UncountAllotment', releaseId, amount })];

/**
 * A line that asks for an allotment is answered by its contribution, then by the ceiling of its
 * project; what it gives up is free below the ceiling again.
 */
export const allotment = link('allotment', {
  'budgets.AllotmentRequested.v1': ({ guard, contributionId, allottedOn, ...asked }) => {
    const { allotmentId, budgetLineId, amount, coding } = asked;
    const request = { allotmentId, budgetLineId, amount, effectiveAt: allottedOn };
    if (guard === 'contribution') {
      const command = { type: 'AllotContribution', ...request, coding } as const;
      return contributionId === null ? [] : [send(contribution, contributionId, command)];
    }
    const { projectId } = coding;
    if (projectId === null) return [];
    return [send(projectAllotments, projectId, { type: 'CountAllotment', ...request, projectId })];
  },
  'budgets.ContributionAllotted.v1': ({ budgetLineId, allotmentId }) => [
    send(budgetLine, budgetLineId, accept(allotmentId, 'contribution')),
  ],
  'budgets.ContributionAllotmentRefused.v1': ({ budgetLineId, allotmentId, refusal }) => [
    send(budgetLine, budgetLineId, {
      ...{ type: 'RefuseAllotment', allotmentId, guard: 'contribution', refusal },
    }),
  ],
  'budgets.AllotmentCounted.v1': ({ budgetLineId, allotmentId }) => [
    send(budgetLine, budgetLineId, accept(allotmentId, 'project')),
  ],
  'budgets.AllotmentNotCounted.v1': ({ budgetLineId, allotmentId, refusal }) => [
    send(budgetLine, budgetLineId, {
      ...{ type: 'RefuseAllotment', allotmentId, guard: 'project', refusal },
    }),
  ],
  'budgets.AllotmentRefused.v1': ({ allotmentId, contributionId }) =>
    contributionId === null
      ? []
      : [send(contribution, contributionId, released(allotmentId, allotmentId, null))],
  'budgets.FundsTransferredOut.v1': ({ coding, toProjectId, transferId, amount }) =>
    coding.projectId === toProjectId ? [] : uncounted(coding.projectId, transferId, amount),
  'budgets.AllotmentRevised.v1': ({ coding, amount, givenBack }, { id }) => {
    const minor = minorOf(amount);
    if (minor >= 0n) return [];
    return [
      ...uncounted(coding.projectId, id, moneyJson(-minor, amount.currency)),
      ...givenBack.map(({ contributionId, ...given }) =>
        send(contribution, contributionId, released(id, given.allotmentId, given.amount)),
      ),
    ];
  },
});

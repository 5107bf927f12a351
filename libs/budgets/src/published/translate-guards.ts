import type { Published } from '@tamani/kernel';
import type { ContributionEvent } from '../domain/contribution/contribution.events.js';
import type { LineKeyEvent } from '../domain/line-key/line-key.decide.js';
import type { LineRegisterEvent } from '../domain/line-register/line-register.decide.js';
import type { ProjectAllotmentsEvent } from '../domain/project/project-allotments.events.js';
import { message } from './translate-parts.js';

/** The key's answer to a line that is to be opened. */
export function ofLineKey(key: string, { type, data }: LineKeyEvent): readonly Published[] {
  const { budgetLineId } = data;
  switch (type) {
    case 'LineKeyClaimed':
      return [message('budgets.LineKeyClaimed.v1', key, { budgetLineId })];
    case 'LineKeyRefused':
      return [message('budgets.LineKeyRefused.v1', key, data)];
    case 'LineKeyReleased':
      return [];
  }
}

/** What the register asks of its lines for a month, and that all have answered. */
export function ofLineRegister({ type, data }: LineRegisterEvent): readonly Published[] {
  switch (type) {
    case 'FencesRequested':
      return [message('budgets.FencesRequested.v1', data.month, data)];
    case 'MonthFenced':
      return [message('budgets.MonthFenced.v1', data.month, data)];
    case 'LineRegistered':
    case 'FenceRecorded':
      return [];
  }
}

/** The project's answer to a line that asks for an allotment. */
export function ofProjectAllotments(
  projectId: string,
  { type, data }: ProjectAllotmentsEvent,
): readonly Published[] {
  switch (type) {
    case 'AllotmentCounted': {
      const { allotmentId, budgetLineId, counted } = data;
      const answer = { allotmentId, budgetLineId, counted };
      return [message('budgets.AllotmentCounted.v1', projectId, answer)];
    }
    case 'AllotmentNotCounted':
      return [message('budgets.AllotmentNotCounted.v1', projectId, data)];
    case 'AllotmentUncounted':
      return [];
  }
}

/** Donor and amount are public; bank references and the import's origin are not. */
export function ofContribution(
  contributionId: string,
  { type, data }: ContributionEvent,
): readonly Published[] {
  const key = contributionId;
  const known = { contributionId };
  switch (type) {
    case 'ContributionRegistered': {
      const { reference, donor, title, fund, projectId, amount } = data;
      const described = { contributionId, reference, donor, title, fund, projectId, amount };
      return [message('budgets.ContributionRegistered.v1', key, described)];
    }
    case 'ContributionPledged':
      return [
        message('budgets.ContributionPledged.v1', key, { ...known, pledgedOn: data.pledgedOn }),
      ];
    case 'ContributionAgreed': {
      const { amount, agreedOn } = data;
      return [message('budgets.ContributionAgreed.v1', key, { contributionId, amount, agreedOn })];
    }
    case 'ContributionReceived': {
      const { receipt, amount, receivedOn, complete } = data;
      const received = { contributionId, receipt, amount, receivedOn, complete };
      return [message('budgets.ContributionReceived.v1', key, received)];
    }
    case 'ContributionAllotted':
    case 'ContributionAllotmentRefused':
    case 'ContributionAllotmentReleased':
      return ofContributionAllotment(key, { type, data } as AllotmentEvent);
    case 'ContributionClosed':
      return [message('budgets.ContributionClosed.v1', key, { ...known, reason: data.reason })];
  }
}

type AllotmentEvent = Extract<ContributionEvent, { type: `ContributionAllot${string}` }>;

/** The contribution's answer to a line that asks for an allotment. */
function ofContributionAllotment(
  contributionId: string,
  { type, data }: AllotmentEvent,
): readonly Published[] {
  const key = contributionId;
  switch (type) {
    case 'ContributionAllotted': {
      const { allotmentId, budgetLineId, amount, lineAmount } = data;
      const allotted = { contributionId, allotmentId, budgetLineId, amount, lineAmount };
      return [message('budgets.ContributionAllotted.v1', key, allotted)];
    }
    case 'ContributionAllotmentRefused':
      return [message('budgets.ContributionAllotmentRefused.v1', key, { contributionId, ...data })];
    case 'ContributionAllotmentReleased':
      return [];
  }
}

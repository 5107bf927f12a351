import {
  minorOf,
  moneyJson,
  monthOf,
  ok,
  proportion,
  refusalOf,
  type BusinessDate,
  type Decision,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { converted, rateFor, type MonthlyRates } from '../rate-table/rates.js';
import { refuseDate } from '../shared/business-date.rejections.js';
import type { Coding } from '../shared/vocabulary.js';
import type { AllotContribution, ReleaseContribution } from './contribution.commands.js';
import type { ContributionEvent } from './contribution.events.js';
import { refuse } from './contribution.rejections.js';
import type { ContributionState } from './contribution.state.js';

/** From which step on a contribution's money may be allotted: a policy. */
export type CountsFrom = 'pledged' | 'agreed' | 'received';

/** A contribution as an allotment's rules see it. */
export interface ContributionFacts {
  readonly state: ContributionState;
  readonly countsFrom: CountsFrom;
}
export interface AllotContributionFacts {
  readonly countsFrom: CountsFrom;
  /** Of the month of the allotment; null if none are published. */
  readonly rates: MonthlyRates | null;
}

type Decided = Decision<ContributionEvent>;
type Rates = Pick<AllotContributionFacts, 'rates'>;
export interface AskedOfContribution {
  /** In the currency of the budget line. */
  readonly amount: MoneyJson;
  readonly effectiveAt: BusinessDate;
  readonly coding: Coding;
}

/** Why an allotment cannot come from the contribution: it is for something else, or used up. */
export function contributionProblem(
  asked: AskedOfContribution,
  contribution: ContributionFacts | null,
  { rates }: Rates,
): Rejection | undefined {
  if (contribution === null || contribution.state.status === 'none') {
    return refuse.contribution_unknown();
  }
  const { state, countsFrom } = contribution;
  const { reference, currency } = state;
  if (!serves(state, asked.coding)) return refuse.contribution_for_other({ reference });
  const rate = rateFor(asked.amount.currency, currency, rates);
  if (!rate) return rateProblem(asked, state);
  const left = countedOf(state, countsFrom) - state.allottedMinor;
  if (converted(asked.amount, rate) <= left) return undefined;
  const open = moneyJson(left < 0n ? 0n : left, currency);
  return refuse.contribution_used_up({ reference, left: open.amount, currency });
}

const rateProblem = ({ amount, effectiveAt }: AskedOfContribution, state: ContributionState) =>
  refuseDate.rate_missing({
    ...{ from: amount.currency, to: state.currency },
    month: monthOf(effectiveAt),
  });

/** Fund, project and donor, where the contribution names them, are the line's. */
const serves = (state: ContributionState, coding: Coding): boolean =>
  (state.fund === null || state.fund === coding.fund) &&
  (state.projectId === null || state.projectId === coding.projectId) &&
  (state.donor === null || coding.donor === null || state.donor === coding.donor);

/** What of the contribution counts by now, in its currency. */
function countedOf(state: ContributionState, from: CountsFrom): bigint {
  if (from === 'received') return state.receivedMinor;
  if (state.agreedOn !== null) return state.agreedMinor;
  return from === 'pledged' && state.pledgedOn !== null ? state.pledgedMinor : 0n;
}

/** The line waits: a refusal is an answer like any other. */
export function allotContribution(
  command: AllotContribution,
  state: ContributionState,
  { countsFrom, rates }: AllotContributionFacts,
): Decided {
  const { allotmentId, budgetLineId, amount } = command;
  if (state.answered.includes(allotmentId)) return ok([]);
  const asked = { allotmentId, budgetLineId };
  const rate = rateFor(amount.currency, state.currency, rates);
  const problem = contributionProblem(command, { state, countsFrom }, { rates });
  if (problem || !rate) {
    const refusal = refusalOf(problem ?? rateProblem(command, state));
    return ok([{ type: 'ContributionAllotmentRefused', data: { ...asked, refusal } }]);
  }
  const taken = moneyJson(converted(amount, rate), state.currency);
  const data = { ...asked, amount: taken, lineAmount: amount, rate: rate.used };
  return ok([{ type: 'ContributionAllotted', data }]);
}

/** The line did not get the allotment after all, or gives a part of it back; the last the rest. */
export function releaseContribution(
  { releaseId, allotmentId, amount: asked }: ReleaseContribution,
  state: ContributionState,
): Decided {
  const held = state.allotments.find((one) => one.allotmentId === allotmentId);
  if (!held || state.answered.includes(releaseId)) return ok([]);
  const lineMinor = asked ? minorOf(asked) : held.lineMinor;
  const isAll = lineMinor === held.lineMinor;
  const minor = isAll ? held.amountMinor : proportion(held.amountMinor, lineMinor, held.lineMinor);
  const data = {
    ...{ releaseId, allotmentId, amount: moneyJson(minor, state.currency) },
    lineAmount: moneyJson(lineMinor, held.lineCurrency),
  };
  return ok([{ type: 'ContributionAllotmentReleased', data }]);
}

/** An agreement is not amended below what is allotted from it. */
export function belowAllotted(state: ContributionState, amount: MoneyJson): Rejection | undefined {
  if (minorOf(amount) >= state.allottedMinor) return undefined;
  const { amount: allotted, currency } = moneyJson(state.allottedMinor, state.currency);
  return refuse.contribution_below_allotted({ allotted, currency });
}

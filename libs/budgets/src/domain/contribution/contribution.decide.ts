import {
  decideBy,
  err,
  firstRefusal,
  fold,
  minorOf,
  moneyJson,
  normalNumber,
  ok,
  type BusinessDate,
  type Decider,
  type Decision,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { CONTRIBUTION_CATEGORY } from '../shared/categories.js';
import {
  allotContribution,
  belowAllotted,
  releaseContribution,
  type AllotContributionFacts,
} from './contribution.allotment.js';
import type {
  AgreeContribution,
  CloseContribution,
  ContributionCommand,
  ReceiveContribution,
  RegisterContribution,
} from './contribution.commands.js';
import { contributionEvents, type ContributionEvent } from './contribution.events.js';
import { refuse } from './contribution.rejections.js';
import {
  evolveContribution,
  initialContribution,
  type ContributionState,
  type ContributionStatus,
} from './contribution.state.js';

export interface ContributionRuleFacts {
  readonly AllotContribution: AllotContributionFacts;
}
type State = ContributionState;
type Decided = Decision<ContributionEvent>;

function register(command: RegisterContribution, state: State): Decided {
  const { pledgedOn, agreedOn, receivedOn, today, type: _, ...described } = command;
  if (state.status !== 'none') return err(existsAlready(state));
  const dates = [pledgedOn, agreedOn, receivedOn].filter((date) => date !== null);
  const problem = firstRefusal(
    dates.length === 0 ? refuse.contribution_date_missing() : undefined,
    ...dates.map((date) => futureProblem(date, today)),
    ...dates.map((date, n) => orderProblem(date, dates[n - 1])),
  );
  if (problem) return err(problem);
  const { amount, by } = described;
  const events: ContributionEvent[] = [{ type: 'ContributionRegistered', data: described }];
  if (pledgedOn !== null) events.push({ type: 'ContributionPledged', data: { pledgedOn, by } });
  if (agreedOn !== null || receivedOn !== null) {
    const data = { amount, agreedOn: agreedOn ?? receivedOn ?? '', agreementReference: null, by };
    events.push({ type: 'ContributionAgreed', data });
  }
  if (receivedOn !== null) {
    const data = { receipt: 1, amount, receivedOn, bankReference: null, complete: true, by };
    events.push({ type: 'ContributionReceived', data });
  }
  return ok(events);
}

const existsAlready = ({ reference, origin }: State): Rejection => {
  const { source = '-', externalId = '-' } = origin ?? {};
  return refuse.contribution_exists({ reference, source, externalId });
};

function agree(command: AgreeContribution, state: State): Decided {
  const { agreedOn, agreementReference, by, today } = command;
  const amount = command.amount ?? moneyJson(state.pledgedMinor, state.currency);
  const received = moneyJson(state.receivedMinor, state.currency).amount;
  const problem = firstRefusal(
    statusProblem(state, 'pledged', 'agreed', 'partially_received', 'received'),
    futureProblem(agreedOn, today),
    orderProblem(agreedOn, state.pledgedOn),
    currencyProblem(state, amount),
    belowAllotted(state, amount),
  );
  if (problem) return err(problem);
  if (minorOf(amount) < state.receivedMinor) {
    return err(refuse.contribution_below_received({ received, currency: state.currency }));
  }
  return ok([{ type: 'ContributionAgreed', data: { amount, agreedOn, agreementReference, by } }]);
}

/** Money received without a recorded agreement counts as agreed at the pledged amount. */
function receive(command: ReceiveContribution, state: State): Decided {
  const { amount, receivedOn, bankReference, by, today } = command;
  const problem = firstRefusal(
    statusProblem(state, 'pledged', 'agreed', 'partially_received'),
    futureProblem(receivedOn, today),
    orderProblem(receivedOn, state.pledgedOn),
    currencyProblem(state, amount),
    referenceProblem(bankReference, state),
  );
  if (problem) return err(problem);
  const events: ContributionEvent[] = [];
  if (state.status === 'pledged') {
    const pledged = moneyJson(state.pledgedMinor, state.currency);
    const data = { amount: pledged, agreedOn: receivedOn, agreementReference: null, by };
    events.push({ type: 'ContributionAgreed', data });
  }
  const { agreedMinor, receivedMinor, currency, receipts } = fold(contribution, events, state);
  const outstanding = agreedMinor - receivedMinor - minorOf(amount);
  if (outstanding < 0n) {
    const open = moneyJson(agreedMinor - receivedMinor, currency);
    return err(refuse.contribution_over_received({ outstanding: open.amount, currency }));
  }
  const receipt = receipts.length + 1;
  const data = { receipt, amount, receivedOn, bankReference, complete: outstanding === 0n, by };
  return ok([...events, { type: 'ContributionReceived', data }]);
}

/** A movement of the bank is received once, however its reference is typed. */
function referenceProblem(
  bankReference: string | null,
  { receipts, reference }: State,
): Rejection | undefined {
  if (bankReference === null) return undefined;
  const same = receipts.find(
    (one) => normalNumber(one.bankReference ?? '') === normalNumber(bankReference),
  );
  const { receivedOn = '' } = same ?? {};
  return same && refuse.contribution_reference_used({ reference, bankReference, receivedOn });
}

function close({ reason, by }: CloseContribution, state: State): Decided {
  const problem = statusProblem(state, 'pledged', 'agreed', 'partially_received', 'received');
  return problem ? err(problem) : ok([{ type: 'ContributionClosed', data: { reason, by } }]);
}

function statusProblem(
  { status, reference }: State,
  ...needed: readonly ContributionStatus[]
): Rejection | undefined {
  if (needed.includes(status)) return undefined;
  return refuse.contribution_wrong_status({ reference, status, needed: needed.join(', ') });
}

const futureProblem = (date: BusinessDate, today: BusinessDate): Rejection | undefined =>
  date > today ? refuse.contribution_date_in_future({ date, today }) : undefined;

/** Money is not agreed or received before it was pledged. */
const orderProblem = (
  date: BusinessDate,
  earliest: BusinessDate | null | undefined,
): Rejection | undefined =>
  earliest && date < earliest ? refuse.contribution_date_before({ date, earliest }) : undefined;

function currencyProblem({ currency }: State, amount: MoneyJson): Rejection | undefined {
  if (amount.currency === currency) return undefined;
  return refuse.contribution_currency({ expected: currency, actual: amount.currency });
}

/** A donor's contribution: pledged, agreed, received in parts; in the donor's currency. */
export const contribution: Decider<
  State,
  ContributionCommand,
  ContributionEvent,
  ContributionRuleFacts
> = {
  category: CONTRIBUTION_CATEGORY,
  events: contributionEvents,
  initial: initialContribution,
  evolve: evolveContribution,
  decide: decideBy<State, ContributionCommand, ContributionEvent, ContributionRuleFacts>({
    RegisterContribution: register,
    AgreeContribution: agree,
    ReceiveContribution: receive,
    CloseContribution: close,
    AllotContribution: allotContribution,
    ReleaseContribution: releaseContribution,
  }),
};

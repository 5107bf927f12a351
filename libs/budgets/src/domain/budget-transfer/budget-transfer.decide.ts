import {
  decideBy,
  err,
  firstRefusal,
  moneyJson,
  ok,
  sharesIdentity,
  type BusinessDate,
  type Decider,
  type Decision,
  type MoneyJson,
  type Rejection,
} from '@tamani/kernel';
import { refuse as refuseLine } from '../budget-line/budget-line.rejections.js';
import { takesAllotments } from '../budget-line/rules/allotment.rules.js';
import { holdProblem } from '../budget-line/rules/transfer.rules.js';
import type { BudgetLineState } from '../budget-line/state/budget-line.state.js';
import { BUDGET_TRANSFER_CATEGORY } from '../shared/categories.js';
import type {
  ApproveTransfer,
  BudgetTransferCommand,
  RequestTransfer,
} from './budget-transfer.commands.js';
import {
  budgetTransferEvents,
  type BudgetTransferEvent,
  type DonorConsent,
} from './budget-transfer.events.js';
import { refuse } from './budget-transfer.rejections.js';
import {
  evolveBudgetTransfer,
  initialBudgetTransfer,
  type BudgetTransferState,
  type TransferStatus,
} from './budget-transfer.state.js';

/** The two lines as they are now, and the policy. */
export interface TransferLines {
  /** Null if it does not exist. */
  readonly source: BudgetLineState | null;
  readonly destination: BudgetLineState | null;
  readonly transferPercent: string;
}
interface ApprovalFacts extends TransferLines {
  /** Why the business date cannot be used; null if it can. */
  readonly dateProblem: Rejection | null;
}
export interface BudgetTransferFacts {
  readonly RequestTransfer: TransferLines;
  readonly ApproveTransfer: ApprovalFacts;
}

type State = BudgetTransferState;
type Decided = Decision<BudgetTransferEvent>;

function request(command: RequestTransfer, _: State, facts: TransferLines): Decided {
  const { type: __, today, ...asked } = command;
  const { date } = command.donorConsent ?? { date: today };
  const problem = firstRefusal(
    date > today ? refuse.transfer_consent_in_future({ date, today }) : undefined,
    linesProblem({ ...asked, effectiveAt: today }, facts),
  );
  return problem ? err(problem) : ok([{ type: 'BudgetTransferRequested', data: asked }]);
}

/** What a line would refuse now is refused here, and nothing is asked of it. */
function approve(command: ApproveTransfer, state: State, facts: ApprovalFacts): Decided {
  const { effectiveAt, by } = command;
  const wrong = statusProblem(state, 'requested');
  if (wrong) return err(wrong);
  const amount = amountOf(state);
  const isOwn = state.requester !== undefined && sharesIdentity(by, state.requester);
  const who = by.onBehalfOf ?? by.id;
  const problem = firstRefusal(
    isOwn ? refuse.segregation_transfer_requester_approves({ who }) : undefined,
    facts.dateProblem,
    linesProblem({ ...state, amount, effectiveAt }, facts),
  );
  if (problem) return err(problem);
  const data = { ...orderOf(state), transferredOn: effectiveAt, by };
  return ok([{ type: 'BudgetTransferApproved', data, effectiveAt }]);
}

interface Asked {
  readonly fromLineId: string;
  readonly toLineId: string;
  readonly amount: MoneyJson;
  readonly donorConsent: DonorConsent | null;
  readonly effectiveAt: BusinessDate;
}

/** Two lines of one fund, year and currency, of which the first can give the amount. */
function linesProblem(asked: Asked, facts: TransferLines): Rejection | undefined {
  const { source, destination } = facts;
  if (!source?.coding || !destination?.coding) return refuseLine.budget_line_unknown();
  const { fund, fiscalYear, donor } = source.coding;
  const fits =
    asked.fromLineId !== asked.toLineId &&
    destination.coding.fund === fund &&
    destination.coding.fiscalYear === fiscalYear &&
    destination.currency === source.currency;
  const { reference, currency } = source;
  return firstRefusal(
    fits ? undefined : refuse.transfer_lines({ fund, fiscalYear, currency }),
    takesAllotments(destination),
    donor !== null && asked.donorConsent === null
      ? refuse.transfer_consent_missing({ reference, donor })
      : undefined,
    holdProblem(asked, source, facts),
  );
}

const amountOf = ({ amountMinor, currency }: State): MoneyJson => moneyJson(amountMinor, currency);

const orderOf = (state: State) => {
  const { fromLineId, toLineId, reference, purpose: reason, transferredOn } = state;
  return { fromLineId, toLineId, reference, reason, transferredOn, amount: amountOf(state) };
};

function statusProblem(
  { reference, status }: State,
  ...needed: readonly TransferStatus[]
): Rejection | undefined {
  if (needed.some((one) => one === status)) return undefined;
  return refuse.transfer_wrong_status({ reference, status, needed: needed.join(', ') });
}

/** An answer counts where the transfer waits for it. */
const answer = (state: State, needed: TransferStatus, event: BudgetTransferEvent): Decided =>
  ok(state.status === needed ? [event] : []);

const ending = (
  state: State,
  event: Extract<
    BudgetTransferEvent,
    { type: 'BudgetTransferRejected' | 'BudgetTransferWithdrawn' }
  >,
): Decided => {
  const problem = statusProblem(state, 'requested');
  return problem ? err(problem) : ok([event]);
};

/** Moves allotment from one line to another of the same fund and year. */
export const budgetTransfer: Decider<
  State,
  BudgetTransferCommand,
  BudgetTransferEvent,
  BudgetTransferFacts
> = {
  category: BUDGET_TRANSFER_CATEGORY,
  events: budgetTransferEvents,
  initial: initialBudgetTransfer,
  evolve: evolveBudgetTransfer,
  decide: decideBy<State, BudgetTransferCommand, BudgetTransferEvent, BudgetTransferFacts>({
    RequestTransfer: request,
    ApproveTransfer: approve,
    RejectTransfer: ({ reason, by }, state) =>
      ending(state, { type: 'BudgetTransferRejected', data: { reason, by } }),
    WithdrawTransfer: ({ reason, by }, state) =>
      ending(state, { type: 'BudgetTransferWithdrawn', data: { reason, by } }),
    RecordHold({ fromProjectId }, state) {
      const data = { ...orderOf(state), fromProjectId };
      return answer(state, 'approved', { type: 'BudgetTransferHeld', data });
    },
    RefuseHold: ({ refusal }, state) =>
      answer(state, 'approved', { type: 'BudgetTransferRefused', data: { refusal } }),
    RecordCredit({ toProjectId }, state) {
      const data = { ...orderOf(state), toProjectId };
      return answer(state, 'source_held', { type: 'BudgetTransferCredited', data });
    },
    RefuseCredit({ refusal }, state) {
      const data = { ...orderOf(state), refusal };
      return answer(state, 'source_held', { type: 'BudgetTransferNotCredited', data });
    },
    RecordSent: (_, state) =>
      answer(state, 'destination_credited', { type: 'BudgetTransferCompleted', data: {} }),
    RecordRelease(_, state) {
      const { refusal } = state;
      if (refusal === null) return ok([]);
      return answer(state, 'releasing', { type: 'BudgetTransferHoldReleased', data: { refusal } });
    },
  }),
};

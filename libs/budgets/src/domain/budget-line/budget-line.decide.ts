import { decideBy, fold, ok, type Decider } from '@tamani/kernel';
import { BUDGET_LINE_CATEGORY } from '../shared/categories.js';
import type { BudgetLineCommand } from './budget-line.commands.js';
import { budgetLineEvents, type BudgetLineEvent } from './budget-line.events.js';
import { carriedRules } from './rules/funds/carried.rules.js';
import { commit } from './rules/funds/commit.rules.js';
import { cancelCommitment, closeCommitment } from './rules/funds/commitment.rules.js';
import { liquidate } from './rules/payment/advance.rules.js';
import {
  recordAdvance,
  recordDisbursement,
  recordReturned,
} from './rules/payment/payment.rules.js';
import { recordRefund, writeOff } from './rules/payment/receivable.rules.js';
import type { PostingFacts } from './rules/posting.js';
import { adjustCommitment } from './rules/pricing/adjust.rules.js';
import { recordCredit } from './rules/pricing/credit.rules.js';
import { repriceDeliveries, takeBackAdjustment } from './rules/pricing/reprice.rules.js';
import { recordDelivery, releaseHeld } from './rules/spending/delivery.rules.js';
import { lineRules } from './rules/line.rules.js';
import { reverseDelivery } from './rules/spending/reversal.rules.js';
import { adjustReservation, releaseReservation, reserve } from './rules/funds/reservation.rules.js';
import type { BudgetLineFacts } from './rules/rule-parts.js';
import { initialBudgetLine, type BudgetLineState } from './state/budget-line.state.js';
import { evolveBudgetLine } from './state/budget-line.evolve.js';

type Line = Decider<BudgetLineState, BudgetLineCommand, BudgetLineEvent, BudgetLineFacts>;

const decideAlone: Line['decide'] = decideBy<
  BudgetLineState,
  BudgetLineCommand,
  BudgetLineEvent,
  BudgetLineFacts
>({
  ...lineRules,
  ReserveFunds: reserve,
  AdjustReservation: adjustReservation,
  ReleaseReservation: releaseReservation,
  CommitFunds: commit,
  CancelCommitment: cancelCommitment,
  AdjustCommitment: adjustCommitment,
  RepriceDeliveries: repriceDeliveries,
  TakeBackAdjustment: takeBackAdjustment,
  CloseCommitment: closeCommitment,
  ...carriedRules,
  RecordDelivery: recordDelivery,
  ReverseDelivery: reverseDelivery,
  RecordCredit: recordCredit,
  RecordDisbursement: recordDisbursement,
  RecordAdvance: recordAdvance,
  LiquidateAdvance: liquidate,
  RecordRefund: recordRefund,
  WriteOffAdvance: writeOff,
  RecordReturnedPayment: recordReturned,
});

/** Freed funds go to deliveries on hold first, in the same decision. */
const decide: Line['decide'] = (command, state, facts) => {
  const decision = decideAlone(command, state, facts);
  if (!decision.ok || decision.value.length === 0) return decision;
  const after = fold(budgetLine, decision.value, state);
  if (after.held.length === 0 || !mayPost(facts)) return decision;
  return ok([...decision.value, ...releaseHeld(after, facts)]);
};

/** Commands that free no funds know no periods. */
const mayPost = (facts: object): facts is PostingFacts => 'periods' in facts;

/** The consistency boundary of money (docs/domain.md, "Budget lines"). */
export const budgetLine: Line = {
  category: BUDGET_LINE_CATEGORY,
  events: budgetLineEvents,
  initial: initialBudgetLine,
  evolve: evolveBudgetLine,
  decide,
};

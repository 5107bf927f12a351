import { err, minorOf, ok, proportion, sumMinor, type Decision } from '@tamani/kernel';
import { converted, rateFor, type UsedRate } from '../../../rate-table/rates.js';
import type { AdjustCommitment } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import {
  commitmentOf,
  type BudgetLineState,
  type Commitment,
} from '../../state/budget-line.state.js';
import { isOutsideYear } from '../funds/refusal.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  contextOf,
  documentCurrencyProblem,
  minimum,
  moved,
  type FundingFacts,
} from '../rule-parts.js';
import { changeRefused, fundsRefusal, type ChangeRefusal } from './change-refusal.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * An order is amended. More needs available funds; less is limited to the part of the commitment
 * that no delivery needs. The refusal is stored: the order waits for the answer.
 */
export function adjustCommitment(
  command: AdjustCommitment,
  state: State,
  facts: FundingFacts & PostingFacts,
): Decided {
  const { commitmentId, adjustmentId, change, document, effectiveAt: documentDate } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const commitment = commitmentOf(state, commitmentId);
  if (commitment?.adjustments.some(({ id }) => id === adjustmentId)) return ok([]);
  const problem = commitment && documentCurrencyProblem(commitment, change);
  if (problem) return err(problem);
  const isMore = minorOf(change) > 0n;
  const follows = commitment?.increasedOn ?? '';
  const effectiveAt = postingDate(facts, [documentDate, follows], isMore ? 'new' : 'settling');
  const answer = assessed({ command, state, commitment, effectiveAt, facts });
  const context = contextOf(state, document, commitment?.vendorId ?? null);
  const ids = { commitmentId, adjustmentId };
  if ('refusal' in answer) {
    const data = { ...context, ...changeRefused(state, change, answer.refusal), ...ids };
    return ok([{ type: 'CommitmentAdjustmentRejected', data, effectiveAt: documentDate }]);
  }
  const { minor, rate } = answer;
  const of = { minor: minorOf(change), currency: change.currency, documentDate };
  const data = { ...context, ...moved(state, minor, of), ...ids, rate };
  return ok([{ type: 'CommitmentAdjusted', data, effectiveAt }]);
}

interface Change {
  readonly minor: bigint;
  readonly rate: UsedRate | null;
}

function assessed(of: {
  readonly command: AdjustCommitment;
  readonly state: State;
  readonly commitment: Commitment | undefined;
  readonly effectiveAt: string;
  readonly facts: FundingFacts;
}): Change | { readonly refusal: ChangeRefusal } {
  const { command, state, commitment, effectiveAt, facts } = of;
  const { commitmentId, change, effectiveAt: documentDate } = command;
  const refused = (refusal: ChangeRefusal) => ({ refusal });
  if (commitment?.status !== 'committed') return refused({ code: 'commitment_not_held' });
  if (minorOf(change) <= 0n) {
    const open = commitment.documentOpenMinor - heldOf(state, commitmentId);
    const less = -minorOf(change);
    if (less > open) return refused({ code: 'commitment_change_too_large' });
    return { minor: -reduction(commitment, less), rate: null };
  }
  if (state.status !== 'open') return refused({ code: 'budget_line_not_open' });
  if (facts.project?.maySpend === false) return refused({ code: 'project_may_not_spend' });
  if (isOutsideYear(state, documentDate, effectiveAt)) {
    return refused({ code: 'outside_financial_year' });
  }
  const rate = rateFor(change.currency, state.currency, facts.rates);
  if (!rate) return refused({ code: 'rate_missing' });
  const minor = converted(change, rate);
  const refusal = fundsRefusal(state, minor);
  return refusal ? { refusal } : { minor, rate: rate.used };
}

/** In the document's currency: what deliveries on hold will need. */
const heldOf = (state: State, commitmentId: string): bigint =>
  sumMinor(
    state.held
      .filter((one) => one.commitmentId === commitmentId)
      .map((one) => minorOf(one.documentAmount)),
  );

/** A reduction releases a proportion at the booked rate, and the last one the rest. */
export function reduction(commitment: Commitment, less: bigint): bigint {
  const { amountMinor, openMinor, documentMinor, documentOpenMinor } = commitment;
  if (less >= documentOpenMinor) return openMinor;
  return minimum(openMinor, proportion(amountMinor, less, documentMinor));
}

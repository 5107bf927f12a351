import { err, minorOf, moneyJson, ok, sumMinor, type Decision } from '@tamani/kernel';
import type { RepriceDeliveries, TakeBackAdjustment } from '../../budget-line.commands.js';
import type { BudgetLineEvent } from '../../budget-line.events.js';
import { refuse } from '../../budget-line.rejections.js';
import type { DocumentRef } from '../../../shared/vocabulary.js';
import {
  commitmentOf,
  type Adjustment,
  type BudgetLineState,
  type Commitment,
  type RepricedPart,
} from '../../state/budget-line.state.js';
import type { Liquidation } from '../liquidation.js';
import { postingDate, type PostingFacts } from '../posting.js';
import {
  contextOf,
  documentCurrencyProblem,
  lineMoney,
  minimum,
  movedIn,
  overrunOn,
  type InCommitment,
} from '../rule-parts.js';
import { exchangeDifference } from '../spending/exchange.js';
import { changeRefused, fundsRefusal, type ChangeRefusal } from './change-refusal.js';
import { oppositeOf, repricingOf, type Repricing } from './repricing.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * An invoice has another price than its order: what was delivered and is not paid costs more or
 * less, as if it had been ordered at that price. More needs funds. The refusal is stored.
 */
export function repriceDeliveries(
  command: RepriceDeliveries,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, repricingId, change, document, effectiveAt: documentDate } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const commitment = commitmentOf(state, commitmentId);
  if (commitment?.adjustments.some(({ id }) => id === repricingId)) return ok([]);
  const problem = commitment && documentCurrencyProblem(commitment, change);
  if (problem) return err(problem);
  const ids = { commitmentId, repricingId };
  const refused = (refusal: ChangeRefusal): Decided => {
    const context = contextOf(state, document, commitment?.vendorId ?? null);
    const data = { ...context, ...changeRefused(state, change, refusal), ...ids };
    return ok([{ type: 'RepricingRejected', data, effectiveAt: documentDate }]);
  };
  if (!commitment) return refused({ code: 'commitment_not_held' });
  const repricing = repricingOf(commitment, minorOf(change), command.priceOf);
  const requestedMinor = totalOf(repricing);
  if (repricing.leftDocumentMinor > 0n) {
    return refused({ code: 'delivery_not_accrued', requestedMinor });
  }
  const overrun = overrunOn(state, commitmentId, documentDate);
  const refusal = fundsRefusal(state, requestedMinor, overrun);
  if (refusal) return refused(refusal);
  const at = { state, commitmentId, commitment, documentDate, effectiveAt: documentDate };
  const posted = { ...at, effectiveAt: repricedOn(at, repricing, facts) };
  return ok(repriced(posted, { repricing, repricingId, document, type: 'DeliveriesRepriced' }));
}

const totalOf = ({ parts, committedMinor }: Repricing): bigint =>
  committedMinor + sumMinor(parts.map((part) => part.minor));

/** Not before the deliveries whose price changes. */
const repricedOn = (at: InCommitment, { parts }: Repricing, facts: PostingFacts) =>
  postingDate(facts, [
    at.documentDate,
    at.commitment.increasedOn,
    ...at.commitment.deliveries
      .filter((one) => parts.some(({ deliveryId }) => deliveryId === one.deliveryId))
      .map((one) => one.increasedOn),
  ]);

interface Answer {
  readonly repricing: Repricing;
  readonly repricingId: string;
  readonly document: DocumentRef | null;
  readonly type: 'DeliveriesRepriced' | 'RepricingTakenBack';
}

function repriced(at: InCommitment, of: Answer): readonly BudgetLineEvent[] {
  const { state, commitmentId, commitment, effectiveAt } = at;
  const { repricing, repricingId, document, type } = of;
  const { parts } = repricing;
  const context = contextOf(state, document, commitment.vendorId);
  const ids = { commitmentId, repricingId };
  const sum = (of: 'minor' | 'documentMinor'): bigint => sumMinor(parts.map((part) => part[of]));
  const money = movedIn(at, sum('minor'), sum('documentMinor'));
  const total = lineMoney(state, totalOf(repricing));
  const ended = moneyJson(repricing.endedDocumentMinor, commitment.currency);
  const shared = parts.map((one) => partJson(at, one));
  return [
    ...commitmentRepriced(at, of, context),
    {
      type,
      data: {
        ...context,
        ...money,
        ...ids,
        total,
        parts: shared,
        ended,
        priceOf: repricing.priceOf,
      },
      effectiveAt,
    },
    ...differences(at, parts, context),
  ];
}

/** A terminated order keeps nothing open, also of what it gets back. */
function commitmentRepriced(
  at: InCommitment,
  { repricing, repricingId }: Pick<Answer, 'repricing' | 'repricingId'>,
  context: ReturnType<typeof contextOf>,
): readonly BudgetLineEvent[] {
  const { committedMinor, committedDocumentMinor } = repricing;
  if (committedDocumentMinor === 0n) return [];
  const { commitment, commitmentId, effectiveAt } = at;
  const data = { ...context, ...movedIn(at, committedMinor, committedDocumentMinor), commitmentId };
  const repriced: BudgetLineEvent = {
    type: 'CommitmentRepriced',
    data: { ...data, repricingId },
    effectiveAt,
  };
  if (commitment.status !== 'terminated') return [repriced];
  const released = { ...data, outcome: 'terminated' as const };
  return [repriced, { type: 'CommitmentReleased', data: released, effectiveAt }];
}

const differences = (
  at: InCommitment,
  parts: readonly RepricedPart[],
  context: ReturnType<typeof contextOf>,
): readonly BudgetLineEvent[] =>
  parts.flatMap(({ deliveryId, minor, liquidatedMinor }) =>
    exchangeDifference(at, {
      difference: minor - liquidatedMinor,
      context,
      ids: { commitmentId: at.commitmentId, deliveryId },
    }),
  );

const partJson = ({ state, commitment }: InCommitment, part: RepricedPart) => ({
  deliveryId: part.deliveryId,
  amount: lineMoney(state, part.minor),
  documentAmount: moneyJson(part.documentMinor, commitment.currency),
  liquidated: lineMoney(state, part.liquidatedMinor),
  liquidatedDocument: moneyJson(part.liquidatedDocumentMinor, commitment.currency),
});

/** Undoes a granted change of the price, exactly, once: another budget line refused its part. */
export function takeBackAdjustment(
  command: TakeBackAdjustment,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, adjustmentId, effectiveAt: documentDate } = command;
  const commitment = commitmentOf(state, commitmentId);
  const adjustment = commitment?.adjustments.find(({ id }) => id === adjustmentId);
  if (!commitment || adjustment?.status !== 'granted') return ok([]);
  const at = { state, commitmentId, commitment, documentDate, effectiveAt: documentDate };
  return ok(
    adjustment.isRepricing
      ? repricingTakenBack(at, adjustment, facts)
      : adjustmentTakenBack(at, adjustment, facts),
  );
}

function adjustmentTakenBack(
  at: InCommitment,
  { id: adjustmentId, committedMinor, committedDocumentMinor }: Adjustment,
  facts: PostingFacts,
): readonly BudgetLineEvent[] {
  const { state, commitment, commitmentId, documentDate } = at;
  const effectiveAt = postingDate(facts, [documentDate, commitment.increasedOn]);
  const given = { minor: committedMinor, documentMinor: committedDocumentMinor };
  const taken = commitment.status === 'committed' ? stillOpen(commitment, given) : NOTHING;
  const data = {
    ...contextOf(state, commitment.document, commitment.vendorId),
    ...movedIn(at, -taken.minor, -taken.documentMinor),
    ...{ commitmentId, adjustmentId },
  };
  return [{ type: 'CommitmentAdjustmentTakenBack', data, effectiveAt }];
}

const NOTHING: Liquidation = { minor: 0n, documentMinor: 0n };

/**
 * Of what was added: deliveries in between may have used it, at the rate of the whole. Where it
 * leaves nothing open in the document's currency, it leaves nothing at all.
 */
function stillOpen(
  { openMinor, documentOpenMinor }: Commitment,
  { minor, documentMinor }: Liquidation,
): Liquidation {
  if (documentMinor < 0n) return { minor, documentMinor };
  if (documentMinor >= documentOpenMinor) {
    return { minor: openMinor, documentMinor: documentOpenMinor };
  }
  return { minor: minimum(minor, openMinor), documentMinor };
}

function repricingTakenBack(
  at: InCommitment,
  adjustment: Adjustment,
  facts: PostingFacts,
): readonly BudgetLineEvent[] {
  const { commitment } = at;
  const changed =
    adjustment.committedDocumentMinor +
    adjustment.endedDocumentMinor +
    sumMinor(adjustment.parts.map((part) => part.documentMinor));
  const repricing =
    oppositeOf(commitment, adjustment) ?? repricingOf(commitment, -changed, adjustment.priceOf);
  const effectiveAt = repricedOn(at, repricing, facts);
  const { document } = commitment;
  return repriced(
    { ...at, effectiveAt },
    { repricing, repricingId: adjustment.id, document, type: 'RepricingTakenBack' },
  );
}

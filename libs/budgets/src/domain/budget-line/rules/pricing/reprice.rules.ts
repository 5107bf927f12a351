import { err, minorOf, moneyJson, ok, sumMinor, type Decision, type Result } from '@tamani/kernel';
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
import { inCommitmentAfter } from '../after.js';
import type { Liquidation } from '../liquidation.js';
import { withAdvances } from '../payment/advance.rules.js';
import { owedAgain } from '../payment/settlement.js';
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
import {
  oppositeOf,
  repricingOf,
  unsettledFor,
  type PriceChange,
  type PriceProblem,
  type Repricing,
} from './repricing.js';

type State = BudgetLineState;
type Decided = Decision<BudgetLineEvent>;

/**
 * The order has another price: what was delivered costs more or less, as if it had been ordered at
 * that price, and what is still to come does. Of what is paid, a lower price makes the cash an
 * advance again, which what is unpaid uses. More needs funds. The refusal is stored.
 */
export function repriceDeliveries(
  command: RepriceDeliveries,
  state: State,
  facts: PostingFacts,
): Decided {
  const { commitmentId, repricingId, accepted, open, document } = command;
  const { effectiveAt: documentDate } = command;
  if (state.status === 'none') return err(refuse.budget_line_unknown());
  const commitment = commitmentOf(state, commitmentId);
  if (commitment?.adjustments.some(({ id }) => id === repricingId)) return ok([]);
  const problem =
    commitment &&
    (documentCurrencyProblem(commitment, accepted) ?? documentCurrencyProblem(commitment, open));
  if (problem) return err(problem);
  const ids = { commitmentId, repricingId };
  const change = { acceptedMinor: minorOf(accepted), openMinor: minorOf(open) };
  const refused = (refusal: ChangeRefusal): Decided => {
    const context = contextOf(state, document, commitment?.vendorId ?? null);
    const whole = moneyJson(change.acceptedMinor + change.openMinor, accepted.currency);
    const data = { ...context, ...changeRefused(state, whole, refusal), ...ids };
    return ok([{ type: 'RepricingRejected', data, effectiveAt: documentDate }]);
  };
  if (!commitment) return refused({ code: 'commitment_not_held' });
  const at = { state, commitmentId, commitment, documentDate, effectiveAt: documentDate };
  const events = pricing(at, { change, repricingId, document, facts, type: 'DeliveriesRepriced' });
  if (!events.ok) return refused({ code: events.error });
  const overrun = overrunOn(state, commitmentId, documentDate);
  const refusal = fundsRefusal(state, totalIn(events.value), overrun);
  return refusal ? refused(refusal) : events;
}

interface Pricing {
  readonly change: PriceChange;
  /** What is undone, if it is the opposite of what was granted. */
  readonly opposite?: Repricing | undefined;
  readonly repricingId: string;
  readonly document: DocumentRef | null;
  readonly facts: PostingFacts;
  readonly type: 'DeliveriesRepriced' | 'RepricingTakenBack';
}

function pricing(at: InCommitment, of: Pricing): Result<readonly BudgetLineEvent[], PriceProblem> {
  const { change, repricingId, facts } = of;
  const unsettled = of.opposite ? [] : unsettledFor(at.commitment, change);
  const date = (parts: readonly { readonly deliveryId: string }[]) => repricedOn(at, parts, facts);
  const first = { ...at, effectiveAt: date(unsettled) };
  const owed: BudgetLineEvent[] = [];
  for (const part of unsettled) owed.push(...owedAgain(inCommitmentAfter(first, owed), part));
  const now = inCommitmentAfter(first, owed);
  const repricing = of.opposite ? ok(of.opposite) : repricingOf(now.commitment, change);
  if (!repricing.ok) return repricing;
  const posted = { ...now, effectiveAt: date([...unsettled, ...repricing.value.parts]) };
  const events = [...owed, ...repriced(posted, repricing.value, of)];
  const advances = { liquidationId: repricingId, facts };
  return ok(withAdvances({ ...at, effectiveAt: posted.effectiveAt }, events, advances));
}

/** What the change takes of the line's funds. */
const totalIn = (events: readonly BudgetLineEvent[]): bigint =>
  sumMinor(
    events.flatMap(({ type, data }) =>
      type === 'DeliveriesRepriced' ? [minorOf(data.total)] : [],
    ),
  );

/** Not before the deliveries whose price changes, nor before they were paid. */
const repricedOn = (
  { documentDate, commitment }: InCommitment,
  parts: readonly { readonly deliveryId: string }[],
  facts: PostingFacts,
) =>
  postingDate(facts, [
    documentDate,
    commitment.increasedOn,
    ...[...commitment.deliveries, ...commitment.settlements]
      .filter((one) => parts.some(({ deliveryId }) => deliveryId === one.deliveryId))
      .map((one) => one.increasedOn),
  ]);

/** What is given up comes first: never more is bound than is available. */
function repriced(
  at: InCommitment,
  repricing: Repricing,
  { repricingId, document, type }: Pick<Pricing, 'repricingId' | 'document' | 'type'>,
): readonly BudgetLineEvent[] {
  const { state, commitmentId, commitment, effectiveAt } = at;
  const { parts, committedMinor, committedDocumentMinor } = repricing;
  const ids = { ...contextOf(state, document, commitment.vendorId), commitmentId, repricingId };
  const sum = (of: 'minor' | 'documentMinor'): bigint => sumMinor(parts.map((part) => part[of]));
  const total = lineMoney(state, committedMinor + sum('minor'));
  const shared = parts.map((one) => partJson(at, one));
  const money = movedIn(at, sum('minor'), sum('documentMinor'));
  const delivered: readonly BudgetLineEvent[] = [
    { type, data: { ...ids, ...money, total, parts: shared }, effectiveAt },
    ...differences(at, parts, contextOf(state, document, commitment.vendorId)),
  ];
  if (committedDocumentMinor === 0n) return delivered;
  const data = { ...ids, ...movedIn(at, committedMinor, committedDocumentMinor) };
  const open: BudgetLineEvent = { type: 'CommitmentRepriced', data, effectiveAt };
  return committedMinor < 0n ? [open, ...delivered] : [...delivered, open];
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
  const { parts, committedDocumentMinor, id: repricingId } = adjustment;
  const change = {
    acceptedMinor: -sumMinor(parts.map((part) => part.documentMinor)),
    openMinor: -committedDocumentMinor,
  };
  const opposite = oppositeOf(commitment, adjustment);
  const { document } = commitment;
  const of = {
    change,
    opposite,
    repricingId,
    document,
    facts,
    type: 'RepricingTakenBack',
  } as const;
  const back = pricing(at, of);
  // The order neither takes nor returns goods of a line that has not answered: all of it is there.
  return back.ok ? back.value : repriced(at, NO_CHANGE, of);
}

const NO_CHANGE: Repricing = { parts: [], committedMinor: 0n, committedDocumentMinor: 0n };

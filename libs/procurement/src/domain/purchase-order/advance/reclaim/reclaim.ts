import { err, firstRefusal, ok, type BusinessDate, type Decision } from '@tamani/kernel';
import { splitOver } from '../../../shared/amounts.js';
import { notBefore, type DateFacts } from '../../../shared/dates.js';
import { check } from '../../order.approval.js';
import type { OrderEvent } from '../../order.events.js';
import { evolveOrder } from '../../order.evolve.js';
import { refuse } from '../../order.rejections.js';
import type { OrderState } from '../../order.state.js';
import { arising, owedLines } from '../../owed/owed.js';
import type { OrderLineAmount } from '../../owed/owed.parts.js';
import type { ReclaimAdvance } from '../advance.commands.js';
import type { Advance } from '../advance.parts.js';
import { onTheWayProblem } from '../advance.problems.js';
import { leftOf, outstandingOf, totalOf } from '../advance.state.js';

interface Reclaiming {
  /** The order. */
  readonly id: string;
}

/**
 * The buyer says that the goods do not come. What is outstanding of each advance that the bank has
 * confirmed is a receivable from now on: no invoice recovers it, and no goods cover it. What comes
 * all the same is invoiced in full, and the receivable can be offset against that invoice: so an
 * amount is owed in one place, and never half recovered and half paid back. What only waits for its
 * payment is not reclaimed: it does not leave while the vendor owes, and can be cancelled.
 */
export function reclaim(
  command: ReclaimAdvance,
  state: OrderState,
  { id, dateProblem }: DateFacts & Reclaiming,
): Decision<OrderEvent> {
  const { effectiveAt } = command;
  const { reference } = state;
  const problem = firstRefusal(
    check(state, 'issued', 'partially_received', 'fully_received', 'on_hold'),
    onTheWayProblem(state),
    outstandingOf(state, isPaid) === 0n ? refuse.advance_not_outstanding({ reference }) : undefined,
    notBefore(effectiveAt, lastPaidOn(state)),
    dateProblem,
  );
  if (problem) return err(problem);
  const events: OrderEvent[] = [];
  for (const advance of state.advances.filter((one) => isPaid(one) && totalOf(leftOf(one)) > 0n)) {
    const now = events.reduce(evolveOrder, state);
    events.push(...reclaimed(now, advance, { command, id }));
  }
  return ok(events);
}

const isPaid = ({ paid }: Advance): boolean => paid;

const lastPaidOn = ({ advances }: OrderState): BusinessDate | undefined =>
  advances
    .flatMap(({ valueDate }) => valueDate ?? [])
    .sort()
    .at(-1);

/** One receivable for each advance. */
function reclaimed(
  state: OrderState,
  advance: Advance,
  { command, id }: Reclaiming & { readonly command: ReclaimAdvance },
): readonly OrderEvent[] {
  const { reason, effectiveAt, by } = command;
  const { paymentId } = advance;
  const lines = owedLines(state, onOrderLines(state, advance));
  const data = { paymentId, reason, effectiveAt, lines, by };
  const cause = { kind: 'advance', id: paymentId } as const;
  return [
    { type: 'AdvanceReclaimed', data, effectiveAt },
    arising(state, lines, { id, on: effectiveAt, cause }),
  ];
}

/** What is left on a budget line is split over the order lines on it, by what they cost. */
const onOrderLines = (state: OrderState, advance: Advance): readonly OrderLineAmount[] =>
  leftOf(advance).flatMap(({ budgetLineId, amountMinor }) =>
    splitOver(
      amountMinor,
      state.lines.filter((line) => line.budgetLineId === budgetLineId),
    ),
  );

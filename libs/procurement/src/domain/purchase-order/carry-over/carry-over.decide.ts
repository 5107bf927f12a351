import {
  derivedId,
  err,
  firstRefusal,
  moneyJson,
  ok,
  priceOf,
  sumMinor,
  type Decision,
  type Rejection,
} from '@tamani/kernel';
import { notBefore, type DateFacts } from '../../shared/dates.js';
import { answerProblem, lastDateOf, openProblem } from '../amendment/amendment.decide.js';
import { outstandingLines } from '../advance/advance.state.js';
import { amountOn } from '../billing/billing.state.js';
import { isKnown, openBeyond, priceChanges } from '../billing/pricing/changes.js';
import { valueOn } from '../billing/worth.js';
import { owedOn } from '../owed/owed.js';
import { check } from '../order.approval.js';
import type { OrderEvent } from '../order.events.js';
import { refuse } from '../order.rejections.js';
import {
  budgetLineIdsOf,
  invoicedOf,
  orderLineJson,
  receivedOf,
  type OrderLine,
  type OrderState,
} from '../order.state.js';
import type { AcceptCarryOver, CarryOrderOver, RefuseCarryOver } from './carry-over.commands.js';

type Decided = Decision<OrderEvent>;

/**
 * A buyer asks that what is still to come is paid from the next year. What was accepted stays on
 * its order lines and their budget lines, whatever still happens to it; so an order line never
 * changes its budget line.
 */
export function carryOrderOver(
  { lines, reason, effectiveAt, by }: CarryOrderOver,
  state: OrderState,
  { id, dateProblem }: DateFacts & { readonly id: string },
): Decided {
  const problem = firstRefusal(
    check(state, 'issued', 'partially_received'),
    openProblem(state),
    answerProblem(state),
    namesProblem(lines, state),
    deliveriesProblem(state),
    owedProblem(state, lines),
    ...openLines(state, lines).map((line) => lineProblem(line, state)),
    notBefore(effectiveAt, lastDateOf(state)),
    dateProblem,
  );
  if (problem) return err(problem);
  const number = state.carryOvers.length + 1;
  const { reference, effectiveAt: orderedOn = '' } = state;
  const data = {
    ...{ number, carryOverId: derivedId(id, 'carry-over', String(number)), reference },
    ...{ orderedOn, effectiveAt, reason, by },
    lines: lines.map(({ from, to }) => ({
      budgetLineId: from,
      toLineId: to,
      amount: moneyJson(stillToCome(state, from), state.currency),
    })),
  };
  return ok([{ type: 'OrderCarryOverRequested', data, effectiveAt }]);
}

type Moves = CarryOrderOver['lines'];

const restOf = (state: OrderState, { orderLine, quantity }: OrderLine): bigint =>
  quantity - receivedOf(state, orderLine);

/** The order lines on these budget lines of which something is still to come. */
const openLines = (state: OrderState, moves: Moves): readonly OrderLine[] =>
  state.lines.filter(
    (line) => restOf(state, line) > 0n && moves.some(({ from }) => from === line.budgetLineId),
  );

/** What is still to come of an order line, at the order's price. */
const openAmount = (state: OrderState, { orderLine, amountMinor }: OrderLine): bigint =>
  amountMinor - valueOn(orderLine, state.receipts);

const stillToCome = (state: OrderState, from: string): bigint =>
  sumMinor(openLines(state, [{ from, to: '' }]).map((line) => openAmount(state, line)));

/** Each budget line once, of the order, and with something to come. */
function namesProblem(moves: Moves, state: OrderState): Rejection | undefined {
  const { reference } = state;
  const named = moves.flatMap(({ from, to }) => [from, to]);
  const twice = named.find((id, index) => named.indexOf(id) !== index);
  if (twice !== undefined) return refuse.carry_over_line_twice({ budgetLineId: twice });
  const nothing = moves.find(({ from }) => stillToCome(state, from) === 0n);
  return nothing && refuse.carry_over_nothing_open({ reference, budgetLineId: nothing.from });
}

/** What budgets holds of the order is what is still to come, and known. */
function deliveriesProblem(state: OrderState): Rejection | undefined {
  const { reference } = state;
  const isOpen = !budgetLineIdsOf(state).every((budgetLineId) => isKnown(state, budgetLineId));
  if (isOpen) return refuse.delivery_not_accrued({ reference });
  const isDue = openBeyond(state).length > 0 || priceChanges(state).length > 0;
  return isDue ? refuse.carry_over_replacement_due({ reference }) : undefined;
}

/** What the vendor has to give back, by deliveries or in cash, it gives on the old line. */
function owedProblem(state: OrderState, moves: Moves): Rejection | undefined {
  const advanced = outstandingLines(state);
  const isOpen = state.owed.length > 0 || moves.some(({ from }) => amountOn(advanced, from) !== 0n);
  return isOpen ? refuse.carry_over_advance_open({ reference: state.reference }) : undefined;
}

/** Nobody has claimed, and nothing was paid for, what is still to come. */
function lineProblem(line: OrderLine, state: OrderState): Rejection | undefined {
  const { orderLine, unitPriceMinor } = line;
  const received = receivedOf(state, orderLine);
  if (invoicedOf(state, orderLine) > received) {
    return refuse.carry_over_invoice_ahead({ orderLine });
  }
  if (owedOn(state, orderLine) > 0n) {
    return refuse.carry_over_paid_ahead({ orderLine });
  }
  const exact =
    priceOf(received, unitPriceMinor) === valueOn(orderLine, state.receipts) &&
    priceOf(restOf(state, line), unitPriceMinor) === openAmount(state, line);
  return exact ? undefined : refuse.carry_over_not_divisible({ orderLine });
}

const requestedIn = (state: OrderState, carryOverId: string) =>
  state.carryOvers.find((one) => one.status === 'requested' && one.carryOverId === carryOverId);

/** Budgets has the money in the next year: what is still to come has order lines of its own. */
export function acceptCarryOver({ carryOverId }: AcceptCarryOver, state: OrderState): Decided {
  const carried = requestedIn(state, carryOverId);
  if (!carried) return ok([]);
  const { number, effectiveAt, lines: moves } = carried;
  const lines = dividedLines(state, moves).map((line) => orderLineJson(line, state.currency));
  const data = { number, carryOverId, effectiveAt, lines };
  return ok([{ type: 'OrderCarriedOver', data, effectiveAt }]);
}

/** What was accepted, and behind all lines what is still to come of them. */
function dividedLines(state: OrderState, moves: Moves): readonly OrderLine[] {
  const open = openLines(state, moves);
  const last = Math.max(...state.lines.map((line) => line.orderLine));
  const kept = state.lines.map((line) =>
    open.includes(line)
      ? {
          ...line,
          quantity: receivedOf(state, line.orderLine),
          amountMinor: valueOn(line.orderLine, state.receipts),
        }
      : line,
  );
  const carried = open.map((line, index) => ({
    ...line,
    orderLine: last + index + 1,
    quantity: restOf(state, line),
    amountMinor: openAmount(state, line),
    budgetLineId: moves.find(({ from }) => from === line.budgetLineId)?.to ?? line.budgetLineId,
    carriedFrom: line.orderLine,
  }));
  return [...kept, ...carried];
}

export function refuseCarryOver(
  { carryOverId, rejections }: RefuseCarryOver,
  state: OrderState,
): Decided {
  const carried = requestedIn(state, carryOverId);
  if (!carried) return ok([]);
  const data = { number: carried.number, carryOverId, rejections: [...rejections] };
  return ok([{ type: 'OrderCarryOverRefused', data }]);
}

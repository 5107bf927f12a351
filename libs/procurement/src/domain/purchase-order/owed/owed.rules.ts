import { minorOf, moneyJson, ok, type Decision, type Rejection } from '@tamani/kernel';
import { refusalOf } from '../../shared/document.js';
import { thenSettled } from '../billing/pricing/balance.js';
import { returningProblem } from '../billing/returns/returns.js';
import type { OrderEvent } from '../order.events.js';
import { refuse } from '../order.rejections.js';
import type { OrderState } from '../order.state.js';
import type { EndOwed, SetOwedAside } from './owed.commands.js';
import { claimPartJson, endedClaims, owedLines, thenOwed } from './owed.js';
import type { OrderLineAmount, Owed } from './owed.parts.js';
import { onLine } from './owed.state.js';

/** The order decides what is still owed; the receivable waits for the answer. */
export function setOwedAside(
  { receivableId, endingId, lines }: SetOwedAside,
  state: OrderState,
): Decision<OrderEvent> {
  const owed = state.owed.find((one) => one.receivableId === receivableId);
  if (owed?.aside?.endingId === endingId) return ok([]);
  const problem = returningProblem(state) ?? openProblem(lines, owed, state);
  if (problem) {
    const data = { receivableId, endingId, refusal: refusalOf(problem) };
    return ok([{ type: 'OwedNotOpen', data }]);
  }
  return ok([{ type: 'OwedSetAside', data: { receivableId, endingId, lines: [...lines] } }]);
}

function openProblem(
  lines: SetOwedAside['lines'],
  owed: Owed | undefined,
  { reference, currency }: OrderState,
): Rejection | undefined {
  const over = lines.find(
    ({ orderLine, amount }) =>
      !owed || owed.aside !== null || minorOf(amount) > onLine(owed.lines, orderLine),
  );
  if (!over) return undefined;
  const { orderLine } = over;
  const { amount: left } = moneyJson(owed ? onLine(owed.lines, orderLine) : 0n, currency);
  return refuse.not_owed_any_more({ reference, orderLine, left, currency });
}

/** What was set aside is owed no more; what some budget lines refused is owed as before. */
export function endOwed(
  { receivableId, endingId, except, on, writtenOff }: EndOwed,
  state: OrderState,
  { id }: { readonly id: string },
): Decision<OrderEvent> {
  const owing = state.owed.find((one) => one.receivableId === receivableId);
  const aside = owing?.aside;
  if (!owing || !aside || aside.endingId !== endingId) return ok([]);
  const isRefused = ({ orderLine }: OrderLineAmount): boolean =>
    state.lines.some((line) => line.orderLine === orderLine && except.includes(line.budgetLineId));
  const ending = aside.lines.filter((line) => !isRefused(line));
  const events: OrderEvent[] = [];
  if (ending.length > 0) events.push(ended(state, ending, { endingId, owing, writtenOff }));
  if (aside.lines.some(isRefused)) {
    events.push({ type: 'OwedReleased', data: { receivableId, endingId } });
  }
  const owed = thenOwed(state, events, { id, on });
  return ok(thenSettled(state, owed, { id, on }));
}

/** Of a reclaimed advance no invoice has claimed anything. */
const billed = ({ cause }: Owed, lines: readonly OrderLineAmount[]): readonly OrderLineAmount[] =>
  cause.kind === 'advance' ? [] : lines;

function ended(
  state: OrderState,
  lines: readonly OrderLineAmount[],
  {
    endingId,
    owing,
    writtenOff,
  }: Pick<EndOwed, 'endingId' | 'writtenOff'> & { readonly owing: Owed },
): OrderEvent {
  const { currency } = state;
  const claims = billed(owing, lines)
    .flatMap((line) => endedClaims(state, line, owing.cause))
    .map(({ invoiceId, ...part }) => ({ invoiceId, ...claimPartJson(part, currency) }));
  const rematch = state.invoices.map((claim) => claim.invoiceId);
  const { receivableId } = owing;
  const ending = { receivableId, endingId, lines: owedLines(state, lines), writtenOff };
  const data = { ...ending, rematch, claims };
  return { type: 'OwedEnded', data };
}

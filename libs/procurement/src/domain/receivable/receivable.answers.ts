import { moneyJson, ok, sumMinor, type Decision, type Rules } from '@tamani/kernel';
import type {
  AcceptOffsetAllocation,
  ReceivableCommand,
  RecordWriteOffAnswer,
  RefuseOffset,
} from './receivable.commands.js';
import type { ReceivableEvent } from './receivable.events.js';
import { advanceOf, linesJson, type Pending, type ReceivableState } from './receivable.state.js';

type Decided = Decision<ReceivableEvent>;
type Answer = Extract<
  ReceivableCommand,
  {
    type:
      | 'AcceptEnding'
      | 'RefuseEnding'
      | 'AcceptOffsetAllocation'
      | 'AcceptOffset'
      | 'RefuseOffset'
      | 'RecordWriteOffAnswer';
  }
>;

/** What is asked under this id; an answer to anything else is too late. */
const asked = (state: ReceivableState, endingId: string): Pending | undefined =>
  state.pending?.endingId === endingId ? state.pending : undefined;

/** The answers of the order, of another invoice with its order, and of budgets. */
export const answers: Rules<ReceivableState, Answer, ReceivableEvent, unknown> = {
  AcceptEnding({ endingId }, state) {
    const pending = asked(state, endingId);
    return ok(pending ? [setAside(pending, state)] : []);
  },
  RefuseEnding({ endingId, refusal }, state) {
    const { purchaseOrderId } = state;
    if (!asked(state, endingId)) return ok([]);
    return ok([{ type: 'EndingRefused', data: { purchaseOrderId, endingId, refusal } }]);
  },
  AcceptOffsetAllocation: acceptAllocation,
  AcceptOffset({ endingId }, state) {
    const pending = asked(state, endingId);
    const { purchaseOrderId } = state;
    if (!pending?.invoiceId || !pending.againstOrderId) return ok([]);
    const { invoiceId, againstOrderId, effectiveAt } = pending;
    const ids = { purchaseOrderId, endingId, invoiceId, againstOrderId };
    const lines = linesJson(pending.lines, state.currency);
    const booked = { lines, effectiveAt, advanceId: advanceOf(state) };
    const data = { ...ids, ...booked, againstLines: [...pending.againstLines] };
    return ok([{ type: 'ReceivableOffset', data, effectiveAt }]);
  },
  RefuseOffset: refuseOffset,
  RecordWriteOffAnswer: recordAnswer,
};

/** The order has set the amount aside: a refund is here, the others ask further. */
function setAside(pending: Pending, state: ReceivableState): ReceivableEvent {
  const { endingId, effectiveAt, invoiceId, by, requestedOn } = pending;
  const { purchaseOrderId, reference, currency } = state;
  const lines = linesJson(pending.lines, currency);
  const ids = { purchaseOrderId, endingId };
  const booked = { ...ids, lines, effectiveAt, advanceId: advanceOf(state) };
  if (pending.kind === 'refund') return { type: 'ReceivableRefunded', data: booked, effectiveAt };
  if (pending.kind === 'write_off' || invoiceId === null || requestedOn === null) {
    return { type: 'WriteOffSetAside', data: booked, effectiveAt };
  }
  const amount = moneyJson(sumMinor(pending.lines.map((line) => line.amountMinor)), currency);
  return {
    type: 'OffsetSetAside',
    data: { ...ids, invoiceId, reference, amount, by, requestedOn },
  };
}

function acceptAllocation(
  { endingId, againstOrderId, lines }: AcceptOffsetAllocation,
  state: ReceivableState,
): Decided {
  const pending = asked(state, endingId);
  if (!pending?.invoiceId || pending.againstOrderId !== null) return ok([]);
  const { invoiceId, effectiveAt } = pending;
  const ids = { purchaseOrderId: state.purchaseOrderId, endingId, invoiceId };
  const data = { ...ids, againstOrderId, effectiveAt, againstLines: [...lines] };
  return ok([{ type: 'OffsetAllocated', data }]);
}

function refuseOffset({ endingId, refusal }: RefuseOffset, state: ReceivableState): Decided {
  const pending = asked(state, endingId);
  if (!pending?.invoiceId) return ok([]);
  const { purchaseOrderId } = state;
  const budgetLineIds = [...new Set(pending.lines.map((line) => line.budgetLineId))];
  const data = { purchaseOrderId, endingId, invoiceId: pending.invoiceId, refusal, budgetLineIds };
  return ok([{ type: 'OffsetRefused', data }]);
}

/** With the last line's answer it has ended, or what some lines refused is owed as before. */
function recordAnswer(
  { budgetLineId, shortfall }: RecordWriteOffAnswer,
  state: ReceivableState,
): Decided {
  const { pending, purchaseOrderId } = state;
  if (pending?.kind !== 'write_off' || state.status !== 'writing_off') return ok([]);
  const answered = state.answers.map((one) => one.budgetLineId);
  const waiting = [...new Set(pending.lines.map((line) => line.budgetLineId))].filter(
    (id) => !answered.includes(id),
  );
  if (!waiting.includes(budgetLineId)) return ok([]);
  const answer: ReceivableEvent = { type: 'WriteOffAnswered', data: { budgetLineId, shortfall } };
  if (waiting.length > 1) return ok([answer]);
  const { endingId, effectiveAt } = pending;
  const except = [...state.answers, { budgetLineId, shortfall }]
    .filter((one) => one.shortfall !== null)
    .map((one) => one.budgetLineId);
  const data = { purchaseOrderId, endingId, effectiveAt, except };
  return ok([answer, { type: 'WriteOffEnded', data }]);
}

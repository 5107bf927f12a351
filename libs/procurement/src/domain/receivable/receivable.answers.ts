import { moneyJson, ok, sumMinor, type Decision, type Rules } from '@tamani/kernel';
import type {
  AcceptOffsetAllocation,
  ReceivableCommand,
  RecordWriteOffAnswer,
  WithdrawEnding,
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
      | 'AcceptRefund'
      | 'AcceptWriteOff'
      | 'WithdrawEnding'
      | 'RecordWriteOffAnswer';
  }
>;

/** What is asked under this id; an answer to anything else is too late. */
const asked = (state: ReceivableState, endingId: string): Pending | undefined =>
  state.pending?.endingId === endingId ? state.pending : undefined;

/** The answers of the order, the registers, another invoice with its order, and budgets. */
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
    if (pending?.kind !== 'offset' || pending.againstOrderId === null) return ok([]);
    const { invoiceId, againstOrderId, effectiveAt } = pending;
    const against = { invoiceId, againstOrderId, againstLines: [...pending.againstLines] };
    const data = { ...bookedOf(pending, state), ...against };
    return ok([{ type: 'ReceivableOffset', data, effectiveAt }]);
  },
  AcceptRefund({ endingId }, state) {
    const pending = asked(state, endingId);
    if (pending?.kind !== 'refund') return ok([]);
    const { effectiveAt } = pending;
    return ok([{ type: 'ReceivableRefunded', data: bookedOf(pending, state), effectiveAt }]);
  },
  AcceptWriteOff({ endingId }, state) {
    const pending = asked(state, endingId);
    if (pending?.kind !== 'write_off') return ok([]);
    const { effectiveAt } = pending;
    return ok([{ type: 'WriteOffCounted', data: bookedOf(pending, state), effectiveAt }]);
  },
  WithdrawEnding: withdraw,
  RecordWriteOffAnswer: recordAnswer,
};

/** What budgets books. */
const bookedOf = ({ endingId, lines, effectiveAt }: Pending, state: ReceivableState) => ({
  purchaseOrderId: state.purchaseOrderId,
  endingId,
  lines: linesJson(lines, state.currency),
  effectiveAt,
  advanceId: advanceOf(state),
});

/** The order has set the amount aside: a register is asked, or the other invoice. */
function setAside(pending: Pending, state: ReceivableState): ReceivableEvent {
  const { endingId, effectiveAt, by } = pending;
  const { purchaseOrderId, purchaseOrderId: orderId, reference, vendorId, currency } = state;
  const amount = moneyJson(sumMinor(pending.lines.map((line) => line.amountMinor)), currency);
  switch (pending.kind) {
    case 'refund': {
      const { bankReference, transferAmount } = pending;
      const of = { kind: 'refund' as const, documentId: endingId, reference, orderId, vendorId };
      const moved = { bankReference, valueDate: effectiveAt, amount, transferAmount };
      return { type: 'RefundSetAside', data: { purchaseOrderId, movement: { ...of, ...moved } } };
    }
    case 'write_off': {
      const of = { reference, vendorId, orderId, endingId, effectiveAt };
      return {
        type: 'WriteOffSetAside',
        data: { purchaseOrderId, writeOff: { ...of, ...pending.counts } },
      };
    }
    case 'offset': {
      const { invoiceId, requestedOn } = pending;
      const data = { purchaseOrderId, endingId, invoiceId, reference, amount, by, requestedOn };
      return { type: 'OffsetSetAside', data };
    }
  }
}

function acceptAllocation(
  { endingId, againstOrderId, lines }: AcceptOffsetAllocation,
  state: ReceivableState,
): Decided {
  const pending = asked(state, endingId);
  if (pending?.kind !== 'offset' || pending.againstOrderId !== null) return ok([]);
  const { invoiceId, effectiveAt } = pending;
  const ids = { purchaseOrderId: state.purchaseOrderId, endingId, invoiceId };
  const data = { ...ids, againstOrderId, effectiveAt, againstLines: [...lines] };
  return ok([{ type: 'OffsetAllocated', data }]);
}

function withdraw({ endingId, refusal }: WithdrawEnding, state: ReceivableState): Decided {
  const pending = asked(state, endingId);
  if (!pending) return ok([]);
  const { purchaseOrderId } = state;
  const budgetLineIds = [...new Set(pending.lines.map((line) => line.budgetLineId))];
  const invoiceId = pending.kind === 'offset' ? pending.invoiceId : null;
  const data = { purchaseOrderId, endingId, invoiceId, refusal, budgetLineIds };
  return ok([{ type: 'EndingWithdrawn', data }]);
}

/** With the last line's answer it has ended, or what some lines refused is owed as before. */
function recordAnswer(
  { budgetLineId, shortfall }: RecordWriteOffAnswer,
  state: ReceivableState,
): Decided {
  const { pending, purchaseOrderId, vendorId } = state;
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
  const data = { purchaseOrderId, vendorId, endingId, effectiveAt, except };
  return ok([answer, { type: 'WriteOffEnded', data }]);
}

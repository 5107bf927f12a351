import {
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  type Decision,
  type Rejection,
  type Rules,
} from '@tamani/kernel';
import { lineAmountJson, splitOver } from '../../shared/amounts.js';
import { refusalOf } from '../../shared/document.js';
import { clashProblem } from '../../shared/segregation.js';
import type { DateFacts } from '../../shared/dates.js';
import type { ClearanceFacts } from '../billing/clearance.js';
import { thenClosed } from '../billing/closing.js';
import type { OrderEvent } from '../order.events.js';
import { refuse } from '../order.rejections.js';
import type { OrderState } from '../order.state.js';
import type {
  AdvanceCommand,
  AllocateAdvance,
  ClearAdvance,
  RecordAdvancePaid,
  ReleaseAdvance,
  WithdrawAdvance,
} from './advance.commands.js';
import { advanceProblem, type AdvanceFacts, type AskedAdvance } from './advance.problems.js';
import type { Advance } from './advance.parts.js';
import { openToAdvances, totalOf } from './advance.state.js';
import { reclaim } from './reclaim/reclaim.js';

type Decided = Decision<OrderEvent>;

type PartiesFacts = Pick<ClearanceFacts, 'parties' | 'requisition'>;
export interface AdvanceClearanceFacts {
  /** Null if the payment is not waiting for an answer. */
  readonly asked: (AskedAdvance & AdvanceFacts & PartiesFacts) | null;
}
export interface AdvanceRuleFacts {
  readonly AllocateAdvance: AdvanceFacts;
  readonly ClearAdvance: AdvanceClearanceFacts;
  readonly ReclaimAdvance: DateFacts;
}

const advanceOf = (state: OrderState, paymentId: string): Advance | undefined =>
  state.advances.find((one) => one.paymentId === paymentId);

/** Sets an advance aside, or refuses; its payment waits for the answer. */
function allocate(command: AllocateAdvance, state: OrderState, facts: AdvanceFacts): Decided {
  const { paymentId, amount, guarantee, today: date } = command;
  if (advanceOf(state, paymentId)) return ok([]);
  const problem = advanceProblem({ paymentId, amount, guarantee, date }, state, facts);
  if (problem) {
    const data = { paymentId, refusal: refusalOf(problem) };
    return ok([{ type: 'AdvanceAllocationRefused', data }]);
  }
  const lines = splitOver(minorOf(amount), openToAdvances(state)).map((line) =>
    lineAmountJson(line, state.currency),
  );
  return ok([{ type: 'AdvanceAllocated', data: { paymentId, lines, guarantee } }]);
}

/** An advance that will not be paid: what it set aside is free. */
function release({ paymentId, on }: ReleaseAdvance, state: OrderState): Decided {
  const advance = advanceOf(state, paymentId);
  if (!advance || advance.valueDate !== null) return ok([]);
  return ok(thenClosed(state, [{ type: 'AdvanceAllocationReleased', data: { paymentId } }], on));
}

/** The order decides on an advance that is to be released; its payment waits for the answer. */
function clear(
  { paymentId }: ClearAdvance,
  state: OrderState,
  { asked }: AdvanceClearanceFacts,
): Decided {
  const advance = advanceOf(state, paymentId);
  if (asked === null || !advance || advance.valueDate !== null) return ok([]);
  const problem = firstRefusal(
    clashProblem(asked.parties, [...state.parties, ...asked.requisition]),
    advanceProblem(asked, state, asked),
    openProblem(advance, state),
  );
  if (problem) {
    const data = { paymentId, refusal: refusalOf(problem) };
    return ok([{ type: 'AdvanceClearanceRefused', data }]);
  }
  const { date: valueDate, parties } = asked;
  const data = { paymentId, valueDate, parties: [...parties] };
  return ok([{ type: 'AdvanceCleared', data, effectiveAt: valueDate }]);
}

/** On each budget line, invoices must still be able to recover what was set aside. */
export function openProblem(
  { paymentId, lines }: Pick<Advance, 'paymentId' | 'lines'>,
  state: OrderState,
): Rejection | undefined {
  const { reference, currency } = state;
  const open = openToAdvances(state, paymentId);
  const isOpen = lines.every(
    ({ budgetLineId, amountMinor }) =>
      amountMinor <= (open.find((one) => one.budgetLineId === budgetLineId)?.amountMinor ?? 0n),
  );
  if (isOpen) return undefined;
  const left = moneyJson(totalOf(open), currency).amount;
  return refuse.advance_exceeds_agreed({ reference, left, currency });
}

function recordPaid({ paymentId }: RecordAdvancePaid, state: OrderState): Decided {
  const advance = advanceOf(state, paymentId);
  return ok(advance && !advance.paid ? [{ type: 'AdvancePaid', data: { paymentId } }] : []);
}

/** Why an advance cannot be taken back as a whole; undefined if it can. */
export function returnProblem(state: OrderState, paymentId: string): Rejection | undefined {
  const { recoveries = [], reclaimed = [] } = advanceOf(state, paymentId) ?? {};
  const { reference, currency } = state;
  const recovered = totalOf(recoveries.flatMap((one) => one.lines));
  if (recovered > 0n) {
    const { amount } = moneyJson(recovered, currency);
    return refuse.advance_recovered({ reference, recovered: amount, currency });
  }
  const owed = totalOf(reclaimed);
  if (owed === 0n) return undefined;
  const { amount } = moneyJson(owed, currency);
  return refuse.advance_reclaimed({ reference, reclaimed: amount, currency });
}

/** The bank sent it back; not after invoices were paid with it, nor after it was reclaimed. */
function withdraw({ paymentId, on }: WithdrawAdvance, state: OrderState): Decided {
  if (!advanceOf(state, paymentId)) return ok([]);
  const problem = returnProblem(state, paymentId);
  if (problem) {
    const data = { paymentId, refusal: refusalOf(problem) };
    return ok([{ type: 'AdvanceWithdrawalRefused', data }]);
  }
  return ok(thenClosed(state, [{ type: 'AdvanceWithdrawn', data: { paymentId } }], on));
}

/** The order is the guard of what is paid before the goods. */
export const decideAdvances: Rules<OrderState, AdvanceCommand, OrderEvent, AdvanceRuleFacts> = {
  AllocateAdvance: allocate,
  ReleaseAdvance: release,
  ClearAdvance: clear,
  RecordAdvancePaid: recordPaid,
  WithdrawAdvance: withdraw,
  ReclaimAdvance: reclaim,
};

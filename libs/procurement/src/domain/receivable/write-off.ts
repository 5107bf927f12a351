import {
  err,
  firstRefusal,
  minorOf,
  moneyJson,
  ok,
  sharesIdentity,
  type Decision,
  type MoneyJson,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { byBudgetLine, shareOut } from '../shared/amounts.js';
import { notBefore, type DateFacts } from '../shared/dates.js';
import { togetherProblem } from '../shared/write-offs.js';
import type { VendorWriteOffsState } from '../write-offs/vendor-write-offs.decide.js';
import { askOf, check } from './receivable.ask.js';
import type { ApproveWriteOff } from './receivable.commands.js';
import type { ReceivableEvent } from './receivable.events.js';
import { refuse } from './receivable.rejections.js';
import { openMinor, type ReceivableState } from './receivable.state.js';

export interface WriteOffLimit {
  readonly most: MoneyJson;
  /** What is owed, in its currency. */
  readonly valueMinor: bigint;
  readonly splittingDays: number;
}
export interface WriteOffFacts extends DateFacts {
  readonly limit: Result<WriteOffLimit, Rejection>;
  /** What the vendor was let off before; null if nothing. */
  readonly register: VendorWriteOffsState | null;
}

/** By somebody else than who asked for it, within the limit; the register of the vendor decides. */
export function approveWriteOff(
  { effectiveAt, by }: ApproveWriteOff,
  state: ReceivableState,
  { id, dateProblem, limit, register }: WriteOffFacts & { readonly id: string },
): Decision<ReceivableEvent> {
  const { requester, reference, vendorId, purchaseOrderId: orderId, currency } = state;
  const own = requester && sharesIdentity(by, requester);
  const who = by.onBehalfOf ?? by.id;
  const problem = firstRefusal(
    check(state, 'write_off_requested'),
    own ? refuse.segregation_requester_approves_write_off({ who }) : undefined,
    limit.ok ? limitProblem(limit.value) : limit.error,
    notBefore(effectiveAt, state.arisenOn),
    dateProblem,
  );
  if (problem) return err(problem);
  if (!limit.ok) return limit;
  const ask = askOf(moneyJson(openMinor(state), currency), state, id);
  const counts = countsOf(limit.value, state);
  const { endingId } = ask;
  const together = togetherProblem(
    { ...counts, reference, vendorId, orderId, endingId, effectiveAt },
    register?.writeOffs ?? [],
  );
  if (together) return err(together);
  return ok([{ type: 'WriteOffApproved', data: { ...ask, effectiveAt, by, counts } }]);
}

/** By itself. */
function limitProblem({ most, valueMinor }: WriteOffLimit): Rejection | undefined {
  const { amount: limit, currency } = most;
  return valueMinor > minorOf(most)
    ? refuse.write_off_limit_exceeded({ limit, currency })
    : undefined;
}

/** Its value by budget line, for what some of them refuse is not written off. */
function countsOf(
  { most: limit, valueMinor, splittingDays }: WriteOffLimit,
  state: ReceivableState,
) {
  const values = shareOut(valueMinor, byBudgetLine(state.open)).map(
    ({ budgetLineId, amountMinor }) => ({
      budgetLineId,
      value: moneyJson(amountMinor, limit.currency),
    }),
  );
  return { values, limit, splittingDays };
}

import {
  firstRefusal,
  minorOf,
  moneyJson,
  type BusinessDate,
  type MoneyJson,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { notBefore } from '../../shared/dates.js';
import { amountOn } from '../billing/billing.state.js';
import { check } from '../order.approval.js';
import { refuse } from '../order.rejections.js';
import { adjustingProblem, type OrderState } from '../order.state.js';
import { owesProblem } from '../owed/owed.problems.js';
import type { Guarantee } from './advance.parts.js';
import {
  agreedAdvance,
  openToAdvances,
  outstandingLines,
  outstandingOf,
  toApprove,
  totalOf,
} from './advance.state.js';
import { least } from '../../shared/amounts.js';

/** An advance that is asked for, or is to leave. */
export interface AskedAdvance {
  readonly paymentId: string;
  readonly amount: MoneyJson;
  readonly guarantee: Guarantee | null;
  /** Of the payment; today as long as it is being prepared. */
  readonly date: BusinessDate;
}

/** What the rules of an advance read besides its order. */
export interface AdvanceFacts {
  /** Why a project of the order may spend nothing now; null if all may. */
  readonly projectProblem: Rejection | null;
  /** Or why the value is not known: there is no rate. */
  readonly limit: Result<GuaranteeLimit, Rejection>;
}
export interface GuaranteeLimit {
  /** Above it a guarantee is needed. */
  readonly from: MoneyJson;
  /** What would be outstanding with the advance, in minor units of its currency. */
  readonly valueMinor: bigint;
}

/** Why an advance cannot be set aside or paid now; undefined if it can. */
export function advanceProblem(
  asked: AskedAdvance,
  state: OrderState,
  { projectProblem, limit }: AdvanceFacts,
): Rejection | undefined {
  return firstRefusal(
    adjustingProblem(state),
    check(state, 'issued', 'partially_received'),
    owesProblem(state),
    amountProblem(asked, state),
    notBefore(asked.date, state.effectiveAt),
    projectProblem ?? undefined,
    limit.ok ? guaranteeProblem(asked, limit.value) : limit.error,
  );
}

/** Within what the order allows, and what invoices can still recover. */
function amountProblem(
  { paymentId, amount: { currency, ...asked } }: AskedAdvance,
  state: OrderState,
): Rejection | undefined {
  const { reference, currency: expected } = state;
  if (!state.advanceTerms) return refuse.advance_not_agreed({ reference });
  if (currency !== expected) return refuse.advance_currency_differs({ currency, expected });
  const minor = minorOf({ ...asked, currency });
  const others = outstandingOf(state, (one) => one.paymentId !== paymentId);
  const left = least(agreedAdvance(state) - others, totalOf(openToAdvances(state, paymentId)));
  if (minor <= left) return undefined;
  const most = moneyJson(left > 0n ? left : 0n, currency).amount;
  return refuse.advance_exceeds_agreed({ reference, left: most, currency });
}

/** A guarantee that is needed, or given, covers the advance and is valid on its date. */
function guaranteeProblem(
  { amount: { amount, currency }, guarantee, date }: AskedAdvance,
  { from, valueMinor }: GuaranteeLimit,
): Rejection | undefined {
  if (guarantee === null) {
    const limit = { limit: from.amount, currency: from.currency };
    return valueMinor > minorOf(from) ? refuse.advance_guarantee_missing(limit) : undefined;
  }
  const covers =
    guarantee.amount.currency === currency &&
    minorOf(guarantee.amount) >= minorOf({ amount, currency });
  if (!covers) return refuse.advance_guarantee_too_small({ amount, currency });
  const { validUntil } = guarantee;
  return validUntil < date ? refuse.advance_guarantee_expired({ validUntil, date }) : undefined;
}

/** While an advance is on its way to the bank, nobody knows what an invoice can recover of it. */
export const onTheWayProblem = ({ advances, reference }: OrderState): Rejection | undefined =>
  advances.some((one) => one.valueDate !== null && !one.paid)
    ? refuse.advance_on_its_way({ reference })
    : undefined;

/** An order does not end while the vendor has money for what it will not deliver. */
export function outstandingProblem(state: OrderState): Rejection | undefined {
  const { reference, currency } = state;
  const outstanding = outstandingOf(state);
  if (outstanding === 0n) return undefined;
  const { amount } = moneyJson(outstanding, currency);
  return refuse.order_has_advance({ reference, outstanding: amount, currency });
}

/** With these lines, too, the invoices to come can recover what is outstanding. */
export function amendedProblem(
  state: OrderState,
  lines: OrderState['lines'],
): Rejection | undefined {
  const outstanding = outstandingLines(state);
  const isCovered = toApprove({ ...state, lines }).every(
    ({ budgetLineId, amountMinor }) => amountMinor >= amountOn(outstanding, budgetLineId),
  );
  return isCovered ? undefined : outstandingProblem(state);
}

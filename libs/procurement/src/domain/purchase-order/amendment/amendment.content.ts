import { priceOf, quantityJson, sumMinor, type Rejection } from '@tamani/kernel';
import { totalProblem } from '../../requisition/requisition.content.js';
import { byBudgetLine, type LineAmount } from '../../shared/amounts.js';
import type { InvoiceClaim, PriceChange, RecordedReceipt } from '../billing/billing.state.js';
import { priced } from '../billing/worth.js';
import { refuse } from '../order.rejections.js';
import { receivedOf, type OrderLine, type OrderState } from '../order.state.js';
import type { Adjustment, ChangedLine } from './amendment.state.js';

/** The order's lines as they are after the changes. */
export const amendedLines = (
  lines: readonly OrderLine[],
  changes: readonly ChangedLine[],
): readonly OrderLine[] =>
  lines.map((line) => {
    const change = changes.find((one) => one.orderLine === line.orderLine);
    if (!change) return line;
    const { quantity, unitPriceMinor } = change.after;
    return { ...line, quantity, unitPriceMinor, amountMinor: priceOf(quantity, unitPriceMinor) };
  });

/** What was accepted of the changed lines, at their new prices and up to their new quantities. */
export const repriced = (
  receipts: readonly RecordedReceipt[],
  lines: readonly OrderLine[],
  changes: readonly ChangedLine[],
): readonly RecordedReceipt[] =>
  priced(
    receipts,
    lines.filter((line) => changes.some(({ orderLine }) => orderLine === line.orderLine)),
  );

/**
 * What is claimed of the lines whose price changes, at the new one: rounded as the claims were. At
 * the same price each keeps its amount, for it may be paid.
 */
export function reclaimed(
  invoices: readonly InvoiceClaim[],
  lines: readonly OrderLine[],
  changes: readonly ChangedLine[],
): readonly InvoiceClaim[] {
  const reached = new Map<number, { quantity: bigint; takenMinor: bigint }>();
  const moved = changes.filter(
    ({ before, after }) => before.unitPriceMinor !== after.unitPriceMinor,
  );
  return invoices.map((claim) => ({
    ...claim,
    lines: claim.lines.map((part) => {
      if (!moved.some((one) => one.orderLine === part.orderLine)) return part;
      const { unitPriceMinor } = lines.find((one) => one.orderLine === part.orderLine) as OrderLine;
      const before = reached.get(part.orderLine) ?? { quantity: 0n, takenMinor: 0n };
      const quantity = before.quantity + part.quantity;
      const takenMinor = priceOf(quantity, unitPriceMinor);
      reached.set(part.orderLine, { quantity, takenMinor });
      return { ...part, orderedMinor: takenMinor - before.takenMinor };
    }),
  }));
}

/** Signed differences by budget line: of what is open, and of what was accepted. */
export interface Differences {
  readonly open: readonly LineAmount[];
  readonly accepted: readonly LineAmount[];
}

export function differencesOf(state: OrderState, changes: readonly ChangedLine[]): Differences {
  const lines = amendedLines(state.lines, changes);
  const ordered = difference(state.lines, lines);
  const accepted = difference(
    acceptedAmounts(state.receipts, state.lines),
    acceptedAmounts(repriced(state.receipts, lines, changes), lines),
  );
  const open = difference(accepted, ordered);
  return { open: moving(open), accepted: moving(accepted) };
}

const difference = (before: readonly LineAmount[], after: readonly LineAmount[]) =>
  byBudgetLine([...after, ...before.map((line) => ({ ...line, amountMinor: -line.amountMinor }))]);

const moving = (lines: readonly LineAmount[]): readonly LineAmount[] =>
  lines.filter(({ amountMinor }) => amountMinor !== 0n);

const acceptedAmounts = (receipts: readonly RecordedReceipt[], lines: readonly OrderLine[]) =>
  lines.map(({ orderLine, budgetLineId }) => ({
    budgetLineId,
    amountMinor: sumMinor(
      receipts
        .flatMap((receipt) => receipt.lines.filter((line) => line.orderLine === orderLine))
        .map((line) => line.amountMinor),
    ),
  }));

export interface AdjustmentStep extends Pick<Adjustment, 'purpose'> {
  readonly lines: readonly LineAmount[];
}

/**
 * What budgets is asked, in an order in which the first can always be taken back, or the last is
 * always granted: what is given up of the open part comes last, what is added to it first.
 */
export function stepsOf({ open, accepted }: Differences): readonly AdjustmentStep[] {
  const steps: AdjustmentStep[] = [];
  if (open.length > 0) steps.push({ purpose: 'amendment', lines: open });
  if (accepted.length > 0) steps.push({ purpose: 'price', lines: accepted });
  return open.some(isLess) ? steps.reverse() : steps;
}

const isLess = ({ amountMinor }: LineAmount): boolean => amountMinor < 0n;

/** Why the lines cannot be changed so; undefined if they can. */
export function changesProblem(
  state: OrderState,
  changes: readonly ChangedLine[],
): Rejection | undefined {
  const { reference } = state;
  const lines = amendedLines(state.lines, changes);
  const total = sumMinor(lines.map((line) => line.amountMinor));
  const { open, accepted } = differencesOf(state, changes);
  const mixed = open.some(isLess) && open.some((line) => !isLess(line));
  for (const change of changes) {
    const problem = lineProblem(state, change);
    if (problem) return problem;
  }
  if (total === 0n) return refuse.amendment_leaves_nothing({ reference });
  if (mixed && accepted.length > 0) return refuse.amendment_mixed_directions();
  return totalProblem(total);
}

function lineProblem(
  state: OrderState,
  { orderLine, before, after }: ChangedLine,
): Rejection | undefined {
  const samePrice = before.unitPriceMinor === after.unitPriceMinor;
  if (samePrice && before.quantity === after.quantity) {
    return refuse.amendment_changes_nothing({ orderLine });
  }
  const least = receivedOf(state, orderLine);
  if (after.quantity < least && after.quantity < before.quantity) {
    return refuse.amendment_below_accepted({ orderLine, accepted: quantityJson(least) });
  }
  const settled = isSettled(state, orderLine);
  return settled && !samePrice ? refuse.amendment_line_paid({ orderLine }) : undefined;
}

/** An invoice of the line is approved or credited, or money left for it: its price is agreed. */
function isSettled(state: OrderState, orderLine: number): boolean {
  const isOn = ({ lines }: { readonly lines: readonly { readonly orderLine: number }[] }) =>
    lines.some((line) => line.orderLine === orderLine);
  const agreed = state.invoices.filter((claim) => claim.agreed || claim.paid);
  return [...agreed, ...state.clearances, ...state.credits].some(isOn);
}

/** What a step asks of the budget lines. */
export const stepChanges = ({ purpose, lines }: AdjustmentStep): readonly PriceChange[] =>
  lines.map(({ budgetLineId, amountMinor }) =>
    purpose === 'price'
      ? { budgetLineId, acceptedMinor: amountMinor, openMinor: 0n }
      : { budgetLineId, acceptedMinor: 0n, openMinor: amountMinor },
  );

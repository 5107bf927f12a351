import { invariant, moneyJson, priceOf, proportion, type Currency } from '@tamani/kernel';

/** An amount of a budget line, in minor units of the document's currency. */
export interface LineAmount {
  readonly budgetLineId: string;
  readonly amountMinor: bigint;
}

/** Sums by budget line, in the order in which the lines first appear. */
export function byBudgetLine(parts: Iterable<LineAmount>): readonly LineAmount[] {
  const sums = new Map<string, bigint>();
  for (const { budgetLineId, amountMinor } of parts) {
    sums.set(budgetLineId, (sums.get(budgetLineId) ?? 0n) + amountMinor);
  }
  return [...sums].map(([budgetLineId, amountMinor]) => ({ budgetLineId, amountMinor }));
}

/** The wire form of a budget line's amount. */
export const lineAmountJson = (line: LineAmount, currency: Currency) => ({
  budgetLineId: line.budgetLineId,
  amount: moneyJson(line.amountMinor, currency),
});

export interface Part {
  /** Thousandths including this part; quantities above `ordered` cost nothing. */
  readonly reached: bigint;
  readonly ordered: bigint;
  readonly unitPriceMinor: bigint;
  /** The amount taken by earlier parts. */
  readonly takenMinor: bigint;
}

/**
 * The price of one part of a line: the price of all that is reached less what was taken before.
 * So the parts of a line add up exactly to its total, despite rounding.
 */
export function partPrice({ reached, ordered, unitPriceMinor, takenMinor }: Part): bigint {
  const upTo = priceOf(reached < ordered ? reached : ordered, unitPriceMinor);
  return upTo > takenMinor ? upTo - takenMinor : 0n;
}

/**
 * Splits an amount over lines by their open amounts, half up; the last line gets the
 * remainder. No line exceeds its open amount; the amount is at most their sum.
 */
export function splitOver<T extends { readonly amountMinor: bigint }>(
  amountMinor: bigint,
  open: readonly T[],
): readonly T[] {
  const whole = open.reduce((sum, line) => sum + line.amountMinor, 0n);
  invariant(amountMinor <= whole, 'more to split than is open');
  return shareOut(amountMinor, open);
}

/** An amount in another currency than the lines', by their amounts; the last gets the remainder. */
export function shareOut<T extends { readonly amountMinor: bigint }>(
  amountMinor: bigint,
  lines: readonly T[],
): readonly T[] {
  let left = amountMinor;
  let openLeft = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  const parts: T[] = [];
  for (const line of lines) {
    const part = openLeft === 0n ? 0n : proportion(left, line.amountMinor, openLeft);
    left -= part;
    openLeft -= line.amountMinor;
    if (part > 0n) parts.push({ ...line, amountMinor: part });
  }
  return parts;
}

/** The smaller of two amounts. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

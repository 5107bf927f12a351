import { minorOf, sumMinor } from '@tamani/kernel';
import type { BudgetLineEventData } from '../budget-line.events.js';

/** What a line has by one allotment from a contribution, in its own currency. */
export interface Source {
  readonly allotmentId: string;
  readonly contributionId: string;
  readonly minor: bigint;
}

/** Adds an allotment that names a contribution. */
export function withSource(
  sources: readonly Source[],
  { allotmentId, contributionId, amount }: BudgetLineEventData<'FundsAllotted'>,
): readonly Source[] {
  if (contributionId === null) return sources;
  return [...sources, { allotmentId, contributionId, minor: minorOf(amount) }];
}

/** What is left of them after a revision has given some back. */
export const withoutGiven = (
  sources: readonly Source[],
  { givenBack }: BudgetLineEventData<'AllotmentRevised'>,
): readonly Source[] =>
  sources.flatMap((source) => {
    const given = givenBack.find((one) => one.allotmentId === source.allotmentId);
    const minor = source.minor - (given ? minorOf(given.amount) : 0n);
    return minor === 0n ? [] : [{ ...source, minor }];
  });

/**
 * What each contribution gets back when the allotment shrinks: first goes what came from none of
 * them, then the newest.
 */
export function givenBackOf(
  sources: readonly Source[],
  of: { readonly allotted: bigint; readonly less: bigint },
): readonly Source[] {
  const free = of.allotted - sumMinor(sources.map(({ minor }) => minor));
  let left = free > 0n ? of.less - free : of.less;
  const given: Source[] = [];
  for (const source of [...sources].reverse()) {
    if (left <= 0n) break;
    const minor = source.minor < left ? source.minor : left;
    given.push({ ...source, minor });
    left -= minor;
  }
  return given;
}

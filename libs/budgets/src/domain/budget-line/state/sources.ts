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

interface Shrinking {
  readonly allotted: bigint;
  readonly less: bigint;
}

/**
 * What leaves of each when the allotment shrinks: first goes what came from none of them, then the
 * newest. By a revision, that is what the contributions get back.
 */
export function leavingOf(sources: readonly Source[], of: Shrinking): readonly Source[] {
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

/**
 * What stays of them, whatever made the allotment shrink: what was carried over or transferred is
 * allotted still, on another line, and is not given back here.
 */
export function stayingOf(sources: readonly Source[], of: Shrinking): readonly Source[] {
  const leaving = leavingOf(sources, of);
  return sources.flatMap((source) => {
    const left = leaving.find((one) => one.allotmentId === source.allotmentId);
    const minor = source.minor - (left?.minor ?? 0n);
    return minor === 0n ? [] : [{ ...source, minor }];
  });
}

import { parseScaled, type Currency, type RateJson } from '@tamani/kernel';
import type { CurrencyRate } from './rate-table.events.js';

const SCALE = 12;
const scaled = (text: string): bigint => parseScaled(text, SCALE) ?? 0n;

/** What the rates of a month are compared with. */
export interface Comparison {
  /** Units of a currency per unit of the base. */
  readonly rates: Readonly<Record<Currency, RateJson>>;
  /** The policy: a change above it has to be acknowledged. */
  readonly percent: string;
}

/** A rate that has changed by more than the policy expects. */
export interface UnlikelyRate {
  readonly index: number;
  readonly currency: Currency;
  readonly before: RateJson;
  readonly now: RateJson;
}

/** The first of the rates that is far from the one before; in both directions alike. */
export function unlikelyRate(
  rates: readonly CurrencyRate[],
  { rates: known, percent }: Comparison,
): UnlikelyRate | undefined {
  for (const [index, { currency, rate: now }] of rates.entries()) {
    const before = known[currency];
    if (before !== undefined && isFar(scaled(before), scaled(now), scaled(percent)))
      return { index, currency, before, now };
  }
  return undefined;
}

/** The greater is more than so many percent above the lesser: halved is as far as doubled. */
function isFar(before: bigint, now: bigint, percent: bigint): boolean {
  const [lesser, greater] = before < now ? [before, now] : [now, before];
  const hundred = 100n * 10n ** BigInt(SCALE);
  return (greater - lesser) * hundred > lesser * percent;
}

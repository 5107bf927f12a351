import { z } from 'zod';
import { minorUnits, type Currency } from './currency.js';
import { divideHalfUp, parseScaled } from './integer-math.js';
import { invariant } from '../invariant.js';

/** An exchange rate on the wire and in events: units of a currency for one unit of the base. */
export type RateJson = string;

const SCALE = 12;

/** From 0.0001 to below 10^7, as the pattern says: no conversion goes beyond what is kept. */
const [MIN_RATE, BEYOND_RATE] = [10n ** 8n, 10n ** 19n];
const isInRange = (rate: bigint): boolean => rate >= MIN_RATE && rate < BEYOND_RATE;

/** A rate of a request: a positive decimal string, at most twelve decimals. */
export const rateSchema = z
  .string()
  .max(32)
  .refine((text) => (parseScaled(text, SCALE) ?? 0n) > 0n, { error: 'rate_malformed', abort: true })
  .refine((text) => isInRange(scaled(text)), { error: 'rate_out_of_range' })
  .meta({
    ...{ id: 'Rate', description: 'Units of the currency for one unit of the base' },
    pattern: '^(?=.*[1-9])(?!0\\.0000)(0|[1-9]\\d{0,6})(\\.\\d{1,12})?$',
    examples: ['655.957'],
  });

/** What a conversion needs: the two currencies, each with its rate against the same base. */
export interface Conversion {
  readonly from: Currency;
  readonly fromRate: RateJson;
  readonly to: Currency;
  readonly toRate: RateJson;
}

/**
 * Converts minor units, half up, once: amount × toRate / fromRate. The base itself has rate '1'.
 * 29,000,000 XOF at 580 to USD is 5000000n (50,000.00 USD).
 */
export function convertMinor(amountMinor: bigint, conversion: Conversion): bigint {
  const from = scaled(conversion.fromRate) * 10n ** BigInt(minorUnits(conversion.from));
  const to = scaled(conversion.toRate) * 10n ** BigInt(minorUnits(conversion.to));
  return divideHalfUp(amountMinor * to, from);
}

function scaled(rate: RateJson): bigint {
  const value = parseScaled(rate, SCALE);
  invariant(value !== undefined && value > 0n, `not a rate: ${rate}`);
  return value;
}

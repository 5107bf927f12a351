import { rounded, sum } from '../amounts.js';

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** A part in proportion, half up; the whole of it for the last. */
export const part = (whole: bigint, of: bigint, all: bigint): bigint =>
  of >= all ? whole : rounded(whole * of, all);

/** An amount in parts, half up each; the last takes the rest. */
export function shares(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  let left = amount;
  let whole = sum(weights);
  return weights.map((weight) => {
    const share = whole === 0n ? 0n : rounded(left * weight, whole);
    left -= share;
    whole -= weight;
    return share;
  });
}

export const later = (a: string, b: string): string => (a < b ? b : a);

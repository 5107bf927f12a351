/** @typedef {{ median: number, min: number, max: number }} Spread */

/** @param {readonly number[]} values @returns {number} */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * The value below which the share `q` of the values lies, between two of them by proportion.
 * @param {readonly number[]} values at least one
 * @param {number} q 0..1
 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) throw new Error('no values to take a quantile of');
  return low + (high - low) * (at - Math.floor(at));
}

/** @param {readonly number[]} values at least one @returns {Spread} */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Ratios of the rounds, each a pair that ran one after the other: what a busy neighbour does to
 * one of them it mostly does to the other, too.
 * @param {readonly number[]} subject @param {readonly number[]} control
 */
export function ratios(subject, control) {
  return spread(subject.map((value, round) => value / (control[round] ?? Number.NaN)));
}

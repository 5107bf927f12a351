import { median } from '../support/statistics.mjs';
import { textTable } from '../support/text-table.mjs';

/**
 * @typedef {object} Series one figure at each size
 * @property {string} name
 * @property {string} unit
 * @property {number[][]} rounds of each size, its rounds
 * @property {number} [ratioMost] goal: the largest size ÷ the smallest
 * @property {number} [most] goal: at the largest size
 */

/** The goal of what a command costs: as much in a large log as in a small one. */
export const RATIO_MOST = 1.1;

/**
 * Each figure at each size (median of the rounds), and the largest size ÷ the smallest: the median
 * of the rounds' own ratios, whose sides ran one after the other.
 * @param {readonly number[]} sizes events @param {readonly Series[]} all
 */
export function growthTable(sizes, all) {
  const head = ['', 'unit', ...sizes.map(events), 'last ÷ first', 'goal', ''];
  return textTable(head, all.map(rowOf)).join('\n');
}

/** @param {Series} series */
export function growthOf({ rounds }) {
  const [first = []] = rounds;
  const last = rounds.at(-1) ?? [];
  const ratios = last.map((value, round) => value / (first[round] ?? Number.NaN));
  return { ratio: median(ratios), atLast: median(last) };
}

/** @param {Series} series */
function rowOf(series) {
  const { name, unit, rounds, ratioMost, most } = series;
  const { ratio, atLast } = growthOf(series);
  const goal = [
    ...(ratioMost === undefined ? [] : [{ text: `ratio ≤ ${ratioMost}`, ok: ratio <= ratioMost }]),
    ...(most === undefined ? [] : [{ text: `≤ ${most} ${unit}`, ok: atLast <= most }]),
  ];
  const verdict = goal.length === 0 ? '' : goal.every(({ ok }) => ok) ? 'reached' : 'not reached';
  return [
    name,
    unit,
    ...rounds.map((values) => figure(median(values))),
    ratio.toFixed(2),
    goal.map(({ text }) => text).join(', '),
    verdict,
  ];
}

const figure = (/** @type {number} */ n) => n.toFixed(n < 10 ? 2 : n < 1_000 ? 1 : 0);

/** `10k`, `1M`. @param {number} n */
export function events(n) {
  if (n % 1_000_000 === 0) return `${n / 1_000_000}M`;
  return n % 1_000 === 0 ? `${n / 1_000}k` : String(n);
}

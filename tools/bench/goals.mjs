import { textTable } from './support/text-table.mjs';

/** @typedef {import('./support/report.mjs').Summary} Summary */

/**
 * @typedef {object} Goal
 * @property {string} goal
 * @property {string} scenario that measures it
 * @property {string} before what it was when the goal was set
 * @property {number} least
 * @property {number} aim
 * @property {boolean} [low] less is better
 * @property {(summary: Summary) => number} of
 */

const ratio = (/** @type {Summary} */ { ratio: { median } }) => median;
const kilobytes = (/** @type {Summary} */ { subject }) =>
  subject.writtenBytesPerOperation.median / 1_000;
const tail = (/** @type {Summary} */ { subject: { p50Ms, p99Ms } }) =>
  (p99Ms?.median ?? Number.NaN) / (p50Ms?.median ?? Number.NaN);

/** @type {readonly Goal[]} */
const GOALS = [
  {
    goal: 'command C64, one context ÷ echo',
    scenario: 'command-project-c64',
    ...{ before: '0.44–0.48', least: 0.65, aim: 0.75, of: ratio },
  },
  {
    goal: 'command C64, whole purchase ÷ echo',
    scenario: 'command-purchase-c64',
    ...{ before: '0.05–0.07', least: 0.22, aim: 0.3, of: ratio },
  },
  {
    goal: 'kB written per purchase command',
    scenario: 'command-purchase-c64',
    ...{ before: '159–224', least: 35, aim: 20, low: true, of: kilobytes },
  },
  {
    goal: 'append W64 ÷ raw log',
    scenario: 'append-w64',
    ...{ before: '0.56–0.66', least: 0.8, aim: 0.9, of: ratio },
  },
  {
    goal: 'append W64, p99 ÷ p50',
    scenario: 'append-w64',
    ...{ before: '6.4', least: 3, aim: 2, low: true, of: tail },
  },
  {
    goal: 'live ledger projection ÷ read + parse',
    scenario: 'project-ledger',
    ...{ before: '0.13', least: 0.4, aim: 0.6, of: ratio },
  },
  {
    goal: 'rebuild ÷ read + parse',
    scenario: 'rebuild-ledger',
    ...{ before: '0.17', least: 0.7, aim: 0.9, of: ratio },
  },
  {
    goal: 'cold load of 100 events ÷ parse',
    scenario: 'load-100-cold',
    ...{ before: '5.7', least: 2.5, aim: 1.3, low: true, of: ratio },
  },
];

/**
 * The goals beside what was measured, those of the scenarios that were run.
 * @param {readonly Summary[]} summaries
 */
export function goalsTable(summaries) {
  const rows = GOALS.flatMap((goal) => {
    const summary = summaries.find(({ name }) => name === goal.scenario);
    return summary ? [rowOf(goal, goal.of(summary))] : [];
  });
  return textTable(['goal', 'before', 'at least', 'aim', 'measured', ''], rows).join('\n');
}

/** @param {Goal} goal @param {number} measured */
function rowOf({ goal, before, least, aim, low = false }, measured) {
  const bound = (/** @type {number} */ value) => `${low ? '≤ ' : ''}${value}`;
  const reaches = (/** @type {number} */ value) => (low ? measured <= value : measured >= value);
  const verdict = reaches(aim) ? 'aim reached' : reaches(least) ? 'reached' : 'not reached';
  return [goal, before, bound(least), bound(aim), measured.toFixed(2), verdict];
}

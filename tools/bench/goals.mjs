import { textTable } from './support/text-table.mjs';

/**
 * @typedef {import('./support/report.mjs').Summary} Summary
 * @typedef {import('./studies/study.mjs').Study} Study
 */

/**
 * @typedef {object} Goal
 * @property {string} goal
 * @property {string} scenario that measures it, or the study
 * @property {string} before what it was when the goal was set
 * @property {number} least
 * @property {number} [aim]
 * @property {boolean} [low] less is better
 * @property {(measured: any) => number} of a Summary, or a Study
 */

const ratio = (/** @type {Summary} */ { ratio: { median } }) => median;
const kilobytes = (/** @type {Summary} */ { subject }) =>
  subject.writtenBytesPerOperation.median / 1_000;
const tail = (/** @type {Summary} */ { subject: { p50Ms, p99Ms } }) =>
  (p99Ms?.median ?? Number.NaN) / (p50Ms?.median ?? Number.NaN);
const figure =
  (/** @type {string} */ name) =>
  (/** @type {Study} */ { figures }) =>
    figures[name] ?? Number.NaN;

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
  {
    goal: 'p99 of a command while any GET or export runs ÷ alone',
    scenario: 'command-while-reads',
    ...{ before: 'not measured', least: 2, low: true, of: ratio },
  },
  {
    goal: 'growth: CPU per command, largest log ÷ smallest',
    scenario: 'growth',
    ...{ before: '1.3', least: 1.1, low: true, of: figure('cpu') },
  },
  {
    goal: 'growth: bytes written per command, largest log ÷ smallest',
    scenario: 'growth',
    ...{ before: '1.8', least: 1.1, low: true, of: figure('written') },
  },
  {
    goal: '/v1/spend at the largest log, the slowest question, ms',
    scenario: 'growth',
    ...{ before: '440', least: 30, low: true, of: figure('spendMs') },
  },
  {
    goal: '/v1/events at the largest log, the slowest filter, ms',
    scenario: 'growth',
    ...{ before: '2,500', least: 50, low: true, of: figure('eventsMs') },
  },
  {
    goal: 'restart at the largest log, ms',
    scenario: 'growth',
    ...{ before: '1,900', least: 1_000, low: true, of: figure('startMs') },
  },
  {
    goal: 'resident memory of a soak with a heap of 256 MB, MB',
    scenario: 'soak',
    ...{ before: '1,400', least: 400, aim: 300, low: true, of: figure('peakMb') },
  },
  {
    goal: 'p99 of a soak, the end ÷ the beginning',
    scenario: 'soak',
    ...{ before: 'died', least: 1.2, low: true, of: figure('p99') },
  },
];

/**
 * The goals beside what was measured, those of the scenarios and studies that were run.
 * @param {readonly (Summary | Study)[]} results
 */
export function goalsTable(results) {
  const rows = GOALS.flatMap((goal) => {
    const found = results.find(({ name }) => name === goal.scenario);
    return found ? [rowOf(goal, goal.of(found))] : [];
  });
  return textTable(['goal', 'today', 'at least', 'aim', 'measured', ''], rows).join('\n');
}

/** @param {Goal} goal @param {number} measured */
function rowOf({ goal, before, least, aim, low = false }, measured) {
  const bound = (/** @type {number} */ value) => `${low ? '≤ ' : ''}${value}`;
  const reaches = (/** @type {number} */ value) => (low ? measured <= value : measured >= value);
  const reached = reaches(least) ? 'reached' : 'not reached';
  const verdict = aim !== undefined && reaches(aim) ? 'aim reached' : reached;
  const aimed = aim === undefined ? '' : bound(aim);
  return [goal, before, bound(least), aimed, measured.toFixed(2), verdict];
}

import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { ratios, spread } from './statistics.mjs';
import { textTable } from './text-table.mjs';

/**
 * @typedef {import('./types.mjs').Scenario} Scenario
 * @typedef {import('./types.mjs').Round} Round
 * @typedef {ReturnType<typeof summary>} Summary
 */

/** What a scenario's ratio is made of. @param {Scenario} scenario @param {Round} round */
function figureOf({ compare }, round) {
  if (compare === 'p50') return round.p50Ms ?? Number.NaN;
  if (compare === 'p99') return round.p99Ms ?? Number.NaN;
  const perSecond = round.operations / round.seconds;
  return compare === 'time' ? 1 / perSecond : perSecond;
}

/** @param {readonly Round[]} rounds */
function sideOf(rounds) {
  const each = (/** @type {(round: Round) => number} */ figure) => spread(rounds.map(figure));
  const [first] = rounds;
  return {
    perSecond: each((r) => r.operations / r.seconds),
    cpuUsPerOperation: each((r) => r.cpuUs / r.operations),
    writtenBytesPerOperation: each((r) => r.writtenBytes / r.operations),
    rssBytes: each((r) => r.rssBytes),
    ...(first?.p50Ms === undefined ? {} : { p50Ms: each((r) => r.p50Ms ?? 0) }),
    ...(first?.lagP99Ms === undefined ? {} : { lagP99Ms: each((r) => r.lagP99Ms ?? 0) }),
    ...(first?.p99Ms === undefined ? {} : { p99Ms: each((r) => r.p99Ms ?? 0) }),
  };
}

/**
 * @param {Scenario} scenario
 * @param {{ subject: Round[], control: Round[] }} results
 */
export function summary(scenario, results) {
  const { name, what, unit, target, compare = 'throughput' } = scenario;
  const subject = results.subject.map((round) => figureOf(scenario, round));
  const control = results.control.map((round) => figureOf(scenario, round));
  return {
    name,
    what,
    unit,
    compare,
    target,
    rounds: subject.length,
    ratio: ratios(subject, control),
    subject: { name: scenario.subject, ...sideOf(results.subject) },
    control: { name: scenario.control, ...sideOf(results.control) },
  };
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const small = (/** @type {number} */ n) => n.toFixed(n < 10 ? 2 : 1);

/** @param {Summary['subject']} side */
function rowOf(side) {
  const { perSecond: rate } = side;
  return [
    side.name,
    `${whole.format(rate.median)} (${whole.format(rate.min)}–${whole.format(rate.max)})`,
    side.p50Ms && side.p99Ms ? `${small(side.p50Ms.median)} / ${small(side.p99Ms.median)}` : '',
    small(side.cpuUsPerOperation.median),
    whole.format(side.writtenBytesPerOperation.median),
    whole.format(side.rssBytes.median / 2 ** 20),
  ];
}

const HEAD = ['contender', 'op/s (min–max)', 'p50 / p99 ms', 'CPU µs/op', 'written B/op', 'RSS MB'];

/** @param {readonly Summary[]} summaries @returns {string} */
export function table(summaries) {
  const [head, ...rows] = textTable(
    HEAD,
    summaries.flatMap((s) => [rowOf(s.subject), rowOf(s.control)]),
  );
  const parts = summaries.map((s, n) =>
    [
      `${s.name}: ${s.what}`,
      head,
      ...rows.slice(2 * n, 2 * n + 2),
      ratioLine(s),
      ...lagLine(s),
    ].join('\n'),
  );
  return parts.join('\n\n');
}

/** @param {Summary} s */
function lagLine({ subject, control }) {
  if (!subject.lagP99Ms || !control.lagP99Ms) return [];
  const sides = [subject, control].map(
    ({ name, lagP99Ms: lag }) =>
      `${name} ${small(lag?.median ?? 0)} (${small(lag?.min ?? 0)}–${small(lag?.max ?? 0)})`,
  );
  return [`projection lag p99 ms: ${sides.join(', ')}`];
}

const COMPARED = {
  throughput: 'throughput ÷ throughput',
  p50: 'p50 ÷ p50, lower is better',
  p99: 'p99 ÷ p99, lower is better',
  time: 'time ÷ time, lower is better',
};

/** @param {Summary} s */
function ratioLine(s) {
  const { median, min, max } = s.ratio;
  const of = COMPARED[s.compare];
  const target = s.target === undefined ? '' : `, target ${s.target}`;
  return `ratio ${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)}; ${of}${target})`;
}

/**
 * Writes the measurements and the machine's description under bench/results/.
 * @param {string} root
 * @param {readonly (Summary | import('../studies/study.mjs').Study)[]} scenarios
 * @returns {Promise<string>} path from the root
 */
export async function save(root, scenarios) {
  const at = new Date().toISOString();
  const folder = join('bench', 'results');
  await mkdir(join(root, folder), { recursive: true });
  const machine = {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
  const path = join(folder, `${at.slice(0, 19).replaceAll(':', '')}.json`);
  const result = { at, commit: commitOf(root), machine, scenarios };
  await writeFile(join(root, path), `${JSON.stringify(result, null, 2)}\n`);
  return path;
}

/** @param {string} root */
function commitOf(root) {
  try {
    const args = ['rev-parse', '--short', 'HEAD'];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

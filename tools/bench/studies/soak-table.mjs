import { quantile } from '../support/statistics.mjs';
import { textTable } from '../support/text-table.mjs';

/**
 * @typedef {object} Part one tenth of a run
 * @property {number} seconds
 * @property {readonly number[]} latencies of its commands, in ms
 * @property {import('./measured-server.mjs').Usage} usage at its end, since the start
 */

const HEAD = [
  ...['tenth', 'command/s', 'p50 ms', 'p99 ms'],
  ...['CPU ms/command', 'written kB/command', 'RSS MB', 'heap MB'],
];

/** @param {readonly Part[]} parts @param {import('./measured-server.mjs').Usage} start */
export function soakTable(parts, start) {
  return textTable(
    HEAD,
    parts.map((part, n) => rowOf(n, part, parts[n - 1]?.usage ?? start)),
  );
}

/** @param {number} n @param {Part} part @param {Part['usage']} before */
function rowOf(n, { seconds, latencies, usage }, before) {
  const commands = latencies.length;
  return [
    String(n + 1),
    (commands / seconds).toFixed(0),
    quantile(latencies, 0.5).toFixed(1),
    quantile(latencies, 0.99).toFixed(1),
    ((usage.cpuUs - before.cpuUs) / 1_000 / commands).toFixed(2),
    ((usage.writtenBytes - before.writtenBytes) / 1_000 / commands).toFixed(1),
    megabytes(usage.rssBytes).toFixed(0),
    megabytes(usage.heapBytes).toFixed(0),
  ];
}

const megabytes = (/** @type {number} */ bytes) => bytes / 2 ** 20;

/** Tenths that are compared at either end; the first one warms up, and is not among them. */
const ENDS = 3;

/**
 * Whether the end is as the beginning: the last tenths against the first ones after the first.
 * Memory is compared as it was at the ends of tenths; `peakMb` is the most that there ever was.
 * @param {readonly Part[]} parts
 */
export function flatness(parts) {
  const begin = parts.slice(1, 1 + ENDS);
  const end = parts.slice(-ENDS);
  const over = (/** @type {(part: readonly Part[]) => number} */ of) => of(end) / of(begin);
  const at = (/** @type {number} */ q) => (/** @type {readonly Part[]} */ some) =>
    quantile(
      some.flatMap(({ latencies }) => [...latencies]),
      q,
    );
  const highest = (/** @type {readonly Part[]} */ some) =>
    Math.max(...some.map(({ usage }) => usage.rssBytes));
  return {
    p50: over(at(0.5)),
    p99: over(at(0.99)),
    rss: over(highest),
    peakMb: megabytes(Math.max(...parts.map(({ usage }) => usage.peakBytes))),
  };
}

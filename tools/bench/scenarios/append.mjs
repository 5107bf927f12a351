import { openSqliteEventStore } from '@tamani/sqlite';
import { join } from 'node:path';
import { RawLog } from '../support/raw-log.mjs';
import { eventMaker, seeded } from '../support/seeded.mjs';
import { quantile } from '../support/statistics.mjs';

/** @typedef {import('../support/types.mjs').Contender} Contender */

const STREAMS = 10_000;
const ROUND_MS = 2_000;

/**
 * `writers` loops for the time of a round, each of which waits for one append before its next.
 * @param {number} writers
 * @param {(writer: number) => Promise<unknown>} append
 */
async function write(writers, append) {
  const until = performance.now() + ROUND_MS;
  /** @type {number[]} */
  const latencies = [];
  const writer = async (/** @type {number} */ number) => {
    for (let now = performance.now(); now < until;) {
      await append(number);
      const then = performance.now();
      latencies.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
  return {
    operations: latencies.length,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}

/**
 * Each writer keeps to its own share of the streams, so that no append is in conflict.
 * @param {number} writers
 */
function work(writers) {
  const draw = seeded(20_260_701);
  const newEvent = eventMaker(draw);
  /** @type {Map<string, bigint>} */
  const revisions = new Map();
  return (/** @type {number} */ writer) => {
    const share = Math.floor(draw() * (STREAMS / writers));
    const stream = `bench.Line-${share * writers + writer}`;
    const last = revisions.get(stream);
    revisions.set(stream, (last ?? -1n) + 1n);
    return { stream, expected: last ?? /** @type {const} */ ('no_stream'), event: newEvent() };
  };
}

/** @param {number} writers */
const tamani = (writers) => async (/** @type {string} */ folder) => {
  const store = openSqliteEventStore({ file: join(folder, 'events.db') });
  const next = work(writers);
  return {
    round: () =>
      write(writers, (writer) => {
        const { stream, expected, event } = next(writer);
        return store.append(stream, [event], expected);
      }),
    close: () => store.close(),
  };
};

/** @param {number} writers */
const rawLog = (writers) => async (/** @type {string} */ folder) => {
  const log = await RawLog.open(join(folder, 'raw.log'));
  const next = work(writers);
  return {
    round: () =>
      write(writers, (writer) => {
        const { stream, expected, event } = next(writer);
        return log.append(
          `${stream} ${expected} ${event.id} ${event.type} ${event.data}${event.meta}\n`,
        );
      }),
    close: () => log.close(),
  };
};

/** @type {Record<string, (folder: string) => Promise<Contender>>} */
export const contenders = {
  'tamani W1': tamani(1),
  'raw log W1': rawLog(1),
  'tamani W64': tamani(64),
  'raw log W64': rawLog(64),
};

const module = new URL(import.meta.url);

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'append-w1',
    what: 'one writer; control: a raw log, one write and one fdatasync an append',
    module,
    subject: 'tamani W1',
    control: 'raw log W1',
    unit: 'append',
    compare: 'p50',
    target: 1.2,
  },
  {
    name: 'append-w64',
    what: '64 writers, 10,000 streams; control: a raw log with asynchronous group fdatasync',
    module,
    subject: 'tamani W64',
    control: 'raw log W64',
    unit: 'append',
    target: 0.8,
  },
];

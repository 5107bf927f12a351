import { systemClock, systemIds } from '@tamani/kernel';
import { reportingContext } from '@tamani/reporting';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fill } from '../support/budget-lines.mjs';

/** @typedef {import('../support/types.mjs').Contender} Contender */

const LINES = 100;
const EVENTS = 100;
const PAGE = 1_000;

const silent = () => undefined;
const ledger = ledgerOf(reportingContext.readModels);

/** @param {readonly import('@tamani/runtime').AnyReadModel[]} models */
function ledgerOf(models) {
  const found = models.find(({ name }) => name === 'ledger');
  if (!found) throw new Error('reporting has no ledger');
  return found;
}

/** A log of budget lines, and a runtime with only reporting on its own read store. */
async function reporting(/** @type {string} */ folder) {
  const store = openSqliteEventStore({ file: join(folder, 'events.db'), synchronous: 'off' });
  await fill(store, { lines: LINES, events: EVENTS });
  const bus = openSqliteBus({ file: join(folder, 'bus.db') });
  const on = (/** @type {string} */ name) => {
    const reads = openSqliteReadStore({ file: join(folder, name) });
    const log = { info: silent, warn: silent, error: console.error };
    const ports = { store, bus, reads, clock: systemClock, ids: systemIds, log };
    return { reads, runtime: new Runtime(ports, [reportingContext], { soleWriter: true }) };
  };
  const close = async () => {
    await bus.close();
    await store.close();
  };
  return { store, on, close };
}

/** Projects the whole log into an empty read store, as a projector does. */
async function project(/** @type {Awaited<ReturnType<typeof reporting>>} */ { store, on }) {
  const { reads, runtime } = on('read.db');
  await runtime.start();
  const position = await store.head();
  const done = await runtime.waitFor('reporting', ledger, { position, timeoutMs: 120_000 });
  if (!done) throw new Error('the projector did not catch up');
  await runtime.stop();
  await reads.close();
}

/** @type {Record<string, (folder: string) => Promise<Contender>>} */
export const contenders = {
  async projector(folder) {
    const system = await reporting(folder);
    return {
      async round() {
        for (const end of ['', '-wal', '-shm', '.lock']) {
          await rm(join(folder, `read.db${end}`), { force: true });
        }
        await project(system);
        return { operations: LINES * EVENTS };
      },
      close: system.close,
    };
  },
  async rebuild(folder) {
    const system = await reporting(folder);
    await project(system);
    const { reads, runtime } = system.on('read.db');
    await runtime.prepare();
    return {
      async round() {
        const targets = [{ context: 'reporting', model: ledger }];
        const [report] = await runtime.rebuild(targets, { replace: false });
        if (!report || report.different + report.missing + report.extra > 0) {
          throw new Error('the rebuilt ledger differs');
        }
        return { operations: LINES * EVENTS };
      },
      async close() {
        await reads.close();
        await system.close();
      },
    };
  },
  async 'read and parse'(folder) {
    const system = await reporting(folder);
    return {
      async round() {
        let count = 0;
        for (let after = 0n, atHead = false; !atHead;) {
          const page = await system.store.readAll({ after, limit: PAGE });
          for (const { data, meta } of page.events) {
            JSON.parse(data);
            JSON.parse(meta);
          }
          count += page.events.length;
          after = page.next;
          atHead = page.atHead;
        }
        return { operations: count };
      },
      close: system.close,
    };
  },
};

const module = new URL(import.meta.url);
const control = 'read and parse';
const log = `a log of ${LINES * EVENTS} events of budget lines`;

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'project-ledger',
    what: `the projector of the ledger over ${log}; control: reading and parsing the log`,
    module,
    subject: 'projector',
    control,
    unit: 'event',
    target: 0.4,
  },
  {
    name: 'rebuild-ledger',
    what: `tamani rebuild of the ledger, compared with the live one, over ${log}; same control`,
    module,
    subject: 'rebuild',
    control,
    unit: 'event',
    target: 0.9,
  },
];

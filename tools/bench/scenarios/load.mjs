import { systemClock } from '@tamani/kernel';
import { CommandHandler } from '@tamani/runtime';
import { openSqliteEventStore } from '@tamani/sqlite';
import { join } from 'node:path';
import { budgetLine, fill, historyOf } from '../support/budget-lines.mjs';

/** @typedef {import('../support/types.mjs').Contender} Contender */

const LINES = 1_000;
const EVENTS = 100;

/** @type {Record<string, (folder: string) => Promise<Contender>>} */
export const contenders = {
  async tamani(folder) {
    const store = openSqliteEventStore({ file: join(folder, 'events.db'), synchronous: 'off' });
    const ids = await fill(store, { lines: LINES, events: EVENTS });
    const { decider } = budgetLine();
    return {
      async round() {
        // A handler that has seen nothing yet: no state is in its cache.
        const commands = new CommandHandler({ store, clock: systemClock });
        for (const id of ids) {
          const loaded = await commands.load(decider, id);
          if (loaded?.revision !== BigInt(EVENTS - 1)) throw new Error(`${id} is not whole`);
        }
        return { operations: ids.length };
      },
      close: () => store.close(),
    };
  },
  async parse() {
    const histories = Array.from({ length: LINES }, (_, line) => historyOf(line + 1, EVENTS));
    return {
      async round() {
        let fields = 0;
        for (const { events } of histories) {
          for (const { data, meta } of events) {
            fields += Object.keys(JSON.parse(data)).length + Object.keys(JSON.parse(meta)).length;
          }
        }
        if (fields === 0) throw new Error('nothing parsed');
        return { operations: histories.length };
      },
      close: async () => undefined,
    };
  },
};

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'load-100-cold',
    what: `budget lines of ${EVENTS} events, none in the cache; control: JSON.parse of the same`,
    module: new URL(import.meta.url),
    subject: 'tamani',
    control: 'parse',
    unit: 'line',
    compare: 'time',
    target: 1.3,
  },
];

import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../support/serve.mjs';
import { Load } from '../load/api-load.mjs';
import { listsOf } from '../studies/growth-reads.mjs';
import { contexts, modules, prepare, USERS } from './command-purchase.mjs';

/** Few: what is measured is how long a command waits for a read, not for the other commands. */
const CONNECTIONS = 4;
const ROUND_MS = 5_000;
/** Purchases in the log before the first round. */
const FILL = 100;
/** Between two reads: a person, or a job that takes one list after the other. */
const BETWEEN_MS = 5;
const READER = 'administrator';

const tamani = (/** @type {string} */ folder) => serve(folder, { contexts, modules });

/** @type {Record<string, (folder: string) => Promise<import('../support/types.mjs').Contender>>} */
export const contenders = { 'while reads run': tamani, alone: tamani };

/** @type {Map<string, { load: Load, paths: string[] }>} */
const loads = new Map();

/** @param {string} address */
async function opened(address) {
  const users = [...USERS, READER];
  const load = await Load.open(address, { users, connections: CONNECTIONS, echo: false }, prepare);
  await load.complete({ count: FILL, atOnce: CONNECTIONS });
  const api = JSON.parse(await (await fetch(`${address}/openapi.json`)).text());
  return { load, paths: [...listsOf(api), '/v1/spend'] };
}

/**
 * Every list, as a page and as an export of all of it, one after the other, until it is stopped.
 * @param {string} address @param {{ load: Load, paths: readonly string[] }} of
 * @param {AbortSignal} signal
 */
async function readAll(address, { load, paths }, signal) {
  const authorization = `Bearer ${load.api.tokens.get(READER)}`;
  for (let n = 0; !signal.aborted; n++) {
    const path = paths[n % paths.length];
    for (const accept of ['application/json', 'text/csv']) {
      const answer = await fetch(`${address}${path}`, { headers: { authorization, accept } });
      const { byteLength } = await answer.arrayBuffer();
      if (!answer.ok || byteLength === 0) throw new Error(`GET ${path}: ${answer.status}`);
      await pause(BETWEEN_MS);
    }
  }
}

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'command-while-reads',
    what: '4 connections, purchases, while every list is read and exported; control: no reads',
    module: new URL(import.meta.url),
    subject: 'while reads run',
    control: 'alone',
    unit: 'command',
    compare: 'p99',
    target: 2,
    async drive(address, side) {
      const open = loads.get(side) ?? (await opened(address));
      loads.set(side, open);
      const end = new AbortController();
      const reads = side === 'alone' ? undefined : readAll(address, open, end.signal);
      const round = await open.load
        .round({ journeys: CONNECTIONS, milliseconds: ROUND_MS })
        .finally(() => end.abort());
      await reads;
      return round;
    },
    done: () => {
      for (const { load } of loads.values()) load.close();
    },
  },
];

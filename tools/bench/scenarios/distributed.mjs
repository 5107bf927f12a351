import { join } from 'node:path';
import { DistributedSystem } from '../../../apps/e2e/dist/system/distributed-system.js';
import { startEngines } from '../../engines/engines.mjs';
import { Load } from '../load/api-load.mjs';
import { LagProbe } from '../load/lag-probe.mjs';
import { usageOf } from '../support/process-usage.mjs';
import { serve } from '../support/serve.mjs';
import { contexts, modules, prepare, USERS } from './command-purchase.mjs';

/** Fewer than of the embedded scenario: eleven processes and three servers share the machine. */
const CONNECTIONS = 32;
const JOURNEYS = 64;
const ROUND_MS = 8_000;

/**
 * Five services of two replicas, the gateway, and their servers on data of their own: the event
 * store's double with each append on the disk, as a server has it.
 * @param {string} folder
 */
async function distributed(folder) {
  const { engines, env, stop } = await startEngines({ synchronous: 'full' });
  Object.assign(process.env, env);
  const system = await DistributedSystem.of(join(folder, 'shared'), {});
  system.up();
  while (!(await system.isReady().catch(() => false)))
    await new Promise((resolve) => setTimeout(resolve, 100));
  const servers = Object.entries(engines).map(([name, { pid }]) => ({ name, pid }));
  const processes = [...system.processes, ...servers];
  const usage = async () => {
    const all = await Promise.all(processes.map(({ pid }) => usageOf(pid)));
    const sum = (/** @type {(one: typeof all[number]) => number} */ of) =>
      all.reduce((total, one) => total + of(one), 0);
    await shares(processes);
    return {
      cpuUs: sum((one) => one.cpuUs),
      rssBytes: sum((one) => one.rssBytes),
      writtenBytes: sum((one) => one.writtenBytes),
    };
  };
  const close = async () => {
    await system.dispose();
    await stop();
  };
  return { address: system.url, usage, close };
}

/** @type {Map<string, number>} */
const before = new Map();

/**
 * Says which process has had how much of the processors since the last time: where the time goes.
 * @param {readonly { name: string, pid: number }[]} processes
 */
async function shares(processes) {
  /** @type {Map<string, number>} */
  const used = new Map();
  for (const { name, pid } of processes)
    used.set(name, (used.get(name) ?? 0) + (await usageOf(pid)).cpuUs);
  const spent = [...used].map(([name, us]) => ({ name, us: us - (before.get(name) ?? 0) }));
  for (const [name, us] of used) before.set(name, us);
  const total = spent.reduce((sum, { us }) => sum + us, 0);
  const parts = spent.map(({ name, us }) => `${name} ${Math.round((100 * us) / total)} %`);
  process.stderr.write(`processor time since the last look: ${parts.join(', ')}\n`);
}

/** @type {Record<string, (folder: string) => Promise<import('../support/types.mjs').Contender>>} */
export const contenders = {
  distributed,
  embedded: (folder) => serve(folder, { contexts, modules }),
};

/** @type {Map<string, { load: Load, probe: LagProbe }>} */
const driven = new Map();

/** @param {string} address */
async function open(address) {
  const how = { users: USERS, connections: CONNECTIONS, echo: false };
  const load = await Load.open(address, how, prepare);
  const token = load.api.tokens.get('requisitioner') ?? '';
  const headers = { authorization: `Bearer ${token}` };
  const path = '/v1/budget-lines?limit=1';
  const { text } = await load.api.pool.request({ method: 'GET', path, headers });
  return { load, probe: new LagProbe(address, token, JSON.parse(text).data[0].id) };
}

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'distributed-purchase-c32',
    what: '32 connections, purchases, five services of two replicas on their servers; control: embedded',
    module: new URL(import.meta.url),
    subject: 'distributed',
    control: 'embedded',
    unit: 'command',
    async drive(address, side) {
      const { load, probe } = driven.get(side) ?? (await open(address));
      driven.set(side, { load, probe });
      const [round, lagP99Ms] = await Promise.all([
        load.round({ journeys: JOURNEYS, milliseconds: ROUND_MS }),
        probe.run(ROUND_MS),
      ]);
      return { ...round, lagP99Ms };
    },
    done: () => {
      for (const { load, probe } of driven.values()) {
        load.close();
        probe.close();
      }
    },
  },
];

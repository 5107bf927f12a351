import { ok, systemClock, systemIds, type Decider } from '@tamani/kernel';
import {
  aggregate,
  aggregateReadModel,
  Corruptions,
  reaction,
  Runtime,
  send,
  type ContextDefinition,
  type RuntimeOptions,
  type RuntimePorts,
  type RuntimeSettings,
} from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { join } from 'node:path';
import { z } from 'zod';

interface Added {
  readonly type: 'Added';
  readonly data: { readonly amount: number };
}
interface Add {
  readonly type: 'Add';
  readonly amount: number;
}
type CounterDecider = Decider<number, Add, Added>;

const adding = (category: string): CounterDecider => ({
  category,
  events: { Added: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) } },
  initial: 0,
  decide: ({ amount }) => ok([{ type: 'Added', data: { amount } }]),
  evolve: (sum, { data }) => sum + data.amount,
});

const sumsOf = (name: string, decider: CounterDecider) =>
  aggregateReadModel({
    name,
    version: 1,
    context: 'counting',
    decider,
    fields: { sum: 'integer' },
    indexes: [['sum']],
    values: (sum: number) => ({ sum }),
  });

const counter = adding('counting.Counter');
const echo = adding('counting.Echo');
export const counters = aggregate(counter);
const topic = 'counting.events.v1';

/** Each amount is added to the counter's echo as well, by a message: what is lost is seen. */
const echoing = reaction<{ 'counting.Added.v1': { id: string; amount: number } }>({
  name: 'echoing',
  context: 'counting',
  topic,
  key: ({ id }) => id,
  on: { 'counting.Added.v1': ({ id, amount }) => [send(echo, id, { type: 'Add', amount })] },
});

/** Counters, their echoes and a list of each. */
export const counting: ContextDefinition = {
  name: 'counting',
  aggregates: [counters, aggregate(echo)],
  translate: ({ type, data, stream }) => {
    const [category = '', id = ''] = stream.split(/-(.*)/);
    if (type !== 'Added' || category !== counter.category) return [];
    return [{ type: 'counting.Added.v1', key: id, data: { id, ...(data as Added['data']) } }];
  },
  readModels: [sumsOf('sums', counter), sumsOf('echoes', echo)],
  reactions: [echoing],
  processes: [],
};

export interface Counting {
  readonly runtime: Runtime;
  add(id: string, amount: number): Promise<void>;
  close(): Promise<void>;
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Starts the counters on the files of a folder; nothing stays open when it cannot. */
export function startCounting(
  folder: string,
  settings: Partial<RuntimeSettings> = {},
): Promise<Counting> {
  const corruptions = new Corruptions();
  const onCorrupt = (error: Error): void => corruptions.note('bus', error);
  const open = async (keep: Keep) => ({
    store: keep(openSqliteEventStore({ file: join(folder, 'events.db') })),
    bus: keep(openSqliteBus({ file: join(folder, 'bus.db'), onCorrupt })),
    reads: keep(openSqliteReadStore({ file: join(folder, 'read.db') })),
  });
  return startOn(open, { soleWriter: true, owner: 'counting', corruptions, ...settings });
}

interface Engine {
  close(): Promise<void>;
}
type Keep = <E extends Engine>(engine: E) => E;
type Engines = Pick<RuntimePorts, 'store' | 'bus' | 'reads'>;

/** Starts the counters on any engines; each that was kept is closed at the end. */
export async function startOn(
  open: (keep: Keep) => Promise<Engines>,
  settings: RuntimeOptions,
): Promise<Counting> {
  const opened: Engine[] = [];
  const keep: Keep = (engine) => {
    opened.unshift(engine);
    return engine;
  };
  const closeEngines = async () => {
    for (const engine of opened) await engine.close();
  };
  try {
    const ports = { ...(await open(keep)), clock: systemClock, ids: systemIds, log: quiet };
    const runtime = new Runtime(ports, [counting], { projectionPauseMs: 1, ...settings });
    await runtime.start({ consume: true });
    const close = async () => {
      await runtime.stop();
      await closeEngines();
    };
    return { runtime, add: adder(runtime), close };
  } catch (error) {
    await closeEngines();
    throw error;
  }
}

const adder = (runtime: Runtime) => async (id: string, amount: number) => {
  const commandId = systemIds.next();
  const actor = { id: 'tester', roles: [] };
  const context = { commandId, requestHash: commandId, actor, correlationId: '', causationId: '' };
  await runtime.commands.execute(counters, id, { type: 'Add' as const, amount }, context);
};

type Sums = Readonly<Record<string, number>>;

async function listed({ runtime }: Counting, collection: string): Promise<Sums> {
  const { documents } = await runtime.ports.reads.find(collection, { limit: 1_000 });
  return Object.fromEntries(documents.map(({ key, doc }) => [key, Number(doc['sum'])]));
}

/** What its lists say, and what they should by its log. */
export async function answersOf(counted: Counting) {
  const { events } = await counted.runtime.ports.store.readAll({ after: 0n, limit: 5_000 });
  const logged: Record<string, number> = {};
  for (const { stream, data } of events) {
    const [category, id = ''] = stream.split(/-(.*)/);
    if (category !== counter.category) continue;
    logged[id] = (logged[id] ?? 0) + (JSON.parse(data) as Added['data']).amount;
  }
  const sums = await listed(counted, 'counting_sums_v1');
  return { logged, sums, echoes: await listed(counted, 'counting_echoes_v1') };
}

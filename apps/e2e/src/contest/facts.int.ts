import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEventStoreDb, type EventStoreDb } from '@tamani/eventstoredb';
import { decideBy, derivedId, ok, type Decider, type EventMeta } from '@tamani/kernel';
import type { EventStore, NewEvent } from '@tamani/ports';
import { aggregate, type CommandHandler } from '@tamani/runtime';
import { describeOn, esdbServer, serverOf } from '@tamani/testing';
import { z } from 'zod';
import { asking, replicaOf } from './contestant.js';

interface Added {
  readonly type: 'Added';
  readonly data: { readonly amount: number };
}
type Asked =
  | { readonly type: 'Add'; readonly amount: number }
  | { readonly type: 'Copy'; readonly from: string };
interface Facts {
  readonly Copy: { readonly sum: number };
}

/** A sum that can be added to, also what another one has. */
const sum: Decider<number, Asked, Added, Facts> = {
  category: 'contest.Sum',
  events: { Added: { schemaVersion: 1, data: z.strictObject({ amount: z.int() }) } },
  initial: 0,
  decide: decideBy<number, Asked, Added, Facts>({
    Add: ({ amount }) => ok([{ type: 'Added', data: { amount } }]),
    Copy: (_, __, facts) => ok([{ type: 'Added', data: { amount: facts.sum } }]),
  }),
  evolve: (state, { data }) => state + data.amount,
};
const sums = aggregate(sum, {
  Copy: async ({ from }, _, read) => ({ sum: (await read.state(sum, from)) ?? 0 }),
});

type Append = EventStore['append'];

/** A store with another append. */
const appending = (store: EventStore, append: Append): EventStore =>
  new Proxy(store, {
    get(target, name) {
      if (name === 'append') return append;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });

/** What once was: the ids of events depend on their command alone. */
const idsOfCommands = (store: EventStore): EventStore =>
  appending(store, (stream, events, expected) => {
    const renamed = events.map((event, at): NewEvent => {
      const { commandId } = JSON.parse(event.meta) as EventMeta;
      return { ...event, id: derivedId(commandId, String(at)) };
    });
    return store.append(stream, renamed, expected);
  });

/** Holds the first append back: whether it has come, and how to let it go. */
function heldBack(store: EventStore) {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  let come = (): void => undefined;
  const hasCome = new Promise<void>((resolve) => (come = resolve));
  const append: Append = async (...args) => {
    come();
    await gate;
    return store.append(...args);
  };
  return { store: appending(store, append), hasCome, letGo: () => letGo() };
}

const server = await serverOf(esdbServer);

describeOn(server, 'one command decided by two replicas on different facts', (at) => {
  const open: EventStoreDb[] = [];
  let stores: readonly [EventStoreDb, EventStoreDb];
  beforeAll(async () => {
    const namespace = `facts_${process.pid}_${Date.now()}`;
    const one = await openEventStoreDb({ url: at.address, namespace });
    open.push(one);
    const other = await openEventStoreDb({ url: at.address, namespace });
    open.push(other);
    stores = [one, other];
  });
  afterAll(async () => {
    for (const store of open) await store.close();
    await at.stop();
  });

  /** How somebody asks a replica; what comes of it. */
  const asker = (replica: CommandHandler) => async (id: string, command: Asked, as?: string) => {
    const result = await replica.execute(sums, id, command, asking(command, as));
    if (!result.ok) throw new Error(result.error.code);
    return result.value.state;
  };

  /** What the slow replica answers to a copy of 3, when the quick one has made one of 7. */
  async function answered(name: string, as: (store: EventStore) => EventStore) {
    const [source, copy] = [`${name}-source`, `${name}-copy`];
    const held = heldBack(as(stores[0]));
    const slow = asker(replicaOf(held.store));
    const quick = asker(replicaOf(as(stores[1])));
    await quick(source, { type: 'Add', amount: 3 });
    const command = { type: 'Copy', from: source } as const;
    const { commandId } = asking(command);
    const late = slow(copy, command, commandId);
    await held.hasCome;
    await quick(source, { type: 'Add', amount: 4 });
    const early = await quick(copy, command, commandId);
    held.letGo();
    const answers = [early, await late, await slow(copy, { type: 'Add', amount: 1 })];
    return { answers, events: (await stores[1].readStream(`contest.Sum-${copy}`)).length };
  }

  test('each of them answers what is in the log, and goes on from it', async () => {
    const { answers, events } = await answered('content', (store) => store);
    expect(answers).toEqual([7, 7, 8]);
    expect(events).toBe(2);
  });

  test('control: with ids of the command alone one answers what is not in the log', async () => {
    expect((await answered('command', idsOfCommands)).answers).toEqual([7, 3, 4]);
  });
});

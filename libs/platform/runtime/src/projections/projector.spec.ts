import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StaleWrite, StoreUnavailable, type ReadStore, type WriteBatch } from '@tamani/ports';
import {
  memoryShop,
  Models,
  until,
  withMembers,
  type MemoryShopOptions,
} from '../../testing/memory-shop.js';
import { allocateReference } from '../commands/references.js';
import type { RuntimePorts } from '../runtime-ports.js';
import { contextOf, till, tillAggregate, tills } from '../../testing/till-context.js';
import { AtWorkElsewhere } from '../workers/under-lease.js';
import { collectionName } from './collections.js';

type Stage = ReturnType<typeof memoryShop>;
let stages: Stage[] = [];
let models: Models;
const open = (options: MemoryShopOptions = {}): Stage => {
  const stage = memoryShop({ models, ...options });
  stages.push(stage);
  return stage;
};
beforeEach(() => {
  models = new Models();
});
afterEach(async () => {
  for (const { runtime } of stages) await runtime.stop();
  stages = [];
});

const TILLS = { context: 'shop', model: tills };
const collection = collectionName('shop', tills);
const fill = async ({ runtime }: Stage, count: number, key = 'k') => {
  for (let n = 0; n < count; n++) {
    const command = { type: 'PutIn', amount: n + 1 } as const;
    await runtime.commands.execute(tillAggregate, `t${n % 7}`, command, contextOf(`${key}${n}`));
  }
};
const balances = async ({ ports }: Stage) => {
  const { documents } = await ports.reads.find(collection, { limit: 100 });
  return Object.fromEntries(documents.map(({ key, doc }) => [key, doc['balance']]));
};
const expected = async ({ runtime }: Stage) => {
  const all: Record<string, unknown> = {};
  for (let n = 0; n < 7; n++)
    all[`t${n}`] = (await runtime.commands.load(till, `t${n}`))?.state.balance;
  return all;
};

/** Batches as a store without transactions leaves them when the process dies in the middle. */
const dyingIn = (step: (batch: WriteBatch) => WriteBatch, times: number) => {
  let left = times;
  return ((ports) => {
    const { reads } = ports;
    const commit: ReadStore['commit'] = async (batch) => {
      const isModel = batch.writes.some((write) => write.collection === collection);
      if (!isModel || left-- <= 0) return reads.commit(batch);
      await reads.commit(step(batch));
      throw new StoreUnavailable('died');
    };
    return { ...ports, reads: withMembers(reads, { commit }) };
  }) satisfies MemoryShopOptions['wrap'];
};

/** A store that forgets the position of each document, and takes every write. */
const withoutPositions = (ports: RuntimePorts): RuntimePorts => {
  const { reads } = ports;
  const load: ReadStore['load'] = async (name, keys) =>
    new Map(
      [...(await reads.load(name, keys))].map(([key, one]) => [key, { ...one, position: 0n }]),
    );
  const commit: ReadStore['commit'] = async ({ writes, checkpoint }) => {
    const taken = writes.map(async (write) => {
      const expected = (await reads.get(write.collection, write.key))?.position;
      return { ...write, expected };
    });
    await reads.commit({ writes: await Promise.all(taken), checkpoint });
  };
  return { ...ports, reads: withMembers(reads, { load, commit }) };
};
const someWritten = ({ writes }: WriteBatch): WriteBatch => ({ writes: writes.slice(0, 3) });
const withoutCheckpoint = ({ writes }: WriteBatch): WriteBatch => ({ writes });

describe('a projector that dies', () => {
  test.each([
    ['before its batch', () => ({ writes: [] })],
    ['between two documents', someWritten],
    ['between the documents and the checkpoint', withoutCheckpoint],
  ])('%s leaves the read model the fold of history', async (_, step) => {
    const stage = open({ wrap: dyingIn(step, 3) });
    await fill(stage, 40);
    await stage.runtime.start({ consume: true });
    await stage.runtime.settled();
    expect(await balances(stage)).toEqual(await expected(stage));
  });

  test('control: without the positions of documents the same batch counts twice', async () => {
    const dying = dyingIn(withoutCheckpoint, 1);
    const stage = open({ wrap: (ports) => dying(withoutPositions(ports)) });
    await fill(stage, 40);
    await stage.runtime.start({ consume: true });
    await stage.runtime.settled();
    const [seen, right] = [await balances(stage), await expected(stage)];
    expect(seen).not.toEqual(right);
    for (const [key, value] of Object.entries(right)) expect(seen[key]).toBe(2 * Number(value));
  });

  test('a concurrent writer of the same documents does no harm', async () => {
    let stale = 0;
    const warnings: string[] = [];
    const stage = open({
      wrap: (ports) => {
        const commit: ReadStore['commit'] = async (batch) => {
          const [one] = batch.writes;
          if (one?.collection === collection && stale++ < 2) {
            await ports.reads.commit({ writes: [one] });
            await expect(ports.reads.commit(batch)).rejects.toBeInstanceOf(StaleWrite);
            throw new StaleWrite('written meanwhile');
          }
          return ports.reads.commit(batch);
        };
        const log = { ...ports.log, warn: (message: string) => void warnings.push(message) };
        return { ...ports, log, reads: withMembers(ports.reads, { commit }) };
      },
    });
    await fill(stage, 40);
    await stage.runtime.start({ consume: true });
    await stage.runtime.settled();
    expect(warnings).toEqual([]);
    expect(stale).toBeGreaterThan(2);
    expect(await balances(stage)).toEqual(await expected(stage));
  });
});

describe('replicas', () => {
  test('one projects, the other waits; it takes over when the first stops', async () => {
    const [first, second] = [open(), open()];
    await first.runtime.start({ consume: true });
    await until(() => first.runtime.projectors[0]?.isActive === true);
    await second.runtime.start({ consume: true });
    await fill(second, 10);
    const position = await second.ports.store.head();
    const waiting = second.runtime.waitFor('shop', tills, { position, timeoutMs: 5_000 });
    expect(await waiting).toBe(true);
    expect(await balances(second)).toEqual(await expected(second));
    expect((await second.runtime.status()).projectors[0]).toMatchObject({
      active: false,
      lag: { events: 0, seconds: 0 },
    });
    await first.runtime.stop();
    await fill(second, 10, 'l');
    await until(() => second.runtime.projectors[0]?.isActive === true, 15_000);
    await second.runtime.settled();
    expect(await balances(second)).toEqual(await expected(second));
  });

  test('a position reached only by other streams counts as reached', async () => {
    const [first, second] = [open(), open()];
    await first.runtime.start({ consume: true });
    await fill(first, 3);
    await first.runtime.settled();
    for (let n = 0; n < 3; n++) {
      const asks = { context: 'other', prefix: 'REQ', year: 2026, forId: `d${n}` };
      await allocateReference(first.runtime.commands, asks);
    }
    const position = await second.ports.store.head();
    expect(await second.runtime.waitFor('shop', tills, { position, timeoutMs: 0 })).toBe(true);
    const beyond = { position: position + 1n, timeoutMs: 30 };
    expect(await second.runtime.waitFor('shop', tills, beyond)).toBe(false);
    expect(await first.runtime.waitFor('shop', tills, beyond)).toBe(false);
  });

  test('a rebuild is refused while a projector runs, and continues when it stops', async () => {
    const [first, second] = [open(), open()];
    await first.runtime.start({ consume: true });
    await fill(first, 20);
    await first.runtime.settled();
    const rebuild = () => second.runtime.rebuild([TILLS], { replace: true });
    await expect(rebuild()).rejects.toBeInstanceOf(AtWorkElsewhere);
    await expect(first.runtime.rebuild([TILLS], { replace: true })).rejects.toThrow('runs');
    await first.runtime.stop();
    expect(await rebuild()).toMatchObject([
      { documents: 7, different: 0, invalid: 0, replaced: false },
    ]);
  });
});

describe('a rebuild', () => {
  const planted = async () => {
    const stage = open();
    await stage.runtime.start({ consume: true });
    await fill(stage, 20);
    await stage.runtime.settled();
    await stage.runtime.stop();
    const live = models.reads.of(collection);
    const [first, second] = [...live.values()];
    if (!first || !second) throw new Error('no documents');
    live.set(first.key, { ...first, doc: { ...first.doc, balance: 1 } });
    live.delete(second.key);
    live.set('stray', { ...second, key: 'stray' });
    return { stage, first, second };
  };

  test('finds and repairs differing, missing and surplus documents', async () => {
    const { stage, first, second } = await planted();
    const [check] = await open().runtime.rebuild([TILLS], { replace: false });
    expect(check).toMatchObject({ different: 1, missing: 1, extra: 1, documents: 7 });
    const keys = [first.key, second.key, 'stray'].sort();
    expect(check?.examples.map(({ key }) => key)).toEqual(keys);
    const [mended] = await open().runtime.rebuild([TILLS], { replace: true });
    expect(mended?.replaced).toBe(true);
    expect(await balances(stage)).toEqual(await expected(stage));
    const collections = await stage.ports.reads.collections();
    expect(collections.filter((name) => name.includes('rebuilt'))).toEqual([]);
  });

  test('a crash while the live table is replaced leaves one that is refilled', async () => {
    await planted();
    let dropped = false;
    const dying = open({
      wrap: (ports) => {
        const drop: ReadStore['drop'] = async (name) => {
          await ports.reads.drop(name);
          if (name !== collection) return;
          dropped = true;
          throw new StoreUnavailable('died');
        };
        return { ...ports, reads: withMembers(ports.reads, { drop }) };
      },
    });
    await expect(dying.runtime.rebuild([TILLS], { replace: true })).rejects.toThrow('died');
    expect(dropped).toBe(true);
    const next = open();
    await next.runtime.start({ consume: true });
    await next.runtime.settled();
    expect(await balances(next)).toEqual(await expected(next));
  });
});

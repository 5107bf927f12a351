import { describe, expect, test } from '@jest/globals';
import { derivedId } from '@tamani/kernel';
import type { EventStore, LogItem } from '@tamani/ports';
import { memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { until, withMembers } from '../../testing/memory-shop.js';
import { LeasedWorker, pause } from './leased-worker.js';
import { logBatches, type LogBatch } from './log-batches.js';
import { PositionWatch } from './position-watch.js';
import { Turns } from './turns.js';
import { AtWorkElsewhere, underLease } from './under-lease.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

function working(leases = memoryReadStore().leases) {
  const log: string[] = [];
  const worker = (owner: string, fails = 0) => {
    let left = fails;
    return new LeasedWorker({
      name: 'w',
      owner,
      leases,
      leaseMs: 400,
      log: quiet,
      async work(_, signal) {
        log.push(owner);
        if (left-- > 0) throw new Error('not this time');
        while (!signal.aborted) await pause(5, signal);
      },
    });
  };
  return { worker, log, leases };
}

describe('a leased worker', () => {
  test('one works at a time; when it stops another takes over', async () => {
    const { worker, log } = working();
    const [a, b] = [worker('a'), worker('b')];
    a.start();
    await until(() => a.isActive);
    b.start();
    await pause(1_000, new AbortController().signal);
    expect([log, b.isActive]).toEqual([['a'], false]);
    await a.stop();
    await until(() => b.isActive);
    await b.stop();
    expect(log).toEqual(['a', 'b']);
  });

  test('a failed worker is restarted, and reports the reason until it progresses', async () => {
    const { worker, log } = working();
    const one = worker('a', 2);
    one.start();
    await until(() => one.lastError === 'not this time');
    await until(() => log.length === 3);
    one.succeeded();
    expect(one.lastError).toBeUndefined();
    await one.stop();
    expect(one.isStarted).toBe(false);
  });

  test('pauses longer after each failure without progress', async () => {
    const { leases } = memoryReadStore();
    const failing = (name: string, goesOn: boolean) => {
      const one: { starts: number; worker: LeasedWorker } = {
        starts: 0,
        worker: new LeasedWorker({
          ...{ name, owner: 'a', leases, leaseMs: 400, log: quiet },
          async work() {
            one.starts += 1;
            if (goesOn) one.worker.succeeded();
            throw new Error('again');
          },
        }),
      };
      one.worker.start();
      return one;
    };
    const [stuck, moving] = [failing('stuck', false), failing('moving', true)];
    await until(() => moving.starts >= 12);
    expect(stuck.starts).toBeLessThan(8);
    await Promise.all([stuck.worker.stop(), moving.worker.stop()]);
  });

  test('a failure here is cleared when another process has the lease', async () => {
    const { worker, leases } = working();
    const one = worker('a', 1_000);
    one.start();
    await until(() => one.lastError === 'not this time');
    for (let taken; !taken;) taken = await leases.acquire('w', 'other', 60_000);
    await until(() => one.lastError === undefined);
    await one.stop();
  });

  test('stops when the lease is lost or cannot be renewed', async () => {
    const taken = working({ ...memoryReadStore().leases, renew: async () => false });
    const loser = taken.worker('a');
    loser.start();
    await until(() => taken.log.length > 1);
    await loser.stop();
    const renew = async () => Promise.reject(new Error('store down'));
    const cutOff = working({ ...memoryReadStore().leases, renew });
    const lonely = cutOff.worker('a');
    lonely.start();
    await until(() => cutOff.log.length > 1);
    await lonely.stop();
  });
});

describe('a subscription that fails', () => {
  const { signal } = new AbortController();
  const event = (n: number) => ({ id: derivedId('e', `${n}`), type: 'T', data: '{}', meta: '{}' });

  /** What a reader is given before the error. */
  async function given(items: (memory: EventStore) => AsyncGenerator<LogItem>) {
    const memory = memoryEventStore();
    await memory.append('s.S-1', [event(1), event(2)], 'no_stream');
    const store = withMembers(memory, { subscribeAll: () => items(memory) });
    const batches: LogBatch[] = [];
    const reading = async () => {
      for await (const batch of logBatches(store, { after: 1n, signal })) batches.push(batch);
    };
    await expect(reading()).rejects.toThrow('broken off');
    return { batches, head: await memory.head() };
  }

  test('delivers first what it has read', async () => {
    const { batches, head } = await given(async function* (memory) {
      for await (const item of memory.subscribeAll({ after: 1n, signal })) {
        if (item.kind === 'caughtUp') throw new Error('broken off');
        yield item;
      }
    });
    expect(batches).toMatchObject([{ position: head, caughtUp: false, isLast: true }]);
    expect(batches[0]?.events).toHaveLength(2);
  });

  test('reports its progress over excluded events', async () => {
    const { batches } = await given(async function* () {
      yield { kind: 'checkpoint', position: 70n };
      yield { kind: 'checkpoint', position: 90n };
      throw new Error('broken off');
    });
    expect(batches).toEqual([{ events: [], position: 90n, caughtUp: false, isLast: true }]);
  });

  test('delivers nothing twice', async () => {
    const { batches } = await given(async function* () {
      yield { kind: 'caughtUp', position: 70n };
      throw new Error('broken off');
    });
    expect(batches).toEqual([{ events: [], position: 70n, caughtUp: true, isLast: false }]);
  });
});

test('work under a lease waits for a dead owner and refuses a live one', async () => {
  const { leases } = memoryReadStore();
  await leases.acquire('w', 'dead', 100);
  const request = { leases, name: 'w', owner: 'me', leaseMs: 120 };
  expect(await underLease(request, async ({ epoch }) => epoch)).toBe(2);
  const living = (await leases.acquire('w', 'living', 60_000)) ?? fail();
  await expect(underLease(request, async () => 0)).rejects.toBeInstanceOf(AtWorkElsewhere);
  await leases.release(living);
  expect(await underLease(request, async ({ owner }) => owner)).toBe('me');
});

const fail = (): never => {
  throw new Error('no lease');
};

test('work of one key is sequential, of different keys concurrent', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const step = (key: string, name: string, ms: number) =>
    turns.take(key, async () => {
      log.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, ms));
      log.push(`${name} out`);
      if (name === 'a1') throw new Error('a1 fails');
      return name;
    });
  const all = await Promise.allSettled([
    step('a', 'a1', 20),
    step('a', 'a2', 1),
    step('b', 'b1', 1),
  ]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(log).toEqual(['a1 in', 'b1 in', 'b1 out', 'a1 out', 'a2 in', 'a2 out']);
  await until(() => !turns.isBusy);
});

test('waiting for a position ends when it is reached, or at the timeout', async () => {
  const watch = new PositionWatch(3n);
  expect(await watch.wait(3n, 0)).toBe(true);
  expect(await watch.wait(9n, 10)).toBe(false);
  const waits = [watch.wait(5n, 5_000), watch.wait(7n, 20)];
  watch.advance(6n);
  expect(await Promise.all(waits)).toEqual([true, false]);
});

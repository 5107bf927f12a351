import { afterAll, afterEach, beforeEach, expect, it } from '@jest/globals';
import { describeOn, mongoServer, serverOf } from '@tamani/testing';
import { dropDatabase, freshNamespace } from '../testing/database.js';
import { openMongoReadStore, type MongoReadStore } from './index.js';

const found = await serverOf(mongoServer);
afterAll(() => found?.stop());

const TTL_MS = 10_000;
const NAME = 'projector.books';

/** A process: its store, its wall clock, and its monotonic one. */
interface Replica {
  readonly store: MongoReadStore;
  readonly clock: { wallMs: number; monotonicMs: number };
  ask(): Promise<boolean>;
}

describeOn(found, 'mongodb: leases of replicas whose clocks differ', ({ address: url }) => {
  let namespace = '';
  let replicas: Replica[] = [];
  beforeEach(() => {
    [namespace, replicas] = [freshNamespace('leases'), []];
  });
  afterEach(async () => {
    for (const { store } of replicas) await store.close();
    await dropDatabase(url, namespace);
  });

  const replica = async (owner: string, aheadMs = 0): Promise<Replica> => {
    const clock = { wallMs: 1_800_000_000_000 + aheadMs, monotonicMs: aheadMs };
    const clocks = { nowMs: () => clock.wallMs, monotonicMs: () => clock.monotonicMs };
    const store = await openMongoReadStore({ url, namespace, ...clocks });
    const ask = async (): Promise<boolean> =>
      (await store.leases.acquire(NAME, owner, TTL_MS)) !== undefined;
    const one = { store, clock, ask };
    replicas.push(one);
    return one;
  };
  const pass = (ms: number, ...of: readonly Replica[]): void => {
    for (const { clock } of of) [clock.wallMs, clock.monotonicMs] = [clock.wallMs + ms, ms];
  };

  it('neither a clock that is ahead nor opening takes a live lease', async () => {
    const one = await replica('one');
    expect(await one.ask()).toBe(true);
    const ahead = await replica('ahead', 45_000);
    expect(await ahead.ask()).toBe(false);
    for (let beats = 0; beats < 5; beats += 1) {
      ahead.clock.monotonicMs += TTL_MS - 1;
      expect(await ahead.ask()).toBe(false);
      expect(await one.ask()).toBe(true);
      // It sees that the owner lives, and waits for the whole time again.
      expect(await ahead.ask()).toBe(false);
    }
  });

  it('a lease that has not changed for its duration is free, whatever the clocks say', async () => {
    const one = await replica('one', 50_000);
    expect(await one.ask()).toBe(true);
    const behind = await replica('behind');
    expect(await behind.ask()).toBe(false);
    behind.clock.monotonicMs += TTL_MS - 1;
    expect(await behind.ask()).toBe(false);
    behind.clock.monotonicMs += 1;
    expect(await behind.ask()).toBe(true);
    // Control: the same for one who has not watched it.
    expect(await (await replica('third')).ask()).toBe(false);
  });

  it('a lease that expired long ago is free at once', async () => {
    const one = await replica('one');
    expect(await one.ask()).toBe(true);
    const later = await replica('later', TTL_MS + 60_000);
    expect(await later.ask()).toBe(false);
    pass(1, later);
    expect(await later.ask()).toBe(true);
    expect(await one.ask()).toBe(false);
  });
});

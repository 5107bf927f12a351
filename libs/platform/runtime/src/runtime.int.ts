import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { OutcomeUnknown, type EventStore } from '@tamani/ports';
import { Shop } from '../testing/shop.js';
import { contextOf, faults, till, tillAggregate, tills } from '../testing/till-context.js';
import type { ExecuteOptions } from './commands/command-handler.js';
import { CommandHandler } from './commands/command-handler.js';
import { allocateReference } from './commands/references.js';
import { collectionName } from './projections/collections.js';

describe('the runtime over SQLite files', () => {
  let at: Shop;
  beforeEach(() => {
    at = Shop.open();
  });
  afterEach(async () => {
    faults.clear();
    await at.dispose();
  });

  // eslint-disable-next-line max-params -- whom, what, which: each case reads as a sentence
  const putIn = (id: string, amount: number, key: string, options: ExecuteOptions = {}) =>
    at.runtime.commands.execute(
      tillAggregate,
      id,
      { type: 'PutIn', amount },
      contextOf(key),
      options,
    );
  const takeOut = (id: string, amount: number, key: string) =>
    at.runtime.commands.execute(tillAggregate, id, { type: 'TakeOut', amount }, contextOf(key));
  const mirrored = (amount: number, to: string, key: string) =>
    at.runtime.commands.execute(
      tillAggregate,
      'source',
      { type: 'PutIn', amount, mirrorTo: to },
      contextOf(key),
    );
  const balance = async (id: string) => (await at.runtime.commands.load(till, id))?.state.balance;

  test('200 concurrent commands on one stream: only as many succeed as the funds allow', async () => {
    await putIn('a', 100, 'start');
    const all = Array.from({ length: 200 }, (_, n) => takeOut('a', 1, `t${n}`));
    const results = await Promise.all(all);
    expect(results.filter((result) => result.ok)).toHaveLength(100);
    expect(results.filter((r) => !r.ok && r.error.code === 'till_is_short')).toHaveLength(100);
    expect(await balance('a')).toBe(0);
    const events = await at.ports.store.readStream('shop.Till-a', { limit: 500 });
    expect(events.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 101 }, (_, n) => BigInt(n)),
    );
  });

  test('ten times the same command at once: one effect, the same answer', async () => {
    const all = Array.from({ length: 10 }, () => putIn('a', 5, 'same'));
    const results = (await Promise.all(all)).map((result) => (result.ok ? result.value : null));
    expect(new Set(results.map((result) => result?.revision))).toEqual(new Set([0n]));
    expect(results.filter((result) => result?.replayed)).toHaveLength(9);
    expect(await balance('a')).toBe(5);
  });

  test('a retry after other commands and a restart gets the first result', async () => {
    await putIn('a', 5, 'first');
    await putIn('a', 7, 'second');
    at = await at.reopen();
    const again = await putIn('a', 5, 'first', { expect: 'new', ifMatch: 9n });
    expect(again).toMatchObject({
      ok: true,
      value: { replayed: true, revision: 0n, state: { balance: 5 } },
    });
    const other = at.runtime.commands.execute(
      tillAggregate,
      'a',
      { type: 'PutIn', amount: 6 },
      contextOf('first', 'another hash'),
    );
    expect(await other).toMatchObject({ ok: false, error: { code: 'idempotency_key_reused' } });
    expect(await balance('a')).toBe(12);
  });

  test('control: without remembered command ids a retry has a second effect', async () => {
    at = await at.reopen({ settings: { rememberCommandIds: false } });
    await putIn('a', 5, 'first');
    await takeOut('a', 1, 'other');
    await putIn('a', 5, 'first');
    expect(await balance('a')).not.toBe(4);
  });

  test('preconditions: new, existing, revision', async () => {
    const missing = await putIn('a', 1, 'x', { expect: 'existing' });
    expect(missing).toMatchObject({ ok: false, error: { code: 'not_found' } });
    await putIn('a', 1, 'y', { expect: 'new' });
    const twice = await putIn('a', 1, 'z', { expect: 'new' });
    expect(twice).toMatchObject({ ok: false, error: { code: 'already_exists' } });
    const stale = await putIn('a', 1, 'q', { ifMatch: 7n });
    expect(stale).toMatchObject({ ok: false, error: { code: 'revision_stale' } });
    expect((await putIn('a', 1, 'r', { ifMatch: 0n })).ok).toBe(true);
  });

  test('two handlers on one store decide each on what the other wrote', async () => {
    const { store, clock } = at.ports;
    const handlers = [0, 1].map(() => new CommandHandler({ store, clock }));
    await putIn('a', 50, 'start');
    const all = Array.from({ length: 100 }, (_, n) =>
      (handlers[n % 2] as CommandHandler).execute(
        tillAggregate,
        'a',
        { type: 'TakeOut', amount: 1 },
        contextOf(`w${n}`),
      ),
    );
    const results = await Promise.all(all);
    expect(results.filter((result) => result.ok)).toHaveLength(50);
    const events = await store.readStream('shop.Till-a', { limit: 500 });
    expect(events).toHaveLength(51);
  });

  test('an unknown outcome is retried with the same ids: one effect', async () => {
    let lost = 3;
    at = await at.reopen({
      wrap: (ports) => {
        const append: EventStore['append'] = async (...args) => {
          const appended = await ports.store.append(...args);
          if (lost-- > 0) throw new OutcomeUnknown('the reply was lost');
          return appended;
        };
        const store = Object.assign(Object.create(ports.store) as EventStore, { append });
        return { ...ports, store };
      },
    });
    expect((await putIn('a', 5, 'once')).ok).toBe(true);
    expect(await balance('a')).toBe(5);
  });

  test('references: without a gap, the same for the same document', async () => {
    const { commands } = at.runtime;
    const ids = ['d1', 'd2', 'd3', 'd1'];
    const reference = (year: number, forId: string) =>
      allocateReference(commands, { context: 'shop', prefix: 'REQ', year, forId });
    const all = await Promise.all(ids.map((id) => reference(2026, id)));
    expect(all).toEqual(['REQ-2026-0001', 'REQ-2026-0002', 'REQ-2026-0003', 'REQ-2026-0001']);
    expect(await reference(2027, 'd1')).toBe('REQ-2027-0001');
  });

  test('from the log to the read model, and to another aggregate over the bus', async () => {
    await at.runtime.start({ consume: true });
    for (let n = 0; n < 50; n++) await mirrored(2, `m${n % 5}`, `k${n}`);
    await at.runtime.settled();
    for (let n = 0; n < 5; n++) expect(await balance(`m${n}`)).toBe(20);
    const page = await at.ports.reads.find(collectionName('shop', tills), { limit: 100 });
    expect(page.documents.map(({ doc }) => doc['balance'])).toEqual([20, 20, 20, 20, 20, 100]);
  });

  test('redelivered messages have no second effect', async () => {
    await at.runtime.start({ consume: true });
    await mirrored(3, 'm', 'k');
    await at.runtime.settled();
    const runner = at.runtime.processRunners.find(({ group }) => group === 'shop.mirror');
    const seen: string[] = [];
    const consumer = await at.ports.bus.consume(
      'again',
      { topics: ['shop.events.v1'] },
      async (delivery) => {
        seen.push(delivery.id);
        for (let n = 0; n < 3; n++) await runner?.handle(delivery);
      },
    );
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await consumer.close();
    expect(await balance('m')).toBe(3);
  });

  test('a message that cannot be handled is parked with its followers; replay keeps the order', async () => {
    at = await at.reopen({ settings: { attemptsBeforeParking: 2 } });
    faults.set('m', () => {
      throw new TypeError('a fault of the code');
    });
    await at.runtime.start({ consume: true });
    await mirrored(1, 'm', 'k1');
    await mirrored(2, 'm', 'k2');
    await mirrored(4, 'other', 'k3');
    await at.runtime.settled();
    expect(await balance('other')).toBe(4);
    expect(await balance('m')).toBeUndefined();
    at = await at.reopen();
    const parked = await at.runtime.parked.list();
    expect(parked.map(({ key, reason }) => [key, reason])).toEqual([
      ['m', 'a fault of the code'],
      ['m', 'follows a parked message'],
    ]);
    faults.clear();
    expect(await at.runtime.parked.replay(parked[1]?.id ?? '')).toBe(2);
    expect(await balance('m')).toBe(3);
    expect(await at.runtime.parked.list()).toEqual([]);
    const events = await at.ports.store.readStream('shop.Till-m');
    expect(events.map(({ data }) => (JSON.parse(data) as { amount: number }).amount)).toEqual([
      1, 2,
    ]);
  });

  test('a rebuild equals the live model, finds a planted difference and repairs it', async () => {
    await at.runtime.start({ consume: true });
    for (let n = 0; n < 20; n++) await putIn(`t${n}`, n, `k${n}`);
    await at.runtime.settled();
    at = await at.reopen();
    const rebuild = async (replace: boolean) =>
      (await at.runtime.rebuild([{ context: 'shop', model: tills }], { replace }))[0];
    const same = { documents: 20, different: 0, missing: 0, extra: 0, replaced: false };
    expect(await rebuild(true)).toMatchObject(same);
    const collection = collectionName('shop', tills);
    const [live] = (await at.ports.reads.find(collection, { limit: 1 })).documents;
    if (!live) throw new Error('no document');
    const { key, position } = live;
    const doc = { ...live.doc, balance: 999 };
    const expected = position;
    await at.ports.reads.commit({ writes: [{ collection, key, doc, position, expected }] });
    expect(await rebuild(false)).toMatchObject({ ...same, different: 1 });
    expect(await rebuild(true)).toMatchObject({ ...same, different: 1, replaced: true });
    expect(await rebuild(true)).toMatchObject(same);
  });
});

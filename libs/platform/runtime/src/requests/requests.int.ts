import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { derivedId } from '@tamani/kernel';
import { StoreUnavailable, type ReadStore } from '@tamani/ports';
import { Shop } from '../../testing/shop.js';
import { contextOf, tillAggregate, type TillCommand } from '../../testing/till-context.js';
import type { RuntimePorts } from '../runtime-ports.js';

const REUSED = { ok: false, error: { code: 'idempotency_key_reused' } };
const KEPT = 'shop_requests_v1';

let at: Shop;
beforeEach(() => {
  at = Shop.open();
});
afterEach(() => at.dispose());

/** A request of its own: nothing else has caused its command. */
const putIn = (id: string, key: string) =>
  at.runtime.carryOut(tillAggregate, id, { type: 'PutIn', amount: 5 } as TillCommand, {
    ...contextOf(key),
    causationId: derivedId(key),
  });

const withReads = (reads: (of: ReadStore) => Partial<ReadStore>) => (ports: RuntimePorts) => ({
  ...ports,
  reads: Object.assign(Object.create(ports.reads) as ReadStore, reads(ports.reads)),
});

test('a request that was carried out is refused on every other stream', async () => {
  await at.runtime.start({ consume: true });
  expect(await putIn('a', 'one')).toMatchObject({ ok: true });
  expect(await putIn('b', 'one')).toMatchObject(REUSED);
  expect(await putIn('a', 'one')).toMatchObject({ ok: true, value: { replayed: true } });
  expect(await putIn('b', 'two')).toMatchObject({ ok: true, value: { replayed: false } });
});

test('also after a restart, and where it was written just before a crash', async () => {
  await at.runtime.start({ consume: true });
  await putIn('a', 'one');
  await at.runtime.settled();
  at = await at.reopen();
  // Not started: nothing is projected, as in the moment before a crash.
  await putIn('a', 'two');
  expect(await at.ports.reads.get(KEPT, derivedId('two'))).toBeUndefined();
  at = await at.reopen();
  await at.runtime.start({ consume: true });
  expect(await putIn('b', 'two')).toMatchObject(REUSED);
  expect(await putIn('b', 'one')).toMatchObject(REUSED);
  expect(await putIn('a', 'one')).toMatchObject({ ok: true, value: { replayed: true } });
});

test('control: without what is folded from the log a restart forgets it', async () => {
  await at.runtime.start({ consume: true });
  await putIn('a', 'one');
  at = await at.reopen({ wrap: withReads(() => ({ get: () => Promise.resolve(undefined) })) });
  await at.runtime.start({ consume: true });
  expect(await putIn('b', 'one')).toMatchObject({ ok: true });
});

test('requests alone are kept: not the commands that follow from them', async () => {
  await at.runtime.start({ consume: true });
  const mirrored = { type: 'PutIn', amount: 5, mirrorTo: 'b' } as const;
  const context = { ...contextOf('one'), causationId: derivedId('one') };
  await at.runtime.carryOut(tillAggregate, 'a', mirrored, context);
  await at.runtime.settled();
  const { documents } = await at.ports.reads.find(KEPT, { limit: 10 });
  expect(documents.map(({ key, doc }) => [key, doc])).toEqual([
    [derivedId('one'), { stream: 'shop.Till-a' }],
  ]);
});

test('writes go on while the read store is away, or does not answer', async () => {
  await at.runtime.start({ consume: true });
  await putIn('a', 'one');
  const away = () => Promise.reject(new StoreUnavailable('away'));
  for (const get of [away, () => new Promise<never>(() => undefined)]) {
    at = await at.reopen({ wrap: withReads(() => ({ get })) });
    await at.runtime.start({ consume: true });
    expect(await putIn('b', String(get))).toMatchObject({ ok: true });
  }
});

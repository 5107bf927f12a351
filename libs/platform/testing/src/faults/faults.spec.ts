import { expect, test } from '@jest/globals';
import type { BusMessage } from '@tamani/ports';
import { eventually } from '../contracts/suite.js';
import { newEvents, refusalOf } from '../contracts/event-store/event-store.harness.js';
import { fill, newDocument, sample } from '../contracts/read-store/read-store.harness.js';
import { memoryBus } from '../memory/memory-bus.js';
import { memoryEventStore } from '../memory/memory-event-store.js';
import { memoryReadStore } from '../memory/memory-read-store.js';
import { faultyBus } from './faulty-bus.js';
import { faultyEventStore } from './faulty-event-store.js';
import { faultyReadStore } from './faulty-read-store.js';

const nameOf = async (promise: Promise<unknown>) => (await refusalOf(promise))?.name;

test('an append fails before or after it is written; a retry finds its first try', async () => {
  const store = memoryEventStore();
  const { port, plan } = faultyEventStore(store, 1);
  const events = newEvents(2);
  const append = () => port.append('sample.Thing-1', events, 'no_stream');
  plan.next('refuse', 'loseRequest', 'loseAnswer');
  expect(await nameOf(append())).toBe('StoreUnavailable');
  expect(await nameOf(append())).toBe('OutcomeUnknown');
  expect(await store.readStream('sample.Thing-1')).toEqual([]);
  expect(await nameOf(append())).toBe('OutcomeUnknown');
  expect(await store.readStream('sample.Thing-1')).toHaveLength(2);
  expect(await append()).toMatchObject({ alreadyAppended: true });
  expect(plan.injected.map(({ fault }) => fault)).toEqual(['refuse', 'loseRequest', 'loseAnswer']);
});

test('reads fail and subscriptions end as planned', async () => {
  const { port, plan } = faultyEventStore(memoryEventStore(), 1);
  plan.next('refuseRead', 'refuseRead', 'endSubscription');
  expect(await nameOf(port.readStream('sample.Thing-1'))).toBe('StoreUnavailable');
  expect(await nameOf(port.readAll({ after: 0n, limit: 1 }))).toBe('StoreUnavailable');
  const { signal } = new AbortController();
  const items = port.subscribeAll({ after: 0n, signal })[Symbol.asyncIterator]();
  expect(await nameOf(items.next())).toBe('StoreUnavailable');
  expect(await port.readStream('sample.Thing-1')).toEqual([]);
});

test('the same seed fails in the same places, another elsewhere, none when off', async () => {
  const places = async (seed: number, on = true): Promise<number[]> => {
    const { port, plan } = faultyEventStore(memoryEventStore(), seed, { refuse: 0.3 });
    plan.on = on;
    const failed: number[] = [];
    for (let n = 0; n < 50; n += 1)
      if (await refusalOf(port.append(`sample.Thing-${n}`, newEvents(1), 'no_stream')))
        failed.push(n);
    return failed;
  };
  expect((await places(7)).length).toBeGreaterThan(3);
  expect(await places(7)).toEqual(await places(7));
  expect(await places(8)).not.toEqual(await places(7));
  expect(await places(7, false)).toEqual([]);
});

test('a bus publishes twice, delivers twice and forgets offsets, in order', async () => {
  const { port, plan } = faultyBus(memoryBus({ retryPauseMs: 1 }), 3, { delay: 0.5 });
  const messages: BusMessage[] = [1, 2, 3].map((n) => ({
    id: `m${n}`,
    type: 'sample.Happened.v1',
    key: 'k',
    data: '{}',
  }));
  plan.next('refusePublish', 'loseAnswer', 'publishTwice', 'deliverTwice', 'loseAck');
  expect(await nameOf(port.publish('sample', messages))).toBe('StoreUnavailable');
  expect(await nameOf(port.publish('sample', messages.slice(0, 1)))).toBe('OutcomeUnknown');
  await port.publish('sample', messages.slice(1));
  expect(await port.lag('group', ['sample'])).toBe(5);
  const handled: string[] = [];
  const consumer = await port.consume('group', { topics: ['sample'] }, async ({ id }) => {
    handled.push(id);
  });
  await eventually('all handled', async () => (await port.lag('group', ['sample'])) === 0);
  await consumer.close();
  expect(handled).toEqual(['m1', 'm1', 'm1', 'm2', 'm3', 'm2', 'm3']);
  expect(plan.injected.some(({ fault }) => fault === 'delay')).toBe(true);
});

test('a batch of documents is refused, torn or its answer lost', async () => {
  const reads = memoryReadStore();
  const { port, plan } = faultyReadStore(reads, 1);
  const collection = await sample(port);
  const writes = ['a', 'b', 'c'].map((key) => newDocument(collection, key));
  const commit = () => port.commit({ writes, checkpoint: { name: 'p', position: 1n } });
  const there = async () => [...(await reads.load(collection, ['a', 'b', 'c'])).keys()];
  plan.next('stale', 'refuse', 'tear');
  expect([await nameOf(commit()), await nameOf(commit())]).toEqual([
    'StaleWrite',
    'StoreUnavailable',
  ]);
  expect(await there()).toEqual([]);
  expect(await nameOf(commit())).toBe('StoreUnavailable');
  expect([await there(), await reads.checkpoint('p')]).toEqual([['a', 'b'], undefined]);
  expect(await nameOf(commit())).toBe('StaleWrite');
  plan.next('loseAnswer');
  expect(await nameOf(fill(port, collection, { c: {} }))).toBe('OutcomeUnknown');
  expect(await there()).toEqual(['a', 'b', 'c']);
});

test('a lease that cannot be renewed is free for another', async () => {
  const { port, plan } = faultyReadStore(memoryReadStore(), 1);
  const lease = await port.leases.acquire('relay', 'one', 60_000);
  if (!lease) throw new Error('the lease was free');
  expect(await port.leases.renew(lease, 60_000)).toBe(true);
  plan.next('loseLease');
  expect(await port.leases.renew(lease, 60_000)).toBe(false);
  expect(await port.leases.acquire('relay', 'two', 60_000)).toBeDefined();
});

import { afterEach, expect, test } from '@jest/globals';
import { canonicalText, derivedId } from '@tamani/kernel';
import { ConcurrencyConflict, type EventStore, type NewEvent } from '@tamani/ports';
import { memoryEventStore } from '@tamani/testing/engines';
import { memoryShop, Models, withMembers } from '../../testing/memory-shop.js';
import { allocateReference } from './references.js';

const stages: ReturnType<typeof memoryShop>[] = [];
afterEach(async () => {
  for (const { runtime } of stages.splice(0)) await runtime.stop();
});
const on = (store: EventStore) => {
  const stage = memoryShop({ models: new Models(), wrap: (ports) => ({ ...ports, store }) });
  stages.push(stage);
  return stage.runtime.commands;
};
const ask = (forId: string) => ({ context: 'shop', prefix: 'REQ', year: 2026, forId });

/** A counter that has given many numbers. */
async function counted(count: number): Promise<EventStore> {
  const store = memoryEventStore();
  const allocated = (number: number): NewEvent => {
    const id = derivedId('test', String(number));
    const commandId = derivedId('reference', 'shop', 'REQ-2026', `d${number}`);
    const actor = { id: 'system:references', roles: ['system'] };
    const meta = { actor, commandId, requestHash: commandId, correlationId: id, causationId: id };
    return {
      ...{ id, type: 'ReferenceAllocated' },
      data: canonicalText({ number, forId: `d${number}` }),
      meta: canonicalText({ ...meta, recordedAt: '2026-11-25T09:00:00.000Z', schemaVersion: 1 }),
    };
  };
  for (let from = 1; from <= count; from += 500) {
    const events = Array.from({ length: 500 }, (_, n) => allocated(from + n));
    const expected = from === 1 ? 'no_stream' : BigInt(from - 2);
    await store.append('shop.Reference-REQ-2026', events, expected);
  }
  return store;
}

test('a counter goes on after many numbers without reading them all', async () => {
  const store = await counted(5_000);
  let read = 0;
  const watched = withMembers(store, {
    readStream: async (stream, options) => {
      const events = await store.readStream(stream, options);
      read += events.length;
      return events;
    },
  });
  expect(await allocateReference(on(watched), ask('new'))).toBe('REQ-2026-5001');
  expect(read).toBeLessThanOrEqual(1_000);
});

test('a document keeps its number, after a restart too', async () => {
  const store = await counted(1_500);
  expect(await allocateReference(on(store), ask('d1400'))).toBe('REQ-2026-1400');
  const first = await allocateReference(on(store), ask('new'));
  expect(await allocateReference(on(store), ask('new'))).toBe(first);
});

test('numbers are dense while what is kept of the counter is cut again and again', async () => {
  const commands = on(await counted(500));
  const given: string[] = [];
  for (let n = 0; n < 2_600; n += 1) given.push(await allocateReference(commands, ask(`n${n}`)));
  expect(given.at(-1)).toBe('REQ-2026-3100');
  expect(new Set(given).size).toBe(given.length);
});

test('contention on a counter is a refusal that may be tried again, not a fault', async () => {
  const store = memoryEventStore();
  const append: EventStore['append'] = async (stream, _, expected) => {
    throw new ConcurrencyConflict(stream, expected, 1n);
  };
  const commands = on(withMembers(store, { append }));
  await expect(allocateReference(commands, ask('new'))).rejects.toMatchObject({
    rejection: { code: 'too_much_contention' },
  });
});

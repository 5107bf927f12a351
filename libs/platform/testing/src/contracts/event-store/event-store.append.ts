import { expect } from '@jest/globals';
import { EVENT_STORE_LIMITS, type NewEvent } from '@tamani/ports';
import {
  errorNameOf,
  idsOf,
  newEvent,
  newEvents,
  refusalOf,
  type EventStoreSubject,
} from './event-store.harness.js';
import { freshName, type Cases } from '../suite.js';

const stream = (): string => `${freshName('contract')}.Thing-1`;
const conflict = (expected: unknown, actual: unknown) => ({
  name: 'ConcurrencyConflict',
  expected,
  actual,
});

const revisions: Cases<EventStoreSubject> = {
  'an append names its revisions and its position': async ({ shared: { store } }) => {
    const name = stream();
    const first = await store.append(name, newEvents(3), 'no_stream');
    expect(first).toMatchObject({ firstRevision: 0n, lastRevision: 2n, alreadyAppended: false });
    const second = await store.append(name, newEvents(1), 2n);
    expect(second).toMatchObject({ firstRevision: 3n, lastRevision: 3n, alreadyAppended: false });
    const [stored] = await store.readStream(name, { from: 3n });
    expect(second.position).toBe(stored?.position);
    expect(second.position).toBeGreaterThan(first.position);
  },
  'an append that expects another revision is refused, naming both': async ({ shared }) => {
    const { store } = shared;
    const name = stream();
    expect(await refusalOf(store.append(name, newEvents(1), 0n))).toMatchObject(
      conflict(0n, 'no_stream'),
    );
    await store.append(name, newEvents(2), 'no_stream');
    for (const expected of ['no_stream', 0n, 2n, 7n] as const)
      expect(await refusalOf(store.append(name, newEvents(1), expected))).toMatchObject(
        conflict(expected, 1n),
      );
    expect(await store.readStream(name)).toHaveLength(2);
  },
  'of appends at the same time one wins, and nothing of the others is written': async (given) => {
    const { store } = given.shared;
    const name = stream();
    const tries = Array.from({ length: 20 }, () => newEvents(3));
    const errors = await Promise.all(
      tries.map((events) => refusalOf(store.append(name, events, 'no_stream'))),
    );
    expect(errors.filter((error) => error === undefined)).toHaveLength(1);
    expect(new Set(errors.map((error) => error?.name))).toEqual(
      new Set([undefined, 'ConcurrencyConflict']),
    );
    const winner = tries[errors.indexOf(undefined)] ?? [];
    expect(idsOf(await store.readStream(name))).toEqual(idsOf(winner));
  },
  'appends in a row, not waited for, are decided in their order': async ({ shared: { store } }) => {
    const name = stream();
    const events = newEvents(30);
    const appends = events.map((event, at) =>
      store.append(name, [event], at === 0 ? 'no_stream' : BigInt(at - 1)),
    );
    await Promise.all(appends);
    expect(idsOf(await store.readStream(name))).toEqual(idsOf(events));
  },
};

const idempotency: Cases<EventStoreSubject> = {
  'a retry gets the original result, also after the stream moved on': async ({ shared }) => {
    const { store } = shared;
    const name = stream();
    const [one, two] = [newEvents(2), newEvents(3)];
    const first = await store.append(name, one, 'no_stream');
    const again = { ...first, alreadyAppended: true };
    expect(await store.append(name, one, 'no_stream')).toEqual(again);
    const second = await store.append(name, two, 1n);
    expect(await store.append(name, one, 'no_stream')).toEqual(again);
    expect(await store.append(name, two, 1n)).toEqual({ ...second, alreadyAppended: true });
    expect(idsOf(await store.readStream(name))).toEqual(idsOf([...one, ...two]));
  },
  'retries at the same time write once': async ({ shared: { store } }) => {
    const name = stream();
    const events = newEvents(2);
    const results = await Promise.all(
      Array.from({ length: 10 }, () => store.append(name, events, 'no_stream')),
    );
    expect(new Set(results.map(({ position }) => position)).size).toBe(1);
    expect(results.filter(({ alreadyAppended }) => !alreadyAppended).length).toBeLessThanOrEqual(1);
    expect(await store.readStream(name)).toHaveLength(2);
  },
  'other ids, another order or more of them are a conflict, not a retry': async ({ shared }) => {
    const { store } = shared;
    const name = stream();
    const [a, b, c] = newEvents(3) as [NewEvent, NewEvent, NewEvent];
    await store.append(name, [a, b], 'no_stream');
    for (const events of [[b, a], [a, c], [c], [a, b, c]])
      expect(await refusalOf(store.append(name, events, 'no_stream'))).toMatchObject(
        conflict('no_stream', 1n),
      );
    expect(idsOf(await store.readStream(name))).toEqual(idsOf([a, b]));
  },
  'the same ids in another stream are another append': async ({ shared: { store } }) => {
    const events = newEvents(2);
    for (const name of [stream(), stream()])
      expect(await store.append(name, events, 'no_stream')).toMatchObject({
        alreadyAppended: false,
      });
  },
};

const misuse: Cases<EventStoreSubject> = {
  'an append of no events, or of a malformed one, is refused as misuse': async ({ shared }) => {
    const { store } = shared;
    const name = stream();
    const id = '0198c0de-0000-7000-8000-ABCDEF000000';
    const wrong: readonly (readonly NewEvent[])[] = [
      [],
      [newEvent({ id: 'one' })],
      [newEvent({ id })],
      [newEvent(), newEvent({ type: '' })],
      [newEvent({ type: 'T'.repeat(EVENT_STORE_LIMITS.typeLength + 1) })],
    ];
    for (const events of wrong)
      expect(await errorNameOf(store.append(name, events, 'no_stream'))).toBe('StoreMisuse');
    for (const bad of ['', 's'.repeat(EVENT_STORE_LIMITS.streamNameLength + 1)])
      expect(await errorNameOf(store.append(bad, newEvents(1), 'no_stream'))).toBe('StoreMisuse');
    expect(await errorNameOf(store.append(name, newEvents(1), -1n))).toBe('StoreMisuse');
    expect(await store.readStream(name)).toEqual([]);
  },
  'an event above the limit is refused, with its whole append; one at the limit is taken': async ({
    shared: { store },
  }) => {
    const name = stream();
    const meta = '{}';
    const text = (bytes: number): string => `"${'é'.repeat((bytes - meta.length - 2) / 2)}"`;
    const fits = newEvent({ meta, data: text(EVENT_STORE_LIMITS.eventBytes) });
    const large = newEvent({ meta, data: text(EVENT_STORE_LIMITS.eventBytes + 2) });
    const refused = store.append(name, [newEvent(), large], 'no_stream');
    expect(await errorNameOf(refused)).toBe('PayloadTooLarge');
    expect(await store.readStream(name)).toEqual([]);
    await store.append(name, [fits], 'no_stream');
    expect((await store.readStream(name))[0]?.data).toBe(fits.data);
  },
  'an append of as many events as are allowed is taken whole; one more is refused': async ({
    shared: { store },
  }) => {
    const name = stream();
    const events = newEvents(EVENT_STORE_LIMITS.eventsPerAppend);
    const refused = store.append(name, [...events, newEvent()], 'no_stream');
    expect(['PayloadTooLarge', 'StoreMisuse']).toContain(await errorNameOf(refused));
    expect(await store.readStream(name)).toEqual([]);
    await store.append(name, events, 'no_stream');
    expect(idsOf(await store.readStream(name))).toEqual(idsOf(events));
  },
};

const durability: Cases<EventStoreSubject> = {
  'what was acknowledged is there after closing and opening again': async ({ own }) => {
    const harness = await own();
    const name = stream();
    const events = newEvents(5);
    const before = await harness.store.append(name, events, 'no_stream');
    const stored = await harness.store.readStream(name);
    const store = await harness.reopen();
    expect(await store.readStream(name)).toEqual(stored);
    expect(await store.head()).toBe(before.position);
    expect(await store.append(name, events, 'no_stream')).toEqual({
      ...before,
      alreadyAppended: true,
    });
    const after = await store.append(name, newEvents(1), 4n);
    expect(after.position).toBeGreaterThan(before.position);
  },
  'closing settles the appends that wait': async ({ own }) => {
    const harness = await own();
    const tries = Array.from({ length: 50 }, () => ({ name: stream(), events: newEvents(2) }));
    const appends = tries.map(({ name, events }) =>
      refusalOf(harness.store.append(name, events, 'no_stream')),
    );
    const closed = harness.reopen();
    const errors = await Promise.all(appends);
    const store = await closed;
    for (const [at, { name, events }] of tries.entries()) {
      const there = idsOf(await store.readStream(name));
      if (errors[at] === undefined) expect(there).toEqual(idsOf(events));
      else expect([0, 2]).toContain(there.length);
    }
  },
};

export const appendCases: Cases<EventStoreSubject> = {
  ...revisions,
  ...idempotency,
  ...misuse,
  ...durability,
};

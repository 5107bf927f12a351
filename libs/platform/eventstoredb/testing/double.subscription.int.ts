import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import {
  END,
  EVENT_TYPE,
  START,
  STREAM_NAME,
  type Filter,
  type ResolvedEvent,
} from '@eventstore/db-client';
import {
  clientOf,
  DoubleRun,
  eventually,
  idsOf,
  listOf,
  newStream,
  sample,
  Watched,
} from './support/double-run.js';

let run: DoubleRun;
const open: Watched[] = [];
const stream = newStream();
const events = sample(100);

beforeAll(async () => {
  process.stderr.write('EventStoreDB wire double, not a server: subscriptions\n');
  run = await DoubleRun.open();
  await run.append(newStream(), sample(70));
  await run.append(stream, events, { expected: 'no_stream' });
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});
afterAll(() => run.dispose());

/** Subscribes to the log, and keeps what is told. */
function watch(
  options: { fromPosition?: { commit: bigint; prepare: bigint } | 'start' | 'end' },
  filter?: Filter,
): Watched {
  const checkpointReached = (_: unknown, position: { commit: bigint }) =>
    void watched.checkpoints.push(position.commit);
  const given = filter ? { filter: { ...filter, checkpointReached } as Filter } : {};
  const watched = new Watched(run.client.subscribeToAll({ ...options, ...given }));
  open.push(watched);
  return watched;
}

const told = (watched: Watched, what: string) => () => watched.told.includes(what);
const idsSeen = ({ events: seen }: Watched) => seen.map(({ event }) => event?.id);
const ofStream: Filter = { filterOn: STREAM_NAME, prefixes: [stream], checkpointInterval: 1 };
const place = (position: bigint | undefined) => ({
  commit: position ?? 0n,
  prepare: position ?? 0n,
});
const positions = async () =>
  (await listOf(run.client.readAll())).map(({ event }) => event?.position?.commit ?? 0n);

test('e. subscribeToAll: confirmation, what is there, caughtUp once, what comes', async () => {
  const watched = watch({ fromPosition: START }, ofStream);
  await eventually('caught up', told(watched, 'caughtUp'));
  expect(watched.told[0]).toBe('confirmation');
  await eventually('all of it', () => watched.events.length === 100);
  const more = sample(2);
  await run.append(stream, more);
  await eventually('what comes', () => watched.events.length === 102);
  expect(idsSeen(watched)).toEqual(idsOf([...events, ...more]));
  expect(watched.told.filter((what) => what === 'caughtUp')).toHaveLength(1);
});

test('e. from a position: exclusive', async () => {
  const [first] = await listOf(run.client.readStream(stream, { maxCount: 1 }));
  const watched = watch({ fromPosition: place(first?.event?.position?.commit) }, ofStream);
  await eventually('caught up', told(watched, 'caughtUp'));
  await eventually('events', () => watched.events.length >= 99);
  expect(idsSeen(watched).slice(0, 99)).toEqual(idsOf(events).slice(1));
});

test('e. from the end: only what comes', async () => {
  const watched = watch({ fromPosition: END });
  await eventually('caught up', told(watched, 'caughtUp'));
  const more = sample(1);
  await run.append(newStream(), more);
  await eventually('what comes', () => watched.events.length > 0);
  expect(idsSeen(watched)).toEqual(idsOf(more));
});

test('e. a position between two events: confirmation, then code 3 "invalid position"', async () => {
  const [first = 0n] = await positions();
  const watched = watch({ fromPosition: place(first + 1n) });
  await eventually('an error', () => watched.error !== undefined);
  expect(watched.told).toEqual(['confirmation']);
  expect(watched.error).toMatchObject({ type: 'unknown', code: 3 });
  expect(watched.error?.message).toMatch(/invalid ?position/i);
});

test('e. beyond the end: caughtUp; later what lies after the position, NOT what is between', async () => {
  const all = await positions();
  const [before = 0n, last = 0n] = all.slice(-2);
  const from = last + 5n * (last - before) + 1n;
  const beyond = watch({ fromPosition: place(from) });
  const control = watch({ fromPosition: place(last) });
  await eventually('caught up', told(beyond, 'caughtUp'));
  expect(beyond.events).toEqual([]);
  // Far enough that the log goes past the position.
  await run.append(newStream(), sample(20));
  await eventually('the control', () => control.events.length === 20);
  const isAfter = ({ commitPosition = 0n }: ResolvedEvent) => commitPosition > from;
  const after = control.events.filter(isAfter);
  expect(after.length).toBeGreaterThan(0);
  expect(after.length).toBeLessThan(20);
  await eventually('what is after it', () => beyond.events.length === after.length);
  expect(idsSeen(beyond)).toEqual(after.map(({ event }) => event?.id));
  expect(beyond.error).toBeUndefined();
});

test('e. checkpoints: each 32 events that were looked at, live too, and one may be 0', async () => {
  const nobody: Filter = { filterOn: STREAM_NAME, prefixes: ['nobody'], checkpointInterval: 1 };
  const watched = watch({ fromPosition: START }, nobody);
  await eventually('caught up', told(watched, 'caughtUp'));
  const due = (all: readonly bigint[]) => [0n, ...all.filter((_, n) => n % 32 === 31)];
  expect(watched.checkpoints).toEqual(due(await positions()));
  await run.append(newStream(), sample(64));
  const wanted = due(await positions());
  await eventually('live', () => watched.checkpoints.length === wanted.length);
  expect(watched.checkpoints).toEqual(wanted);
  expect(watched.events).toEqual([]);
  const again = watch({ fromPosition: place(watched.checkpoints.at(-1)) });
  await eventually('caught up', told(again, 'caughtUp'));
  const after = (await positions()).filter((position) => position > (wanted.at(-1) ?? 0n));
  expect(again.events.map(({ commitPosition }) => commitPosition)).toEqual(after);
});

test('e. filters: by a pattern of the name, by the type', async () => {
  const ours = watch({}, { filterOn: STREAM_NAME, regex: '^[^$].*', checkpointInterval: 1 });
  const system = watch({}, { filterOn: EVENT_TYPE, prefixes: ['$'], checkpointInterval: 1 });
  for (const one of [ours, system]) await eventually('caught up', told(one, 'caughtUp'));
  const all = await listOf(run.client.readAll());
  await eventually('events', () => ours.events.length + system.events.length === all.length);
  expect(system.events.map(({ event }) => event?.type)).toEqual(['$started']);
});

test('e. subscribeToStream: exclusive, live; of a missing one caughtUp at once', async () => {
  const seen: (string | undefined)[] = [];
  const subscription = run.client.subscribeToStream(stream, { fromRevision: 97n });
  subscription.on('data', ({ event }) => seen.push(event?.id));
  const missing = newStream();
  const told: string[] = [];
  const toMissing = run.client.subscribeToStream(missing);
  toMissing.on('caughtUp', () => told.push('caughtUp'));
  toMissing.on('data', () => told.push('event'));
  await eventually('caught up', () => told.length > 0);
  await run.append(missing, sample(1));
  await eventually('an event of the new stream', () => told.length > 1);
  const stored = await run.ids(stream);
  await eventually('events', () => seen.length === stored.length - 98);
  expect(seen).toEqual(stored.slice(98));
  await subscription.unsubscribe();
  await toMissing.unsubscribe();
});

test('f. 100 calls at a time on a connection: one more subscription is silent', async () => {
  // Of one connection with each other, and with nobody else.
  const client = clientOf(`${run.double.url}&keepAliveInterval=12345`);
  const subscribed = () => new Watched(client.subscribeToAll({ fromPosition: END }));
  const all = Array.from({ length: 101 }, subscribed);
  const confirmed = () => all.filter(({ told }) => told.includes('confirmation')).length;
  await eventually('100 confirmed', () => confirmed() === 100);
  // Others, on a connection of their own, are served meanwhile.
  await run.append(newStream(), sample(1));
  expect([confirmed(), run.double.faults.subscriptions]).toEqual([100, 100]);
  // The control: one that ends makes room.
  await all.find(({ told }) => told.includes('confirmation'))?.end();
  await eventually('the last one', () => confirmed() === 101);
  await client.dispose();
  await eventually('none is open', () => run.double.faults.subscriptions === 0);
});

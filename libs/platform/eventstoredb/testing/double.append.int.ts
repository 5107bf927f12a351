import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { binaryEvent, jsonEvent, type AppendExpectedRevision } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import {
  clientOf,
  DoubleRun,
  errorOf,
  idsOf,
  listOf,
  newStream,
  PATHS,
  sample,
  type Path,
} from './support/double-run.js';

const paths = Object.keys(PATHS) as Path[];
let run: DoubleRun;
beforeAll(async () => {
  process.stderr.write('EventStoreDB wire double, not a server: appends\n');
  run = await DoubleRun.open({ inFlightMs: 50 });
});
afterAll(() => run.dispose());

describe.each(paths)('a. results and errors of an append (%s)', (path) => {
  test('success: revision and position of its last event', async () => {
    const stream = newStream();
    const result = await run.append(stream, sample(3), { path, expected: 'no_stream' });
    const last = (await listOf(run.client.readStream(stream))).at(-1)?.event;
    expect(result).toEqual({ success: true, nextExpectedRevision: 2n, position: last?.position });
  });

  test.each<[AppendExpectedRevision, bigint | 'no_stream']>([
    [0n, 'no_stream'],
    ['stream_exists', 'no_stream'],
    ['no_stream', 1n],
    [0n, 1n],
    [7n, 1n],
  ])('wrong revision: expected %s, is %s', async (expected, actual) => {
    const stream = newStream();
    if (actual !== 'no_stream') await run.append(stream, sample(2));
    expect(await errorOf(run.append(stream, sample(1), { path, expected }))).toMatchObject({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: expected,
      actualVersion: actual,
      message: '',
      code: undefined,
    });
  });

  test('empty array: checked, written nowhere, 0n of a missing stream', async () => {
    const stream = newStream();
    const none = await run.append(stream, [], { path, expected: 'no_stream' });
    expect(none).toMatchObject({ success: true, nextExpectedRevision: 0n });
    expect(await errorOf(run.ids(stream))).toMatchObject({ type: 'stream-not-found' });
    const refused = errorOf(run.append(stream, [], { path, expected: 3n }));
    expect(await refused).toMatchObject({ type: 'wrong-expected-version' });
    expect(await run.append(stream, sample(1), { path, expected: 'no_stream' })).toMatchObject({
      nextExpectedRevision: 0n,
    });
  });

  test('stream name "", type "", no UUID, nil UUID', async () => {
    const words = {
      batch: { message: 'Could not recognize BadRequest' },
      unary: { code: 2, message: '2 UNKNOWN: Exception was thrown by handler.' },
    };
    const event = (change: object) => jsonEvent({ type: 'T', data: {}, ...change });
    const refused = (stream: string, change: object) =>
      errorOf(run.append(stream, [event(change)], { path }));
    for (const error of [
      await refused('', {}),
      await refused(newStream(), { type: '' }),
      await refused(newStream(), { id: 'one' }),
      await refused(newStream(), { id: '00000000-0000-0000-0000-000000000000' }),
    ])
      expect(error).toMatchObject({ type: 'unknown', ...words[path] });
  });

  test('an id in upper case is read back in lower case', async () => {
    const stream = newStream();
    const id = randomUUID();
    await run.append(stream, sample([id.toUpperCase()]), { path });
    expect(await run.ids(stream)).toEqual([id]);
  });

  test('g, n. 1 MiB of data, metadata and twice the type is the most; more writes nothing', async () => {
    const stream = newStream();
    const most = 1_048_576;
    const bytes = (length: number, metadata = 0) =>
      binaryEvent({
        type: 'T',
        data: new Uint8Array(length).fill(7),
        ...(metadata > 0 && { metadata: new Uint8Array(metadata).fill(7) }),
      });
    for (const tooLarge of [bytes(1_258_291), bytes(most - 1), bytes(most - 102, 101)])
      expect(await errorOf(run.append(stream, [tooLarge], { path }))).toMatchObject({
        type: 'maximum-append-size-exceeded',
        maxAppendSize: most,
      });
    await run.append(stream, [bytes(most - 102, 100)], { path, expected: 'no_stream' });
    const [first, ...others] = await listOf(run.client.readStream(stream));
    expect(others).toEqual([]);
    const data = Buffer.from(first?.event?.data as Uint8Array);
    expect(data.equals(Buffer.alloc(most - 102, 7))).toBe(true);
  });

  test('what its storage does not take is refused in so many words', async () => {
    const id = randomUUID();
    for (const [stream, ids] of [
      [newStream(), [id, id]],
      ['s'.repeat(5_000), [id]],
    ] as const) {
      const { message } = await errorOf(run.append(stream, sample(ids), { path }));
      expect(message).toContain('EventStoreDB wire double: its storage does not take it');
    }
  });
});

test('a, e: bytes, JSON, metadata and the time come back', async () => {
  const stream = newStream();
  const data = new Uint8Array([0, 255, 1, 0]);
  const before = Date.now();
  const metadata = { why: 'é', n: [1] };
  await run.append(stream, [
    binaryEvent({ type: 'Bytes', data, metadata: new Uint8Array([30, 255]) }),
    jsonEvent({ type: 'Json', data: { text: '\u0000 ☃' }, metadata }),
    binaryEvent({ type: 'Nothing', data: new Uint8Array() }),
  ]);
  const events = (await listOf(run.client.readStream(stream))).map(({ event }) => event);
  expect(events.map((event) => event?.isJson)).toEqual([false, true, false]);
  expect(Array.from(events[0]?.data as Uint8Array)).toEqual(Array.from(data));
  expect(Array.from(events[0]?.metadata as Uint8Array)).toEqual([30, 255]);
  expect(events[1]).toMatchObject({ data: { text: '\u0000 ☃' }, metadata });
  expect(events[2]?.data).toHaveLength(0);
  const createdMs = events[0]?.created.getTime() ?? 0;
  expect(createdMs).toBeGreaterThanOrEqual(before);
  expect(createdMs).toBeLessThanOrEqual(Date.now());
});

test('c. throwOnAppendFailure=false: 1n by batch whatever the head, the head by unary', async () => {
  const stream = newStream();
  await run.append(stream, sample(5));
  const client = clientOf(`${run.double.url}&throwOnAppendFailure=false`);
  const tried = (name: string, path: Path) =>
    client.appendToStream(name, sample(1), { expectedRevision: 1n, ...PATHS[path] });
  expect(await tried(stream, 'batch')).toEqual({ success: false, nextExpectedRevision: 1n });
  expect(await tried(stream, 'unary')).toEqual({ success: false, nextExpectedRevision: 4n });
  for (const path of paths)
    expect(await tried(newStream(), path)).toEqual({ success: false, nextExpectedRevision: -1n });
  await client.dispose();
});

test('h. each event has a position of its own, increasing and not dense', async () => {
  const stream = newStream();
  await run.append(stream, sample(3));
  const events = await listOf(run.client.readStream(stream));
  const positions = events.map(({ event }) => event?.position?.commit ?? 0n);
  const gaps = positions.slice(1).map((position, at) => position - (positions[at] ?? 0n));
  expect(gaps.every((gap) => gap > 1n)).toBe(true);
  expect(events.map(({ event }) => event?.position?.prepare)).toEqual(positions);
});

test('h. appends of a batch to any revision keep the order of their calls', async () => {
  const stream = newStream();
  const events = sample(100);
  await Promise.all(events.map((event) => run.append(stream, [event], { path: 'batch' })));
  expect(await run.ids(stream)).toEqual(idsOf(events));
});

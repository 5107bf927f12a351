import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { jsonEvent, type AppendExpectedRevision, type EventData } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import {
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
  process.stderr.write('EventStoreDB wire double, not a server: retries\n');
  run = await DoubleRun.open({ inFlightMs: 50 });
});
afterAll(() => run.dispose());

describe.each(paths)('b. idempotent retry, by the same ids (%s)', (path) => {
  const append = (stream: string, events: EventData[], expected: AppendExpectedRevision) =>
    run.append(stream, events, { path, expected });
  const conflict = { type: 'wrong-expected-version' };

  /** A stream of [a, b] and [c], its events and what the appends were answered. */
  async function given() {
    const stream = newStream();
    const [ab, c] = [sample(2), sample(1)];
    const first = await append(stream, ab, 'no_stream');
    const second = await append(stream, c, 1n);
    return { stream, ab, c, first, second };
  }

  test('same revision, or any, the stream has moved on: the original result', async () => {
    const { stream, ab, c, first } = await given();
    for (const expected of ['no_stream', 'any', 'stream_exists'] as const)
      expect(await append(stream, ab, expected)).toEqual(first);
    expect(await run.ids(stream)).toEqual(idsOf([...ab, ...c]));
  });

  test('same ids at the head: WRITTEN TWICE', async () => {
    const { stream, ab, c } = await given();
    expect(await append(stream, c, 2n)).toMatchObject({ nextExpectedRevision: 3n });
    expect(await run.ids(stream)).toEqual(idsOf([...ab, ...c, ...c]));
  });

  test('a prefix, or two adjacent appends joined: success', async () => {
    const { stream, ab, c, second } = await given();
    const prefix = await append(stream, ab.slice(0, 1), 'no_stream');
    expect(prefix).toMatchObject({ nextExpectedRevision: 0n });
    expect(await append(stream, [...ab, ...c], 'no_stream')).toEqual(second);
    expect(await run.ids(stream)).toHaveLength(3);
  });

  test('known ids and then new ones: conflict', async () => {
    const { stream, ab, c } = await given();
    for (const expected of ['no_stream', 'any'] as const)
      expect(await errorOf(append(stream, [...ab, ...c, ...sample(1)], expected))).toMatchObject(
        conflict,
      );
    expect(await run.ids(stream)).toHaveLength(3);
  });

  test('known ids reordered or not adjacent: conflict; with ANY a success', async () => {
    const { stream, ab, c } = await given();
    const [a, b] = ab as [EventData, EventData];
    for (const [events, revision] of [
      [[b, a], 0n],
      [[a, ...c], 2n],
    ] as const) {
      expect(await errorOf(append(stream, [...events], 'no_stream'))).toMatchObject(conflict);
      expect(await append(stream, [...events], 'any')).toMatchObject({
        success: true,
        nextExpectedRevision: revision,
      });
    }
    expect(await run.ids(stream)).toHaveLength(3);
  });

  test('a new id and then a known one, any revision: WRITTEN, the known one too', async () => {
    const { stream, ab, c } = await given();
    await append(stream, [...sample(1), ...c], 'any');
    expect((await run.ids(stream)).slice(-1)).toEqual(idsOf(c));
    expect(await run.ids(stream)).toHaveLength(ab.length + 3);
  });

  test('same id, other data: dropped in silence; at the next revision an event', async () => {
    const { stream, c, second } = await given();
    const [id = ''] = idsOf(c);
    const other = [jsonEvent({ id, type: 'Other', data: 'other' })];
    expect(await append(stream, other, 1n)).toEqual(second);
    const types = async () =>
      (await listOf(run.client.readStream(stream))).map(({ event }) => event?.type);
    expect(await types()).toEqual(['Sample', 'Sample', 'Sample']);
    await append(stream, other, 2n);
    expect((await types()).at(-1)).toBe('Other');
    expect(await append(newStream(), other, 'any')).toMatchObject({ nextExpectedRevision: 0n });
  });

  test('after a restart: the original at the exact revision, ANY is WRITTEN TWICE', async () => {
    const { stream, ab, c, first } = await given();
    await run.restart();
    // The first call after it finds out that the connection is gone.
    await run.append(newStream(), sample(1)).catch(() => undefined);
    expect(await append(stream, ab, 'no_stream')).toEqual(first);
    expect(await append(stream, ab, 'any')).toMatchObject({ nextExpectedRevision: 4n });
    expect(await run.ids(stream)).toEqual(idsOf([...ab, ...c, ...ab]));
  });

  test('the same append while the first is in flight: times out, and is written once', async () => {
    const stream = newStream();
    const events = sample([randomUUID()]);
    run.double.faults.add({ on: 'append', action: { kind: 'stall', ms: 600 } });
    const first = append(stream, events, 'no_stream');
    const second = await errorOf(append(stream, events, 'no_stream'));
    expect(second).toMatchObject(
      path === 'batch'
        ? { type: 'deadline-exceeded' }
        : { type: 'timeout', code: 10, message: '10 ABORTED: Commit phase timeout' },
    );
    expect(await first).toMatchObject({ success: true, nextExpectedRevision: 0n });
    // The control: once the first is settled, the same append is answered.
    expect(await append(stream, events, 'no_stream')).toEqual(await first);
    expect(await run.ids(stream)).toEqual(idsOf(events));
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BACKWARDS, END, FORWARDS, START, type ResolvedEvent } from '@eventstore/db-client';
import { setTimeout } from 'node:timers/promises';
import { DoubleRun, errorOf, idsOf, listOf, newStream, sample } from './support/double-run.js';

/** Many times what any other answer takes. */
const NO_ANSWER_MS = 200;

let run: DoubleRun;
const stream = newStream();
const events = sample(10);
/** Positions of the ten. */
let at: bigint[];

beforeAll(async () => {
  process.stderr.write('EventStoreDB wire double, not a server: reads\n');
  run = await DoubleRun.open();
  await run.append(newStream(), sample(3));
  await run.append(stream, events, { expected: 'no_stream' });
  await run.append(newStream(), sample(2));
  const stored = await listOf(run.client.readStream(stream));
  at = stored.map(({ event }) => event?.position?.commit ?? 0n);
});
afterAll(() => run.dispose());

const place = (position: bigint) => ({ commit: position, prepare: position });
const revisions = (read: readonly ResolvedEvent[]) =>
  read.map(({ event }) => Number(event?.revision));

describe('e. readStream', () => {
  const read = (options: object, name = stream) =>
    listOf(run.client.readStream(name, options)).then(revisions);

  test('a stream that is missing: StreamNotFound, either way', async () => {
    const name = newStream();
    for (const direction of [FORWARDS, BACKWARDS] as const)
      expect(await errorOf(read({ direction }, name))).toMatchObject({
        type: 'stream-not-found',
        streamName: name,
      });
  });

  test('inclusive, at most so many; past the end nothing, backwards from the last one', async () => {
    expect(await read({ fromRevision: 3n, maxCount: 4 })).toEqual([3, 4, 5, 6]);
    expect(await read({ fromRevision: 10n })).toEqual([]);
    const direction = BACKWARDS;
    expect(await read({ fromRevision: 12n, direction, maxCount: 2 })).toEqual([9, 8]);
  });

  test('backwards: from the end, from a revision; without a start only event 0', async () => {
    const direction = BACKWARDS;
    expect(await read({ direction, fromRevision: END, maxCount: 3 })).toEqual([9, 8, 7]);
    expect(await read({ direction, fromRevision: 2n })).toEqual([2, 1, 0]);
    expect(await read({ direction })).toEqual([0]);
  });

  test('maxCount 0, and forwards from the end: code 2', async () => {
    for (const options of [{ maxCount: 0 }, { fromRevision: END }])
      expect(await errorOf(read(options))).toMatchObject({ type: 'unknown', code: 2 });
  });

  test('more than a page of it, either way', async () => {
    const name = newStream();
    for (let n = 0; n < 3; n += 1) await run.append(name, sample(500));
    expect(await read({}, name)).toEqual(Array.from({ length: 1_500 }, (_, n) => n));
    const back = await read({ direction: BACKWARDS, fromRevision: END, maxCount: 1_200 }, name);
    expect(back).toEqual(Array.from({ length: 1_200 }, (_, n) => 1_499 - n));
  });
});

describe('e. readAll', () => {
  const read = (options: object) => listOf(run.client.readAll(options));
  const ids = async (options: object) => (await read(options)).map(({ event }) => event?.id);

  test('forwards from a position: inclusive', async () => {
    const options = { fromPosition: place(at[4] ?? 0n), maxCount: 3 };
    expect(await ids(options)).toEqual(idsOf(events).slice(4, 7));
    expect((await read(options))[0]?.commitPosition).toBe(at[4]);
  });

  test('backwards from a position: exclusive', async () => {
    const options = { fromPosition: place(at[4] ?? 0n), maxCount: 3, direction: BACKWARDS };
    expect(await ids(options)).toEqual(idsOf(events).slice(1, 4).reverse());
  });

  test('from the ends: all of it, one way as the other, events of the server among them', async () => {
    const forwards = await read({});
    const backwards = await read({ direction: BACKWARDS, fromPosition: END });
    expect(backwards).toEqual([...forwards].reverse());
    expect(forwards.some(({ event }) => event?.streamId.startsWith('$'))).toBe(true);
    const positions = forwards.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
  });

  test('its filter is ignored in silence', async () => {
    const filter = { filterOn: 'streamName', prefixes: ['nobody'] };
    expect(await read({ filter })).toHaveLength((await read({})).length);
  });

  test('a position between two events: code 2 InvalidPosition', async () => {
    for (const direction of [FORWARDS, BACKWARDS] as const) {
      const error = errorOf(read({ fromPosition: place((at[4] ?? 0n) + 1n), direction }));
      expect(await error).toMatchObject({ type: 'unknown', code: 2 });
      expect((await error).message).toContain('InvalidPosition');
    }
  });

  test('beyond the end: accepted, and nothing', async () => {
    expect(await read({ fromPosition: place(10n ** 12n) })).toEqual([]);
  });

  test('forwards from the end: empty, and no error', async () => {
    expect(await read({ fromPosition: END })).toEqual([]);
  });

  test('maxCount 0: never answered; other calls are', async () => {
    let isAnswered = false;
    const events = run.client.readAll({ maxCount: 0 });
    const answered = (): void => void (isAnswered = true);
    listOf(events).then(answered, answered);
    expect(await read({ fromPosition: START, maxCount: 1 })).toHaveLength(1);
    await setTimeout(NO_ANSWER_MS);
    expect(isAnswered).toBe(false);
    events.destroy();
  });
});

test('what is not served says so: deleting is UNIMPLEMENTED', async () => {
  expect(await errorOf(run.client.deleteStream(stream))).toMatchObject({ code: 12 });
  expect(await run.ids(stream)).toEqual(idsOf(events));
});

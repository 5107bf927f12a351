import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FaultAction, Operation } from './double/index.js';
import {
  clientOf,
  DoubleRun,
  errorOf,
  eventually,
  idsOf,
  listOf,
  newStream,
  PATHS,
  sample,
  Watched,
  type Path,
} from './support/double-run.js';

const paths = Object.keys(PATHS) as Path[];
let run: DoubleRun;
beforeAll(async () => {
  process.stderr.write('EventStoreDB wire double, not a server: bad days\n');
  run = await DoubleRun.open({ inFlightMs: 50 });
});
afterAll(() => run.dispose());

const strike = (on: Operation, action: FaultAction) => run.double.faults.add({ on, action });
const isThere = (stream: string): Promise<boolean> =>
  run.ids(stream).then(
    () => true,
    () => false,
  );
const unavailable = { type: 'unavailable', code: 14 };

describe.each(paths)('appends (%s)', (path) => {
  const append = (stream: string, events = sample(1)) =>
    run.append(stream, events, { path, expected: 'no_stream' });

  test('written, the answer lost with 14; the next one is answered as the first', async () => {
    const [stream, events] = [newStream(), sample(2)];
    strike('append', { kind: 'loseAnswer', answer: 'unavailable' });
    expect(await errorOf(append(stream, events))).toMatchObject(unavailable);
    expect(await run.ids(stream)).toEqual(idsOf(events));
    expect(await append(stream, events)).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(await run.ids(stream)).toHaveLength(2);
  });

  test('the request lost with 14: not written; the next one is', async () => {
    const [stream, events] = [newStream(), sample(2)];
    strike('append', { kind: 'loseRequest', answer: 'unavailable' });
    expect(await errorOf(append(stream, events))).toMatchObject(unavailable);
    expect(await isThere(stream)).toBe(false);
    await append(stream, events);
    expect(await isThere(stream)).toBe(true);
  });

  test('answered late: it is there before its answer', async () => {
    const stream = newStream();
    strike('append', { kind: 'late', ms: 3_000 });
    let isAnswered = false;
    const late = append(stream).then(() => (isAnswered = true));
    while (!(await isThere(stream)));
    expect(isAnswered).toBe(false);
    expect(await late).toBe(true);
  });

  test('not ready: f. the words of a server that starts or stops', async () => {
    const stream = newStream();
    strike('append', { kind: 'notReady' });
    const words = {
      unary: { ...unavailable, message: '14 UNAVAILABLE: Server Is Not Ready' },
      batch: { type: 'unknown', message: 'Could not recognize Server Is Not Ready' },
    };
    const error = await errorOf(append(stream));
    expect(error).toMatchObject(words[path]);
    if (path === 'batch') expect(error.code).toBeUndefined();
    expect(await isThere(stream)).toBe(false);
    await append(stream);
  });
});

test.each(['loseAnswer', 'loseRequest'] as const)('%s, never answered', async (kind) => {
  const stream = newStream();
  strike('append', { kind, answer: 'none' });
  const call = run.client.appendToStream(stream, sample(1), { ...PATHS.unary, deadline: 300 });
  expect(await errorOf(call)).toMatchObject({ type: 'deadline-exceeded', code: 4 });
  expect(await isThere(stream)).toBe(kind === 'loseAnswer');
  await run.client.appendToStream(stream, sample(1), { ...PATHS.unary, deadline: 20_000 });
});

test('f. features not answered: a batch append fails with code 14 and no type', async () => {
  const client = clientOf(run.double.url);
  strike('features', { kind: 'notReady' });
  const error = await errorOf(client.appendToStream(newStream(), sample(1)));
  expect(error).toMatchObject({ code: 14 });
  expect(error.type).toBeUndefined();
  await clientOf(run.double.url).appendToStream(newStream(), sample(1));
});

describe('reads', () => {
  test('lost or not ready: 14; the next one is answered', async () => {
    const stream = newStream();
    await run.append(stream, sample(3));
    for (const kind of ['loseRequest', 'loseAnswer'] as const) {
      strike('read', { kind, answer: 'unavailable' });
      expect(await errorOf(run.ids(stream))).toMatchObject(unavailable);
    }
    strike('read', { kind: 'notReady' });
    const error = await errorOf(listOf(run.client.readAll()));
    expect(error).toMatchObject({ ...unavailable, message: '14 UNAVAILABLE: Server Is Not Ready' });
    expect(await run.ids(stream)).toHaveLength(3);
  });

  test('ends in the middle, after so many events', async () => {
    const stream = newStream();
    await run.append(stream, sample(5));
    strike('read', { kind: 'end', code: 13, afterEvents: 2 });
    let seen = 0;
    const reading = async (): Promise<void> => {
      for await (const _ of run.client.readStream(stream)) seen += 1;
    };
    expect(await errorOf(reading())).toMatchObject({ type: 'unknown', code: 13 });
    expect(seen).toBeLessThanOrEqual(2);
    expect(await run.ids(stream)).toHaveLength(5);
  });

  test.each([
    { kind: 'stall', ms: 1_000 } as const,
    { kind: 'loseAnswer', answer: 'none' } as const,
  ])('one that waits does not hold up the others ($kind)', async (action) => {
    const stream = newStream();
    await run.append(stream, sample(1));
    strike('read', action);
    const order: string[] = [];
    const waiting = run.client.readStream(stream);
    const stalled = listOf(waiting).then(() => order.push('stalled'));
    await eventually('struck', () => run.double.faults.counts()[`read.${action.kind}`] !== 0);
    await run.ids(stream);
    order.push('next');
    if (action.kind === 'stall') await stalled;
    else await waiting.cancel();
    expect(order[0]).toBe('next');
  });
});

describe('subscriptions', () => {
  const watch = () => new Watched(run.client.subscribeToAll());
  const confirmed = ({ told }: Watched) => told.includes('confirmation');

  test.each([13, 14] as const)('ends with %s after so many events', async (code) => {
    await run.append(newStream(), sample(10));
    strike('subscription', { kind: 'end', code, afterEvents: 4 });
    const struck = watch();
    await eventually('its end', () => struck.error !== undefined);
    expect(struck.error).toMatchObject({ code, type: code === 14 ? 'unavailable' : 'unknown' });
    expect(struck.events.length).toBeLessThanOrEqual(4);
    const control = watch();
    await eventually('more', () => control.events.length > 10);
    expect(control.error).toBeUndefined();
    await control.end();
  });

  test.each([13, 14] as const)('all that are open end with %s at once', async (code) => {
    const open = [watch(), watch(), watch()];
    for (const one of open) await eventually('confirmed', () => confirmed(one));
    expect(open.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(run.double.faults.endSubscriptions(code)).toBe(3);
    for (const one of open) await eventually('its end', () => one.error !== undefined);
    expect(open.map(({ error }) => error?.code)).toEqual([code, code, code]);
    await eventually('none', () => run.double.faults.subscriptions === 0);
  });

  test('never confirmed, or late; the next one at once', async () => {
    strike('subscription', { kind: 'loseRequest', answer: 'none' });
    const struck = watch();
    await eventually('struck', () => run.double.faults.counts()['subscription.loseRequest'] === 1);
    const control = watch();
    await eventually('the control', () => control.events.length > 0);
    expect(struck.told).toEqual([]);
    strike('subscription', { kind: 'late', ms: 3_000 });
    const late = watch();
    await eventually('confirmed', () => confirmed(late));
    const next = watch();
    await eventually('events of the next one', () => next.events.length > 0);
    expect(late.told).toEqual(['confirmation']);
    await eventually('its events', () => late.events.length > 0);
    for (const one of [struck, control, late, next]) await one.end();
  });
});

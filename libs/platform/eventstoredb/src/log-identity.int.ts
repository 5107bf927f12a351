import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BadServer, event, events, refusal, stream } from '../testing/support/bad-server.js';

/** The log is known again, or refused, whatever was done to the server meanwhile. */
describe('the identity of the log', () => {
  let server: BadServer;
  beforeEach(async () => {
    server = await BadServer.start();
  });
  afterEach(() => server.dispose());

  const logId = async (store = server.store) => (await store.mark(0n))?.log;

  /** Follows until the subscription fails for good. */
  async function follow(each: (handled: number) => Promise<void> = async () => undefined) {
    let handled = 0;
    const { signal } = new AbortController();
    for await (const item of server.store.subscribeAll({ after: 0n, signal }))
      if (item.kind === 'event') await each((handled += 1));
  }

  test('is the same for every process, and after a restart of the server', async () => {
    const [one, other] = await Promise.all([server.open(), server.open()]);
    await server.restart();
    const later = await server.open();
    const ids = await Promise.all([server.store, one, other, later].map(logId));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    for (const store of [one, other, later]) await store.close();
  });

  test('differs between systems that share a server', async () => {
    const other = await server.open('other');
    expect(await logId(other)).not.toBe(await logId());
    await other.close();
  });

  test('a mark is the last event of ours up to a position, whoever else writes', async () => {
    const first = event();
    await server.store.append(stream(), [first], 'no_stream');
    const at = await server.store.head();
    await server.stranger('$stats-node', { type: '$statsCollected', data: {} });
    await server.store.append(stream(), events(3), 'no_stream');
    const foreign = (await server.positions()).find(({ own }) => !own)?.position ?? 0n;
    expect((await server.store.mark(at))?.event).toBe(first.id);
    expect((await server.store.mark(foreign))?.event).toBe(first.id);
    expect((await server.store.mark(0n))?.event).toBe('');
    expect(await server.store.mark((await server.store.head()) + 1_000_000n)).toBeUndefined();
    expect(await server.store.mark(at + 1n)).toBeUndefined();
  });

  test('an older copy of the log under a running subscription ends it', async () => {
    await server.store.append(stream(), events(5), 'no_stream');
    const error = await refusal(
      follow(async (handled) => {
        if (handled === 3) await server.saveCopy();
        if (handled === 5) await server.store.append(stream(), events(2), 'no_stream');
        if (handled === 7) await server.restart({ ofCopy: true });
      }),
    );
    expect(error).toMatchObject({ name: expect.stringMatching(/ForeignLog|StoreMisuse/) });
  });

  test('an older copy that has grown past the subscription ends it, too', async () => {
    await server.store.append(stream(), events(5), 'no_stream');
    await server.saveCopy();
    const error = await refusal(
      follow(async (handled) => {
        if (handled === 5) await server.store.append(stream(), events(2), 'no_stream');
        if (handled < 7) return;
        await server.restart({ ofCopy: true });
        const other = await server.open();
        await other.append(stream(), events(20), 'no_stream');
        await other.close();
      }),
    );
    expect(error).toMatchObject({ name: 'ForeignLog' });
  });

  test('another log behind the address ends it', async () => {
    await server.store.append(stream(), events(5), 'no_stream');
    const error = await refusal(
      follow(async (handled) => {
        if (handled === 5) await server.restart({ empty: true });
      }),
    );
    expect(error).toMatchObject({ name: 'ForeignLog', message: expect.stringMatching(/another/) });
  });

  test('an event in the namespace that is not ours ends it and is named', async () => {
    await server.store.append('sample.Thing-a', [event()], 'no_stream');
    await server.stranger('sample.Thing-b', { type: 'Odd', data: { by: 'hand' } });
    const error = await refusal(follow());
    expect(error).toMatchObject({
      name: 'StoreCorrupt',
      message: expect.stringContaining('sample.Thing-b@0'),
    });
    expect(server.warnings).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { type EventMeta, fold } from '@tamani/kernel';
import { OutcomeUnknown, PayloadTooLarge, StoreUnavailable, type EventStore } from '@tamani/ports';
import { memoryEventStore } from '@tamani/testing/engines';
import { FakeClock } from '@tamani/testing/engines';
import { withMembers } from '../../testing/memory-shop.js';
import { contextOf, till, tillAggregate, type TillCommand } from '../../testing/till-context.js';
import type { RuntimeSettings } from '../runtime-ports.js';
import { CommandHandler } from './command-handler.js';

function handling(store: EventStore = memoryEventStore(), settings?: Partial<RuntimeSettings>) {
  const handler = new CommandHandler({ store, clock: new FakeClock() }, settings);
  const execute = (id: string, command: TillCommand, key: string) =>
    handler.execute(tillAggregate, id, command, contextOf(key));
  return { handler, store, execute };
}

/** Holds back the first append until it is let go, so that commands gather behind it. */
function heldBack(store: EventStore) {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const sizes: number[] = [];
  const append: EventStore['append'] = async (...args) => {
    sizes.push(args[1].length);
    if (sizes.length === 1) await gate;
    return store.append(...args);
  };
  return { store: withMembers(store, { append }), letGo: () => letGo(), sizes };
}

const putIn = (amount: number): TillCommand => ({ type: 'PutIn', amount });
const labels = (count: number, text = 'x'): TillCommand => ({
  type: 'Label',
  texts: Array.from({ length: count }, () => text),
});

describe('commands of one stream', () => {
  test('waiting commands are appended together; a refused one writes nothing', async () => {
    const held = heldBack(memoryEventStore());
    const { execute, store } = handling(held.store);
    const first = execute('a', putIn(10), 'first');
    const rest = [putIn(5), { type: 'TakeOut', amount: 99 } as const, putIn(1)];
    const others = rest.map((command, n) => execute('a', command, `k${n}`));
    held.letGo();
    expect((await first).ok).toBe(true);
    const results = await Promise.all(others);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(held.sizes).toEqual([1, 2]);
    const types = (await store.readStream('shop.Till-a')).map(({ type }) => type);
    expect(types).toEqual(['MoneyPutIn', 'MoneyPutIn', 'MoneyPutIn']);
  });

  test('an event above the limit, or too many, fails its own command only', async () => {
    const held = heldBack(memoryEventStore());
    const { execute } = handling(held.store);
    const first = execute('a', putIn(10), 'first');
    const huge = execute('a', labels(1, 'é'.repeat(20_000)), 'huge');
    const many = execute('a', labels(501), 'many');
    const fine = execute('a', putIn(5), 'fine');
    held.letGo();
    await expect(huge).rejects.toBeInstanceOf(PayloadTooLarge);
    await expect(many).rejects.toBeInstanceOf(PayloadTooLarge);
    expect(await first).toMatchObject({ ok: true });
    expect(await fine).toMatchObject({ ok: true, value: { state: { balance: 15 }, revision: 1n } });
  });

  test('commands that exceed one append go into the next', async () => {
    const held = heldBack(memoryEventStore());
    const { execute } = handling(held.store);
    const all = [1, 200, 400, 30].map((count, n) => execute('a', labels(count), `k${n}`));
    held.letGo();
    const results = await Promise.all(all);
    expect(held.sizes).toEqual([1, 200, 400, 30]);
    expect(results.at(-1)).toMatchObject({ ok: true, value: { state: { count: 631 } } });
  });

  test('callers beyond the mailbox are asked to retry', async () => {
    const held = heldBack(memoryEventStore());
    const { execute } = handling(held.store, { waitingPerStream: 3 });
    const all = Array.from({ length: 6 }, (_, n) => execute('a', putIn(1), `k${n}`));
    held.letGo();
    const results = await Promise.all(all);
    const codes = results.map((result) => (result.ok ? 'ok' : result.error.code));
    expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'too_much_contention', 'too_much_contention']);
  });

  test('a command without events returns the current state', async () => {
    const { execute, store } = handling();
    await execute('a', putIn(0), 'k1');
    const result = await execute('a', { type: 'Empty' }, 'k2');
    expect(result).toMatchObject({
      ok: true,
      value: { revision: 0n, events: [], replayed: false },
    });
    expect(await store.readStream('shop.Till-a')).toHaveLength(1);
  });
});

describe('one command decided by two replicas on different facts', () => {
  const replica = (store: EventStore) => handling(store, { soleWriter: false });

  test('each of them answers what is in the log, and goes on from it', async () => {
    const log = memoryEventStore();
    const held = heldBack(log);
    const slow = replica(held.store);
    const quick = replica(log);
    await quick.execute('other', putIn(3), 'k1');
    const match = { type: 'Match', other: 'other' } as const;
    const answeredLate = slow.execute('a', match, 'k2');
    while (held.sizes.length === 0) await Promise.resolve();
    await quick.execute('other', putIn(4), 'k3');
    expect(await quick.execute('a', match, 'k2')).toMatchObject({
      value: { state: { balance: 7 }, replayed: false },
    });
    held.letGo();
    expect(await answeredLate).toMatchObject({
      value: { state: { balance: 7 }, revision: 0n, replayed: true },
    });
    expect(await slow.execute('a', { type: 'TakeOut', amount: 7 }, 'k4')).toMatchObject({
      ok: true,
      value: { state: { balance: 0 } },
    });
    expect(await log.readStream('shop.Till-a')).toHaveLength(2);
  });
});

describe('a command that is completed once it is accepted', () => {
  test('is decided on the facts on which it was accepted', async () => {
    const { handler, execute } = handling();
    await execute('other', putIn(3), 'k1');
    const match = { type: 'Match', other: 'other' } as const;
    const completed = async () => {
      await execute('other', putIn(4), 'k2');
      return match;
    };
    const options = { completed };
    const made = await handler.execute(tillAggregate, 'a', match, contextOf('k3'), options);
    expect(made).toMatchObject({ ok: true, value: { state: { balance: 3 } } });
  });

  test('is not completed when it is refused, nor when it is repeated', async () => {
    const { handler } = handling();
    let drawn = 0;
    const numbered = (command: TillCommand, key: string) =>
      handler.execute(tillAggregate, 'a', command, contextOf(key), {
        completed: () => Promise.resolve({ ...command, amount: ++drawn }),
      });
    expect(await numbered({ type: 'TakeOut', amount: 1 }, 'k1')).toMatchObject({ ok: false });
    expect(drawn).toBe(0);
    for (const replayed of [false, true]) {
      const result = await numbered(putIn(9), 'k2');
      expect(result).toMatchObject({ ok: true, value: { replayed, state: { balance: 1 } } });
    }
    expect(drawn).toBe(1);
  });
});

describe('what an event carries', () => {
  test('the facts relied on with their revisions, and the business date', async () => {
    const { execute, store } = handling();
    await execute('other', putIn(3), 'k1');
    await execute('other', putIn(4), 'k2');
    const matched = await execute('a', { type: 'Match', other: 'other' }, 'k3');
    expect(matched).toMatchObject({ ok: true, value: { state: { balance: 7 } } });
    await execute('a', { type: 'Match', other: 'nobody' }, 'k4');
    await execute('a', { type: 'Label', texts: ['x'], on: '2026-07-01' }, 'k5');
    const stored = await store.readStream('shop.Till-a');
    const metas = stored.map(({ meta }) => JSON.parse(meta) as EventMeta);
    expect(metas.map(({ facts }) => facts)).toEqual([
      [{ stream: 'shop.Till-other', revision: '1' }],
      [{ stream: 'shop.Till-nobody', revision: '-1' }],
      undefined,
    ]);
    expect(metas.map(({ effectiveAt }) => effectiveAt)).toEqual([
      undefined,
      undefined,
      '2026-07-01',
    ]);
  });

  test('accented letters are equal before and after storage', async () => {
    const { execute, store } = handling();
    const result = await execute('a', labels(1, 'Se\u0301gou'), 'k1');
    const { handler } = handling(store);
    const read = await handler.load(till, 'a');
    expect(read?.state.label).toBe('Ségou');
    expect(result).toMatchObject({ ok: true, value: { state: read?.state } });
  });
});

describe('the state of a stream', () => {
  test('is what its events fold to, now and as it was', async () => {
    const { handler, execute, store } = handling(memoryEventStore(), { soleWriter: true });
    for (let n = 0; n < 5; n++) await execute('a', putIn(n), `k${n}`);
    const events = await handler.loader.events(till, 'shop.Till-a', { from: 0n, count: 99 });
    for (const [index, { revision, position }] of events.entries()) {
      const state = fold(till, events.slice(0, index + 1) as never);
      expect(await handler.load(till, 'a', { at: revision })).toMatchObject({
        state,
        revision,
        position,
      });
    }
    expect(await handler.load(till, 'a', { at: 5n })).toBeUndefined();
    expect(await handler.load(till, 'nobody')).toBeUndefined();
    expect(await handling(store).handler.load(till, 'a')).toEqual(await handler.load(till, 'a'));
  });

  test('is cached with a single writer, as far as the bytes for it go', async () => {
    let reads = 0;
    const memory = memoryEventStore();
    const readStream: EventStore['readStream'] = (...args) => {
      reads += 1;
      return memory.readStream(...args);
    };
    const store = withMembers(memory, { readStream });
    const { handler, execute } = handling(store, { soleWriter: true, cachedBytes: 12_000 });
    for (const id of ['a', 'b', 'c']) await execute(id, labels(1, 'x'.repeat(4_000)), id);
    const readsOf = async (id: string) => {
      const before = reads;
      await handler.load(till, id);
      return reads - before;
    };
    expect([await readsOf('c'), await readsOf('b'), await readsOf('a')]).toEqual([0, 0, 1]);
    expect(handler.loader.cachedBytes).toBeLessThanOrEqual(12_000);
  });
});

describe('another writer', () => {
  test('was first: only the new events are read, and the command is decided again', async () => {
    const memory = memoryEventStore();
    const from: unknown[] = [];
    const readStream: EventStore['readStream'] = (stream, options) => {
      from.push(options?.from);
      return memory.readStream(stream, options);
    };
    const other = handling(memory);
    let isLate = false;
    const append: EventStore['append'] = async (...args) => {
      if (isLate) await other.execute('a', { type: 'TakeOut', amount: 8 }, 'theirs');
      isLate = false;
      return memory.append(...args);
    };
    const { execute } = handling(withMembers(memory, { append, readStream }));
    await execute('a', putIn(10), 'k1');
    isLate = true;
    const refused = await execute('a', { type: 'TakeOut', amount: 5 }, 'k2');
    expect(refused).toMatchObject({ ok: false });
    expect(from).toEqual([0n, 1n, 1n]);
    expect((await memory.readStream('shop.Till-a')).map(({ type }) => type)).toHaveLength(2);
  });

  test('that is always first makes the caller retry', async () => {
    const memory = memoryEventStore();
    let isTaken = false;
    const other = handling(memory);
    let count = 0;
    const append: EventStore['append'] = async (...args) => {
      if (isTaken) await other.execute('a', putIn(1), `theirs-${(count += 1)}`);
      return memory.append(...args);
    };
    const { execute } = handling(withMembers(memory, { append }));
    await execute('a', putIn(10), 'k1');
    isTaken = true;
    const result = await execute('a', putIn(1), 'k2');
    expect(result).toMatchObject({ ok: false, error: { code: 'too_much_contention' } });
    isTaken = false;
    const again = await execute('a', putIn(1), 'k2');
    expect(again).toMatchObject({ ok: true, value: { state: { balance: 11 + count } } });
  });
});

describe('a store in trouble', () => {
  const failing = (fail: (written: () => Promise<unknown>) => Promise<never>, times: number) => {
    const memory = memoryEventStore();
    let left = times;
    const append: EventStore['append'] = (...args) =>
      left-- > 0 ? fail(() => memory.append(...args)) : memory.append(...args);
    return withMembers(memory, { append });
  };

  test.each([
    ['written', true],
    ['not written', false],
  ])(
    'an outcome that stays unknown, %s: the caller’s retry has one effect',
    async (_, isWritten) => {
      const store = failing(async (write) => {
        if (isWritten) await write();
        throw new OutcomeUnknown('no answer');
      }, 6);
      const { execute, handler } = handling(store, { soleWriter: true });
      await expect(execute('a', putIn(5), 'k')).rejects.toBeInstanceOf(OutcomeUnknown);
      expect(await execute('a', putIn(5), 'k')).toMatchObject({
        ok: true,
        value: { replayed: isWritten, state: { balance: 5 } },
      });
      expect((await handler.load(till, 'a'))?.revision).toBe(0n);
    },
  );

  test('events written without an answer are read despite an older cached state', async () => {
    const memory = memoryEventStore();
    let isSilent = false;
    const append: EventStore['append'] = async (...args) => {
      const appended = await memory.append(...args);
      if (isSilent) throw new OutcomeUnknown('no answer');
      return appended;
    };
    const { execute, handler } = handling(withMembers(memory, { append }), { soleWriter: true });
    await execute('a', putIn(5), 'k');
    isSilent = true;
    await expect(execute('a', putIn(6), 'l')).rejects.toBeInstanceOf(OutcomeUnknown);
    expect((await handler.load(till, 'a'))?.state.balance).toBe(11);
  });

  test('only written events are read', async () => {
    const store = failing(async () => {
      throw new StoreUnavailable('down');
    }, 1);
    const { execute, handler } = handling(store, { soleWriter: true });
    await expect(execute('a', putIn(5), 'k')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await handler.load(till, 'a')).toBeUndefined();
    expect(await execute('a', putIn(6), 'l')).toMatchObject({ ok: true, value: { revision: 0n } });
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable, type EventStore } from '@tamani/ports';
import {
  memoryShop,
  Models,
  withMembers,
  type MemoryShopOptions,
} from '../../testing/memory-shop.js';
import { contextOf, till, tillAggregate, type TillCommand } from '../../testing/till-context.js';

type Stage = ReturnType<typeof memoryShop>;
let stages: Stage[] = [];
let models: Models;

const open = (options: MemoryShopOptions = {}): Stage => {
  const stage = memoryShop({ models, ...options });
  stages.push(stage);
  return stage;
};
beforeEach(() => {
  models = new Models();
});
afterEach(async () => {
  for (const { runtime } of stages) await runtime.stop();
  stages = [];
});

const putIn = async ({ runtime }: Stage, id: string, amount: number): Promise<void> => {
  const command: TillCommand = { type: 'PutIn', amount };
  await runtime.commands.execute(tillAggregate, id, command, contextOf(`put in ${id} ${amount}`));
};
const ask = ({ runtime }: Stage, amount: number, key: string) => {
  const command: TillCommand = { type: 'AskFor', from: 'source', amount };
  return runtime.carryOut(tillAggregate, 'asking', command, contextOf(key));
};
const balances = async ({ runtime }: Stage) =>
  Promise.all(
    ['source', 'asking'].map(async (id) => (await runtime.commands.load(till, id))?.state.balance),
  );
const typesIn = async ({ ports }: Stage, id: string) =>
  (await ports.store.readStream(`shop.Till-${id}`)).map(({ type }) => type);

/** No append to the till goes through, as if the process had died before it. */
const downAt = (id: string): MemoryShopOptions['wrap'] => {
  const downAppend =
    (store: EventStore): EventStore['append'] =>
    (stream, ...rest) => {
      if (stream === `shop.Till-${id}`) throw new StoreUnavailable('down');
      return store.append(stream, ...rest);
    };
  return (ports) => ({
    ...ports,
    store: withMembers(ports.store, { append: downAppend(ports.store) }),
  });
};

describe('a request that another stream decides on', () => {
  test('is answered with the final state, by its person, at the last step’s position', async () => {
    const stage = open();
    await putIn(stage, 'source', 10);
    const answer = await ask(stage, 4, 'k');
    expect(answer).toMatchObject({
      ok: true,
      value: { state: { balance: 4, isWaiting: false }, revision: 1n, replayed: false },
    });
    expect(await balances(stage)).toEqual([6, 4]);
    const events = await stage.ports.store.readStream('shop.Till-asking');
    const actors = events.map(({ meta }) => (JSON.parse(meta) as { actor: { id: string } }).actor);
    expect(actors.map(({ id }) => id)).toEqual(['tester', 'tester']);
    expect(answer).toMatchObject({ value: { position: events.at(-1)?.position } });
  });

  test('refused by the other stream is refused, and says so in both', async () => {
    const stage = open();
    await putIn(stage, 'source', 3);
    expect(await ask(stage, 4, 'k')).toMatchObject({ ok: false, error: { code: 'till_is_short' } });
    await putIn(stage, 'source', 90);
    expect(await ask(stage, 4, 'k')).toMatchObject({ ok: false, error: { code: 'till_is_short' } });
    expect(await typesIn(stage, 'asking')).toEqual(['MoneyAskedFor', 'MoneyRefused']);
    expect(await typesIn(stage, 'source')).toEqual([
      'MoneyPutIn',
      'MoneyNotHandedOver',
      'MoneyPutIn',
    ]);
  });

  test('ten times at once, on two consuming replicas, happens once', async () => {
    const replicas = [open(), open()];
    for (const { runtime } of replicas) await runtime.start({ consume: true });
    await putIn(replicas[0] as Stage, 'source', 10);
    const asked = Array.from({ length: 10 }, (_, n) => ask(replicas[n % 2] as Stage, 4, 'k'));
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject({ ok: true, value: { state: { balance: 4 }, revision: 1n } });
    }
    await replicas[0]?.runtime.settled();
    expect(await balances(replicas[0] as Stage)).toEqual([6, 4]);
    expect(await replicas[0]?.runtime.parked.list()).toEqual([]);
  });

  test.each(['source', 'asking'])('cut off before %s, waits for the process', async (cutAt) => {
    const stage = open();
    await putIn(stage, 'source', 10);
    const command: TillCommand = { type: 'AskFor', from: 'source', amount: 4 };
    const first = await stage.runtime.commands.execute(
      tillAggregate,
      'asking',
      command,
      contextOf('k'),
    );
    const cutOff = open({ wrap: downAt(cutAt) });
    const answer = await ask(cutOff, 4, 'k');
    expect(answer).toMatchObject({
      ok: true,
      value: { state: { isWaiting: true }, revision: 0n, replayed: true },
    });
    expect(first).toMatchObject({ ok: true, value: { revision: 0n } });
    const next = open();
    await next.runtime.start({ consume: true });
    await next.runtime.settled();
    expect(await balances(next)).toEqual([6, 4]);
    expect(await ask(next, 4, 'k')).toMatchObject({
      ok: true,
      value: { state: { balance: 4, isWaiting: false }, revision: 1n, replayed: true },
    });
  });

  test('a retry after later changes gets the first answer', async () => {
    const stage = open();
    await stage.runtime.start({ consume: true });
    await putIn(stage, 'source', 10);
    const first = await ask(stage, 4, 'k');
    await ask(stage, 5, 'another');
    await stage.runtime.settled();
    const again = await ask(stage, 4, 'k');
    expect(first).toMatchObject({ ok: true, value: { state: { balance: 4 }, revision: 1n } });
    expect(again).toMatchObject({
      ok: true,
      value: { state: { balance: 4 }, revision: 1n, replayed: true },
    });
    expect(await balances(stage)).toEqual([1, 9]);
  });
});

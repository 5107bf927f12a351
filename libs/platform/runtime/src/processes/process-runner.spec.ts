import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable, type Delivery, type EventStore } from '@tamani/ports';
import {
  deliveryOf,
  memoryShop,
  Models,
  until,
  withMembers,
  type MemoryShopOptions,
} from '../../testing/memory-shop.js';
import {
  contextOf,
  faults,
  till,
  tillAggregate,
  type TillCommand,
} from '../../testing/till-context.js';
import type { ProcessRunner } from './process-runner.js';

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
  faults.clear();
  for (const { runtime } of stages) await runtime.stop();
  stages = [];
});

// eslint-disable-next-line max-params -- who, whom, what, which: each case reads as a sentence
const command = (stage: Stage, id: string, what: TillCommand, key: string) =>
  stage.runtime.commands.execute(tillAggregate, id, what, contextOf(key));
const balance = async (stage: Stage, id: string) =>
  (await stage.runtime.commands.load(till, id))?.state.balance;
const runnerOf = ({ runtime }: Stage): ProcessRunner =>
  runtime.processRunners.find(({ group }) => group === 'shop.mirror') as ProcessRunner;
const typesIn = async ({ ports }: Stage, stream: string) =>
  (await ports.store.readStream(stream)).map(({ type }) => type);

/** A command of a till whose message the test brings to the process, as often as it likes. */
async function messageOf(stage: Stage, what: TillCommand, key: string): Promise<Delivery> {
  const messages: Delivery[] = [];
  const before = models.bus.waiting('test', ['shop.events.v1']).length;
  await command(stage, 'source', what, key);
  await until(() => models.bus.waiting('test', ['shop.events.v1']).length > before);
  for (const message of models.bus.waiting('test', ['shop.events.v1'])) {
    messages.push(deliveryOf(message));
  }
  return messages.at(-1) as Delivery;
}

const putIn = (amount: number, mirrorTo: string): TillCommand => ({
  type: 'PutIn',
  amount,
  mirrorTo,
});

/** Appends to matching streams fail this many times, before anything is written. */
const downFor = (prefix: string, times: number): MemoryShopOptions['wrap'] => {
  let left = times;
  return (ports) => {
    const append: EventStore['append'] = (stream, ...rest) => {
      if (stream.startsWith(prefix) && left-- > 0) throw new StoreUnavailable('down');
      return ports.store.append(stream, ...rest);
    };
    return { ...ports, store: withMembers(ports.store, { append }) };
  };
};

describe('a message', () => {
  test('delivered three times has its effect once', async () => {
    const stage = open();
    await stage.runtime.start();
    const delivery = await messageOf(stage, putIn(3, 'm'), 'k');
    for (let n = 0; n < 3; n++) await runnerOf(stage).handle(delivery);
    await Promise.all([1, 2].map(() => runnerOf(stage).handle(delivery)));
    expect(await balance(stage, 'm')).toBe(3);
    expect(await typesIn(stage, 'shop.process.mirror-m')).toEqual(['ProcessInputHandled']);
  });

  test('a crash between the append and the commands heals with the next delivery', async () => {
    const first = open({ wrap: downFor('shop.Till-m', 1) });
    await first.runtime.start();
    const delivery = await messageOf(first, putIn(3, 'm'), 'k');
    await expect(runnerOf(first).handle(delivery)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await typesIn(first, 'shop.process.mirror-m')).toHaveLength(1);
    expect(await balance(first, 'm')).toBeUndefined();
    const second = open();
    await runnerOf(second).handle(delivery);
    expect(await balance(second, 'm')).toBe(3);
    expect(await typesIn(second, 'shop.process.mirror-m')).toHaveLength(1);
  });

  test('an outage parks nothing: the bus redelivers', async () => {
    const stage = open({
      wrap: downFor('shop.process.', 8),
      settings: { attemptsBeforeParking: 1 },
    });
    await stage.runtime.start({ consume: true });
    await command(stage, 'source', putIn(3, 'm'), 'k');
    await until(async () => (await balance(stage, 'm')) === 3);
    expect(await stage.runtime.parked.list()).toEqual([]);
  });

  test('whose command is refused is parked at once with the reason, and can be replayed', async () => {
    const stage = open();
    await stage.runtime.start();
    const what: TillCommand = { type: 'PutIn', amount: 5, mirrorTo: 'm', as: 'TakeOut' };
    const delivery = await messageOf(stage, what, 'k');
    await runnerOf(stage).handle(delivery);
    const [parked] = await stage.runtime.parked.list();
    expect(parked).toMatchObject({ key: 'm', reason: 'TakeOut m: till_is_short {"shortfall":5}' });
    await expect(stage.runtime.parked.replay(delivery.id)).rejects.toThrow('till_is_short');
    await command(stage, 'm', { type: 'PutIn', amount: 100 }, 'later');
    expect(await stage.runtime.parked.replay(delivery.id)).toBe(1);
    await runnerOf(open()).handle(delivery);
    expect(await balance(stage, 'm')).toBe(95);
    expect(await typesIn(stage, 'shop.process.mirror-m')).toHaveLength(1);
  });

  test('two replicas that receive one message handle it once', async () => {
    const replicas = [open(), open()];
    await replicas[0]?.runtime.start();
    const delivery = await messageOf(replicas[0] as Stage, putIn(3, 'm'), 'k');
    await Promise.all(replicas.map((stage) => runnerOf(stage).handle(delivery)));
    expect(await balance(replicas[1] as Stage, 'm')).toBe(3);
  });
});

describe('a message that cannot be read', () => {
  const poison: Readonly<Record<string, string>> = {
    'no JSON': '{"type":',
    'JSON, but nothing that a key can be found in': 'null',
    'of the right type, without its data': '{"type":"shop.MoneyPutIn.v1","id":"x"}',
    'larger than an event may be': `"${'é"😀'.repeat(20_000)}`,
    'with halves of characters': '"\ud83d \udc00',
  };

  test.each(Object.entries(poison))('%s, is parked as it came', async (_, text) => {
    const stage = open();
    await stage.runtime.start();
    const before = await messageOf(stage, putIn(1, 'm'), 'k1');
    const unread: Delivery = { ...before, id: 'poison', data: text };
    await runnerOf(stage).handle(unread);
    await runnerOf(stage).handle(unread);
    expect(await stage.runtime.parked.list()).toMatchObject([
      { id: 'poison', key: `unread:${before.key}`, type: before.type, text },
    ]);
    await expect(stage.runtime.parked.replay('poison')).rejects.toThrow();
    expect(await stage.runtime.parked.list()).toHaveLength(1);
  });

  test('holds back what follows with its key on the bus, until it is dropped', async () => {
    const stage = open();
    await stage.runtime.start();
    const one = await messageOf(stage, putIn(1, 'm'), 'k1');
    const two = await messageOf(stage, putIn(2, 'n'), 'k2');
    const elsewhere = { ...(await messageOf(stage, putIn(4, 'o'), 'k3')), key: 'another' };
    await runnerOf(stage).handle({ ...one, data: 'poison' });
    await runnerOf(stage).handle({ ...two, key: one.key });
    await runnerOf(stage).handle(elsewhere);
    expect(await balance(stage, 'n')).toBeUndefined();
    expect(await balance(stage, 'o')).toBe(4);
    await stage.runtime.parked.drop(one.id, 'operator', 'not ours');
    expect(await stage.runtime.parked.replay(two.id)).toBe(1);
    expect(await balance(stage, 'n')).toBe(2);
  });
});

describe('a parked message', () => {
  const failing = async (settings = {}) => {
    const stage = open({ settings: { attemptsBeforeParking: 1, ...settings } });
    await stage.runtime.start();
    faults.set('m', () => {
      throw new TypeError('a fault of the code');
    });
    const [one, two] = [
      await messageOf(stage, putIn(1, 'm'), 'k1'),
      await messageOf(stage, putIn(2, 'm'), 'k2'),
    ];
    await runnerOf(stage).handle(one);
    return { stage, one, two };
  };

  test('that another replica parked holds its followers back here too', async () => {
    const { stage, one, two } = await failing();
    const other = open();
    faults.clear();
    await runnerOf(other).handle(two);
    expect(await balance(other, 'm')).toBeUndefined();
    expect((await stage.runtime.parked.list()).map(({ id }) => id)).toEqual([one.id, two.id]);
    expect(await other.runtime.parked.replay(one.id)).toBe(2);
    expect(await balance(stage, 'm')).toBe(3);
    expect(await stage.runtime.parked.list()).toEqual([]);
  });

  test('is not followed by one that comes when another replica has just replayed it', async () => {
    const { stage, one, two } = await failing();
    faults.clear();
    let isLate = true;
    const other = open({
      wrap: (ports) => {
        const append: EventStore['append'] = async (stream, ...rest) => {
          if (stream === 'shop.Parked-mirror' && isLate) {
            isLate = false;
            await stage.runtime.parked.replay(one.id);
          }
          return ports.store.append(stream, ...rest);
        };
        return { ...ports, store: withMembers(ports.store, { append }) };
      },
    });
    await runnerOf(other).handle(two);
    expect(isLate).toBe(false);
    expect(await stage.runtime.parked.list()).toEqual([]);
    expect(await balance(stage, 'm')).toBe(3);
  });

  test('that fails again stays parked, with its followers', async () => {
    const { stage, one, two } = await failing();
    await runnerOf(stage).handle(two);
    await expect(stage.runtime.parked.replay(two.id)).rejects.toThrow('a fault of the code');
    expect(await stage.runtime.parked.list()).toHaveLength(2);
    expect(
      (await stage.runtime.status()).processes.find(({ group }) => group === 'shop.mirror')?.parked,
    ).toBe(2);
    expect((await stage.runtime.parked.show(one.id))?.reason).toBe('a fault of the code');
    await expect(stage.runtime.parked.drop('no-such', 'a', 'b')).rejects.toThrow('no-such');
  });

  test('that was dropped is not handled again, and the person is recorded', async () => {
    const { stage, one, two } = await failing();
    await stage.runtime.parked.drop(one.id, 'operator', 'sent twice by the vendor');
    faults.clear();
    await runnerOf(stage).handle(one);
    await runnerOf(stage).handle(two);
    expect(await balance(stage, 'm')).toBe(2);
    const events = await stage.ports.store.readStream('shop.Parked-mirror');
    expect(JSON.parse(events.at(-1)?.data ?? '{}')).toEqual({
      id: one.id,
      by: 'operator',
      reason: 'sent twice by the vendor',
    });
  });

  test('a message that arrives while its key is replayed is neither lost nor reordered', async () => {
    const { stage, one, two } = await failing({ soleWriter: true });
    faults.clear();
    const replay = stage.runtime.parked.replay(one.id);
    await Promise.all([replay, runnerOf(stage).handle(two)]);
    expect(await stage.runtime.parked.list()).toEqual([]);
    const events = await stage.ports.store.readStream('shop.Till-m');
    const amounts = events.map(({ data }) => (JSON.parse(data) as { amount: number }).amount);
    expect(amounts).toEqual([1, 2]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivery } from '@tamani/ports';
import { deliveryOf, memoryShop, Models, until } from '../../testing/memory-shop.js';
import { contextOf, faults, till, tillAggregate } from '../../testing/till-context.js';
import type { ProcessRunner } from './process-runner.js';

type Stage = ReturnType<typeof memoryShop>;
let models: Models;
let stage: Stage;

beforeEach(async () => {
  models = new Models();
  stage = memoryShop({ models, settings: { attemptsBeforeParking: 1 } });
  await stage.runtime.start();
  await give('m', 7, 'first');
});
afterEach(async () => {
  faults.clear();
  await stage.runtime.stop();
});

const runner = (): ProcessRunner =>
  stage.runtime.processRunners.find(({ group }) => group === 'shop.mirror') as ProcessRunner;
const balance = async (id: string) => (await stage.runtime.commands.load(till, id))?.state.balance;
const parked = async () => (await stage.runtime.parked.list()).map(({ id }) => id);

// eslint-disable-next-line max-params -- whom, how much, which: each case reads as a sentence
const give = (id: string, amount: number, key: string, more = {}) =>
  stage.runtime.commands.execute(
    tillAggregate,
    id,
    { type: 'PutIn', amount, ...more },
    contextOf(key),
  );

/** Money into the mirrored till `m`, or with `Empty` all out of it, which does not wait. */
async function message(key: string, amount: number, as?: 'Empty'): Promise<Delivery> {
  const topics = ['shop.events.v1'];
  const before = models.bus.waiting('test', topics).length;
  await give('source', amount, key, { mirrorTo: 'm', ...(as && { as }) });
  await until(() => models.bus.waiting('test', topics).length > before);
  return deliveryOf(models.bus.waiting('test', topics).at(-1) as never);
}

const broken = () => {
  faults.set('m', () => {
    throw new TypeError('a fault of the code');
  });
};

describe('a message that overtakes', () => {
  test('is handled although others of its instance are parked, which stay so', async () => {
    const [one, two, out] = [
      await message('k1', 1),
      await message('k2', 2),
      await message('k3', 1, 'Empty'),
    ];
    broken();
    await runner().handle(one);
    faults.clear();
    await runner().handle(two);
    await runner().handle(out);
    expect(await balance('m')).toBe(0);
    expect(await parked()).toEqual([one.id, two.id]);
    await runner().handle(out);
    expect(await stage.runtime.parked.replay(one.id)).toBe(2);
    expect(await balance('m')).toBe(3);
  });

  test('is not held back by one of its key that cannot be read', async () => {
    const [one, out] = [await message('k1', 1), await message('k2', 1, 'Empty')];
    await runner().handle({ ...one, data: 'poison' });
    await runner().handle({ ...out, key: one.key });
    expect(await balance('m')).toBe(0);
    expect(await parked()).toEqual([one.id]);
  });

  test('when it was parked itself, is replayed before the others, and once', async () => {
    const [one, out] = [await message('k1', 5), await message('k2', 1, 'Empty')];
    broken();
    await runner().handle(one);
    await runner().handle(out);
    faults.clear();
    await runner().handle(out);
    expect(await parked()).toEqual([one.id, out.id]);
    expect(await stage.runtime.parked.replay(one.id)).toBe(2);
    // Emptied first, then filled; in their order nothing would be left.
    expect(await balance('m')).toBe(5);
    expect(await parked()).toEqual([]);
  });
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Shop } from '../../testing/shop.js';
import { contextOf, shop, till, tillAggregate } from '../../testing/till-context.js';

const MANY = 1_600;
/** The version before: nobody takes its messages. */
const before = { ...shop, links: [], reactions: [], processes: [] };

let at: Shop;
beforeEach(() => {
  at = Shop.open({ context: before });
});
afterEach(() => at.dispose());

test('a process that a new version adds gets every message, also those that were deleted', async () => {
  await at.runtime.start({ consume: true });
  const put = Array.from({ length: MANY }, (_, n) =>
    at.runtime.commands.execute(
      tillAggregate,
      `t${n % 8}`,
      { type: 'PutIn', amount: 1, mirrorTo: 'mirror' },
      contextOf(`put-${n}`),
    ),
  );
  await Promise.all(put);
  await at.runtime.settled();
  at = await at.reopen({ context: before });
  const { bus } = at.ports;
  // Nobody consumed: the topic has kept only its newest messages.
  await bus.consume('test.look', { topics: ['shop.events.v1'] }, async () => undefined);
  expect(await bus.lag('test.look', ['shop.events.v1'])).toBeLessThan(MANY);
  at = await at.reopen();
  await at.runtime.start({ consume: true });
  await at.runtime.settled(60_000);
  expect((await at.runtime.commands.load(till, 'mirror'))?.state.balance).toBe(MANY);
}, 90_000);

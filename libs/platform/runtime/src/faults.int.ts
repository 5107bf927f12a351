import { describe, expect, test } from '@jest/globals';
import { OutcomeUnknown, StoreUnavailable, type ReadStore } from '@tamani/ports';
import { randomOf, seeded, type Random } from '@tamani/testing/engines';
import { memoryShop, Models, until, withMembers } from '../testing/memory-shop.js';
import {
  contextOf,
  till,
  tillAggregate,
  tills,
  type TillCommand,
} from '../testing/till-context.js';
import { noMishaps, unlucky } from '../testing/unlucky.js';
import { collectionName } from './projections/collections.js';
import type { RuntimeSettings } from './runtime-ports.js';

interface Planned {
  readonly id: string;
  readonly key: string;
  readonly command: TillCommand;
}

const SOURCES = ['s0', 's1', 's2'];
const MIRRORS = ['m0', 'm1'];
const COMMANDS = 60;
const RESTART_EVERY = 20;

/** Money put into tills, each time with a mirror; every order of it ends in the same balances. */
const plan = (random: Random): readonly Planned[] =>
  Array.from({ length: COMMANDS }, (_, n) => {
    const [amount, mirrorTo] = [1 + random.below(9), random.pick(MIRRORS)];
    return { id: random.pick(SOURCES), key: `k${n}`, command: { type: 'PutIn', amount, mirrorTo } };
  });

function faultFree(planned: readonly Planned[]): Record<string, number> {
  const balances: Record<string, number> = {};
  for (const { id, command } of planned) {
    if (command.type !== 'PutIn') continue;
    for (const till of [id, command.mirrorTo ?? '']) {
      balances[till] = (balances[till] ?? 0) + command.amount;
    }
  }
  return balances;
}

type Shop = ReturnType<typeof memoryShop>;

/** Like a client: repeats the same command until it is answered; some retry anyway. */
async function insist({ runtime }: Shop, planned: Planned, twice: boolean): Promise<void> {
  const { id, key, command } = planned;
  for (let left = twice ? 2 : 1; left > 0;) {
    try {
      await runtime.commands.execute(tillAggregate, id, command, contextOf(key));
      left -= 1;
    } catch (error) {
      const isOutage = error instanceof StoreUnavailable || error instanceof OutcomeUnknown;
      if (!isOutage) throw error;
    }
  }
}

/** Random faults: concurrent commands, failing ports, restarts. */
async function badDay(seed: number, settings: Partial<RuntimeSettings> = {}) {
  const random = randomOf(seed);
  const planned = plan(random);
  const models = new Models();
  const mishaps = noMishaps();
  const wrap = unlucky(random, mishaps, 0.08);
  for (let from = 0; from < planned.length; from += RESTART_EVERY) {
    const shop = memoryShop({ models, settings, wrap });
    await shop.runtime.start({ consume: true });
    const part = planned.slice(from, from + RESTART_EVERY);
    await Promise.all(part.map((one) => insist(shop, one, random.chance(0.2))));
    await shop.runtime.stop();
  }
  const calm = memoryShop({ models, settings });
  await calm.runtime.start({ consume: true });
  await calm.runtime.settled();
  const result = { planned, mishaps, ...(await outcome(calm)) };
  await calm.runtime.stop();
  return result;
}

async function outcome({ runtime, ports }: Shop) {
  const balances: Record<string, number> = {};
  for (const id of [...SOURCES, ...MIRRORS]) {
    const loaded = await runtime.commands.load(till, id);
    if (loaded) balances[id] = loaded.state.balance;
  }
  const page = await ports.reads.find(collectionName('shop', tills), { limit: 100 });
  const listed = Object.fromEntries(page.documents.map(({ key, doc }) => [key, doc['balance']]));
  return { balances, listed, parked: await runtime.parked.list() };
}

describe('under random faults', () => {
  test.each([
    ['the only writer', true],
    ['one of several writers', false],
  ])(
    '%s ends as without a fault, in the streams and in the lists',
    async (name, soleWriter) => {
      const { seed, numRuns } = seeded(`faults, ${name}`, { runs: 12, fullRuns: 500 });
      const total = noMishaps();
      for (let run = 0; run < numRuns; run++) {
        const day = await badDay(seed + run, { soleWriter });
        const right = {
          balances: faultFree(day.planned),
          listed: faultFree(day.planned),
          parked: [],
        };
        const { balances, listed, parked } = day;
        expect({ run, balances, listed, parked }).toEqual({ run, ...right });
        for (const what of Object.keys(total) as (keyof typeof total)[]) {
          total[what] += day.mishaps[what];
        }
      }
      for (const [what, times] of Object.entries(total))
        expect([what, times > 0]).toEqual([what, true]);
    },
    600_000,
  );

  test('control: without remembered command ids, effects happen twice', async () => {
    const { seed, numRuns } = seeded('faults, control', { runs: 5, fullRuns: 20 });
    let wrong = 0;
    for (let run = 0; run < numRuns; run++) {
      const day = await badDay(seed + run, { rememberCommandIds: false });
      const right = faultFree(day.planned);
      const more = Object.keys(right).some((id) => (day.balances[id] ?? 0) > (right[id] ?? 0));
      if (more) wrong += 1;
    }
    expect(wrong).toBeGreaterThan(0);
  });
});

test('a relay that dies between publishing and its checkpoint publishes the same ids again', async () => {
  const models = new Models();
  let died = 0;
  const dying = memoryShop({
    models,
    wrap: (ports) => {
      const { reads } = ports;
      const commit: ReadStore['commit'] = async (batch) => {
        const isRelay = batch.checkpoint?.name === 'relay.shop';
        if (isRelay && died++ < 3) throw new StoreUnavailable('died');
        return reads.commit(batch);
      };
      return { ...ports, reads: withMembers(reads, { commit }) };
    },
  });
  const command = { type: 'PutIn', amount: 1 } as const;
  await dying.runtime.commands.execute(tillAggregate, 'a', command, contextOf('k'));
  await dying.runtime.start({ consume: true });
  await until(() => died > 3);
  await dying.runtime.settled();
  await dying.runtime.stop();
  const messages = models.bus.waiting('fresh group', ['shop.events.v1']);
  expect(messages.length).toBeGreaterThan(1);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
});

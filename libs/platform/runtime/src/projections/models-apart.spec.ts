import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable, type ReadStore } from '@tamani/ports';
import { memoryShop, Models, until, withMembers } from '../../testing/memory-shop.js';
import { contextOf, tillAggregate, tills } from '../../testing/till-context.js';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts } from '../runtime-ports.js';
import { collectionName } from './collections.js';

type Stage = ReturnType<typeof memoryShop>;
let stages: Stage[] = [];
let models: Models;
beforeEach(() => {
  models = new Models();
});
afterEach(async () => {
  for (const { runtime } of stages) await runtime.stop();
  stages = [];
});

const open = (
  readModels: readonly AnyReadModel[],
  wrap?: (ports: RuntimePorts) => RuntimePorts,
) => {
  const stage = memoryShop({ models, readModels, ...(wrap && { wrap }) });
  stages.push(stage);
  return stage;
};
const putIn = async ({ runtime }: Stage, count: number, key: string) => {
  for (let n = 0; n < count; n++) {
    const command = { type: 'PutIn', amount: 1 } as const;
    await runtime.commands.execute(tillAggregate, `t${n % 7}`, command, contextOf(`${key}${n}`));
  }
};
/** Writes many events, some to a command. */
const label = async ({ runtime }: Stage, count: number) => {
  const texts = Array.from({ length: 200 }, (_, n) => `${n}`);
  for (let n = 0; n < count; n += texts.length) {
    const command = { type: 'Label', texts } as const;
    await runtime.commands.execute(tillAggregate, `l${n}`, command, contextOf(`label${n}`));
  }
};
/** Counts the events of each till; what it does first is for the test to say. */
const counting = (first: () => void, version = 1): AnyReadModel => ({
  ...tills,
  name: 'counts',
  version,
  on: {
    '*': (doc, { aggregateId }) => {
      first();
      return { id: aggregateId, count: Number(doc?.['count'] ?? 0) + 1 };
    },
  },
});
const countOf = async ({ ports }: Stage, model: AnyReadModel) => {
  const { documents } = await ports.reads.find(collectionName('shop', model), { limit: 100 });
  return documents.reduce((sum, { doc }) => sum + Number(doc['count']), 0);
};

describe('one failing fold stops its own model only', () => {
  test('the others go on; it goes on from where it stopped once it can', async () => {
    let isBroken = true;
    const counts = counting(() => {
      if (isBroken) throw new Error('a fault of the code');
    });
    const stage = open([counts, tills]);
    await stage.runtime.start({ consume: true });
    await putIn(stage, 10, 'a');
    const position = await stage.ports.store.head();
    const at = { position, timeoutMs: 3_000 };
    expect(await stage.runtime.waitFor('shop', tills, at)).toBe(true);
    await putIn(stage, 10, 'b');
    expect(await countOf(stage, tills)).toBeGreaterThanOrEqual(10);
    const [broken, well] = (await stage.runtime.status()).projectors;
    expect(broken).toMatchObject({
      name: 'projector.shop.counts',
      lastError: 'a fault of the code',
      lag: { events: expect.any(Number) },
    });
    expect(broken?.lag.events).toBeGreaterThan(0);
    expect(well).toMatchObject({ name: 'projector.shop.tills', lastError: undefined });
    isBroken = false;
    await stage.runtime.settled();
    expect(await countOf(stage, counts)).toBe(20);
    expect((await stage.runtime.status()).projectors[0]?.lastError).toBeUndefined();
  });

  test('control: of a store that is away all models begin again, and say so', async () => {
    let isAway = true;
    const counts = counting(() => undefined);
    const away = (ports: RuntimePorts): RuntimePorts => {
      const commit: ReadStore['commit'] = async (batch) => {
        if (isAway && batch.writes.length > 0) throw new StoreUnavailable('away');
        return ports.reads.commit(batch);
      };
      return { ...ports, reads: withMembers(ports.reads, { commit }) };
    };
    const stage = open([counts, tills], away);
    await stage.runtime.start({ consume: true });
    await putIn(stage, 10, 'a');
    await until(async () =>
      (await stage.runtime.status()).projectors.every(({ lastError }) => lastError === 'away'),
    );
    isAway = false;
    await stage.runtime.settled();
    expect([await countOf(stage, counts), await countOf(stage, tills)]).toEqual([10, 10]);
  });
});

test('a raised version is filled beside the others, which do not wait for it', async () => {
  const before = open([counting(() => undefined), tills]);
  await before.runtime.start({ consume: true });
  await label(before, 1_200);
  await before.runtime.settled();
  await before.runtime.stop();
  const raised = counting(() => undefined, 2);
  const collection = collectionName('shop', raised);
  const slow = (ports: RuntimePorts): RuntimePorts => {
    const commit: ReadStore['commit'] = async (batch) => {
      if (batch.checkpoint?.name === collection) await new Promise((done) => setTimeout(done, 300));
      return ports.reads.commit(batch);
    };
    return { ...ports, reads: withMembers(ports.reads, { commit }) };
  };
  const after = open([raised, tills], slow);
  await after.runtime.start({ consume: true });
  await until(() => after.runtime.projectors[0]?.isActive === true);
  await putIn(after, 10, 'b');
  const position = await after.ports.store.head();
  expect(await after.runtime.waitFor('shop', tills, { position, timeoutMs: 1_000 })).toBe(true);
  expect(await after.runtime.waitFor('shop', raised, { position, timeoutMs: 0 })).toBe(false);
  const filled = (stage: Stage) =>
    Promise.all([raised, tills].map((model) => stage.runtime.isFilled('shop', model)));
  expect(await filled(after)).toEqual([false, true]);
  await after.runtime.settled();
  expect(await countOf(after, raised)).toBe(1_210);
  const mark = `${collection}.filled`;
  await until(async () => (await after.ports.reads.checkpoint(mark)) !== undefined);
  expect(await filled(after)).toEqual([true, true]);
  await after.runtime.stop();
  // From then on it is only behind: by a restart, too, or while nobody folds.
  const restarted = open([raised, tills]);
  await putIn(restarted, 10, 'c');
  expect(await filled(restarted)).toEqual([true, true]);
});

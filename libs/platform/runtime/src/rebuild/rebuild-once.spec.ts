import { expect, test } from '@jest/globals';
import type { EventStore } from '@tamani/ports';
import { memoryShop, Models, withMembers } from '../../testing/memory-shop.js';
import { contextOf, tillAggregate, tills } from '../../testing/till-context.js';
import { collectionName } from '../projections/collections.js';

const EVENTS = 2_500;
const PAGES = 3;
const named = (name: string) => ({ ...tills, name });
const several = ['tills', 'echoes', 'shadows', 'twins'].map(named);

/** A shop with several models whose log is counted while it is read. */
function counted(models: Models, readModels = several) {
  let pages = 0;
  const readAll =
    (store: EventStore): EventStore['readAll'] =>
    (options) => {
      pages += 1;
      return store.readAll(options);
    };
  const { runtime, ports } = memoryShop({
    models,
    readModels,
    wrap: (of) => ({ ...of, store: withMembers(of.store, { readAll: readAll(of.store) }) }),
  });
  return { runtime, ports, pages: () => pages };
}

async function filled(): Promise<Models> {
  const models = new Models();
  const { runtime } = counted(models);
  await runtime.prepare();
  for (let n = 0; n < EVENTS; n += 1) {
    const command = { type: 'PutIn', amount: 1 } as const;
    await runtime.commands.execute(tillAggregate, `t${n % 9}`, command, contextOf(`c${n}`));
  }
  await runtime.fill();
  return models;
}

test('several models are rebuilt by reading the log once, and each is compared', async () => {
  const { runtime, ports, pages } = counted(await filled());
  await runtime.prepare();
  const reports = await runtime.rebuild(runtime.models, { replace: false });
  expect(reports).toHaveLength(several.length + 1);
  for (const { different, missing, extra } of reports)
    expect([different, missing, extra]).toEqual([0, 0, 0]);
  expect(reports.slice(0, several.length).map(({ documents }) => documents)).toEqual([9, 9, 9, 9]);
  expect(pages()).toBe(PAGES);
  expect((await ports.reads.collections()).filter((name) => name.includes('rebuilt'))).toEqual([]);
});

test('control: one after the other, each reads it again', async () => {
  const { runtime, pages } = counted(await filled());
  await runtime.prepare();
  for (const target of runtime.models) await runtime.rebuild([target], { replace: false });
  expect(pages()).toBe(PAGES * (several.length + 1));
});

test('those that differ are replaced together, the others stay', async () => {
  const models = await filled();
  const { runtime, ports, pages } = counted(models);
  await runtime.prepare();
  const [first, second] = [several[1], several[3]].map((model) =>
    collectionName('shop', model ?? tills),
  );
  for (const name of [first, second]) models.reads.of(name ?? '').delete('t1');
  const reports = await runtime.rebuild(runtime.models, { replace: true });
  const replaced = reports.filter((report) => report.replaced).map(({ name }) => name);
  expect(replaced).toEqual([first, second]);
  expect(pages()).toBe(2 * PAGES);
  for (const name of [first, second]) expect(await ports.reads.get(name ?? '', 't1')).toBeDefined();
});

test('a model that is behind goes on from where it is', async () => {
  const models = await filled();
  await models.engines.reads.deleteCheckpoint(collectionName('shop', named('echoes')));
  models.reads.of(collectionName('shop', named('echoes'))).clear();
  const { runtime, pages } = counted(models);
  await runtime.prepare();
  await runtime.fill();
  expect(pages()).toBe(PAGES);
  const [, echoes] = await runtime.rebuild(runtime.models, { replace: false });
  expect(echoes).toMatchObject({ documents: 9, different: 0, missing: 0, extra: 0 });
});

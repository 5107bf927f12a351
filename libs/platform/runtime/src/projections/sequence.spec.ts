import { expect, test } from '@jest/globals';
import type { Recorded } from '@tamani/kernel';
import { memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { z } from 'zod';
import type { ReadModel } from '../definitions.js';
import { decodeEvent } from '../event-codec.js';
import { StreamStates } from '../states/stream-states.js';
import { foldBatch } from './model-fold.js';

interface Line extends Readonly<Record<string, unknown>> {
  readonly position: number;
  readonly number: number;
}

/** Two documents of each event, that say how many events were before it. */
const lines: ReadModel<Line> = {
  name: 'lines',
  version: 1,
  schema: z.looseObject({ position: z.int(), number: z.int() }),
  fields: { position: 'integer', number: 'integer' },
  indexes: [['position']],
  streams: ['shop.'],
  sequence: 'position',
  keys: ({ id }) => [`${id}:0`, `${id}:1`],
  on: {
    '*': (_, { position, last }) => ({
      position: Number(position),
      number: ((last as Line | undefined)?.number ?? 0) + 1,
    }),
  },
};

const meta = { recordedAt: '2026-11-25T09:00:00.000Z' } as Recorded['meta'];
const events = Array.from({ length: 12 }, (_, n): Recorded => {
  const at = { stream: 'shop.Till-t', revision: BigInt(n), position: BigInt(n * 3 + 1) };
  return { id: `e${String(n).padStart(2, '0')}`, type: 'Rung', data: {}, meta, ...at };
});

async function folded(batches: readonly (readonly Recorded[])[], lose: readonly string[] = []) {
  const reads = memoryReadStore();
  const states = new StreamStates(memoryEventStore(), (event) => decodeEvent({}, event), 0);
  const collection = 'shop_lines_v1';
  await reads.ensure({ name: collection, fields: lines.fields, indexes: lines.indexes });
  const partly = {
    ...{ load: reads.load.bind(reads), find: reads.find.bind(reads) },
    commit: ({ writes }: Parameters<typeof reads.commit>[0]) =>
      reads.commit({ writes: writes.filter(({ key }) => !lose.includes(key)) }),
  } as typeof reads;
  for (const batch of batches) {
    const target = { model: lines, collection, reads: lose.length > 0 ? partly : reads, states };
    await foldBatch(target, batch, { position: batch.at(-1)?.position ?? 0n });
  }
  if (lose.length > 0)
    await foldBatch({ model: lines, collection, reads, states }, events, { position: 99n });
  const { documents } = await reads.find(collection, { limit: 100 });
  return documents.map(({ key, doc }) => `${key} ${String(doc['number'])}`);
}

const expected = events.flatMap(({ id }, n) => [`${id}:0 ${n + 1}`, `${id}:1 ${n + 1}`]);

test('each document follows the last one before its event, however the log is cut', async () => {
  expect(await folded([events])).toEqual(expected);
  expect(await folded([events.slice(0, 5), events.slice(5, 6), events.slice(6)])).toEqual(expected);
  expect(await folded([events.slice(0, 5), events.slice(2)])).toEqual(expected);
});

test('a batch that was written in part is folded again to the same', async () => {
  const lost = ['e00:0', 'e03:1', 'e04:0', 'e04:1', 'e09:0'];
  expect(await folded([events.slice(0, 10)], lost)).toEqual(expected);
});

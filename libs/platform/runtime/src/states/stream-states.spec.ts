import { expect, test } from '@jest/globals';
import { derivedId } from '@tamani/kernel';
import type { StoredEvent } from '@tamani/ports';
import { memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { decodeEvent } from '../event-codec.js';
import { aggregateReadModel } from '../projections/aggregate-read-model.js';
import { foldBatch } from '../projections/model-fold.js';
import { StreamStates } from './stream-states.js';

interface Sum {
  readonly total: bigint;
  readonly parts: readonly { readonly amount: bigint; readonly note: string | null }[];
}
const initial: Sum = { total: 0n, parts: [] };
const evolve = ({ total, parts }: Sum, { data }: { data: unknown }): Sum => {
  const amount = BigInt((data as { amount: string }).amount);
  return { total: total + amount, parts: [...parts, { amount, note: null }] };
};
const model = aggregateReadModel({
  name: 'sums',
  version: 1,
  context: 'shop',
  decider: { category: 'shop.Sum', initial, evolve },
  fields: {},
  indexes: [],
  values: ({ total }, { revision }) => ({ total: `${total}`, revision: `${revision}` }),
  render: ({ total, parts }) => ({ total: `${total}`, parts: parts.length }),
});
const collection = 'shop_sums_v1';
const amounts = ['90071992547409930001', '2', '3', '4'];
const recordedAt = (n: number) => `2026-09-15T10:00:0${n}.000Z`;

/** A log of one sum, folded in batches that end at these events. */
async function folded(ends: readonly number[], forgetful: boolean) {
  const [store, reads] = [memoryEventStore(), memoryReadStore()];
  const stored = amounts.map((amount, n) => {
    const meta = JSON.stringify({ recordedAt: recordedAt(n), schemaVersion: 1 });
    const id = derivedId('sum', String(n));
    return { id, type: 'Added', data: JSON.stringify({ amount }), meta };
  });
  await store.append('shop.Sum-s', stored, 'no_stream');
  await reads.ensure({ name: collection, fields: model.fields, indexes: model.indexes });
  const decode = (one: StoredEvent) => decodeEvent({}, one);
  const fresh = () => new StreamStates(store, decode, 1_000_000);
  const { events } = await store.readAll({ after: 0n, limit: amounts.length });
  let states = fresh();
  for (const [n, end] of ends.entries()) {
    if (forgetful) states = fresh();
    const batch = events.slice(ends[n - 1] ?? 0, end).map(decode);
    const target = { model, collection, reads, states };
    await foldBatch(target, batch, { position: batch.at(-1)?.position ?? 0n });
  }
  return reads.get(collection, 's');
}

test('a document is the same however the log is cut; its state is not in it, kept or not', async () => {
  const stamps = { createdAt: recordedAt(0), updatedAt: recordedAt(3), revision: '3' };
  const total = '90071992547409930010';
  const doc = { total, ...stamps, item: { id: 's', total, parts: 4, ...stamps } };
  for (const ends of [[4], [1, 2, 3, 4], [3, 4]]) {
    for (const forgetful of [false, true]) {
      expect((await folded(ends, forgetful))?.doc).toEqual(doc);
    }
  }
});

import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  StaleWrite,
  StoreCorrupt,
  StoreMisuse,
  StoreUnavailable,
  type JsonObject,
} from '@tamani/ports';
import { describeOn, mongoServer, seeded, serverOf } from '@tamani/testing';
import fc from 'fast-check';
import { createConnection } from 'mongoose';
import { dropDatabase, freshNamespace } from '../testing/database.js';
import { openMongoReadStore, type MongoReadStore } from './index.js';

const found = await serverOf(mongoServer);
afterAll(() => found?.stop());

const NAME = 'budgets_v1';
const NEW = undefined as bigint | undefined;
const SPEC = {
  name: NAME,
  fields: { fund: 'text', amountMinor: 'integer', lines: 'integer' },
  indexes: [['fund'], ['amountMinor', 'fund']],
} as const;

describeOn(found, 'mongodb: read store', ({ address: url }) => {
  let namespace = '';
  let reads: MongoReadStore;
  beforeEach(async () => {
    namespace = freshNamespace('reads');
    reads = await openMongoReadStore({ url, namespace });
    await reads.ensure(SPEC);
  });
  afterEach(async () => {
    await reads.close();
    await dropDatabase(url, namespace);
  });
  const write = (key: string, doc: JsonObject, { position = 1n, expected = NEW } = {}) => ({
    collection: NAME,
    key,
    doc,
    position,
    expected,
  });

  it('gives every JSON back as it was', async () => {
    const anyName = fc.oneof(
      fc.constantFrom('$set', 'a.b', '.', '', '__proto__', '_id', 'fund '),
      fc.string({ unit: 'binary' }),
    );
    const anyValue = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 });
    const docs = fc.array(fc.tuple(anyName, anyValue), { maxLength: 6 });
    const { parameters } = seeded('mongodb: any JSON', { runs: 100 });
    let nth = 0;
    const property = fc.asyncProperty(docs, async (members) => {
      const text = JSON.stringify(Object.fromEntries(members));
      const key = `k${(nth += 1)}`;
      await reads.commit({ writes: [write(key, JSON.parse(text) as JsonObject)] });
      expect(JSON.stringify((await reads.get(NAME, key))?.doc)).toBe(text);
    });
    await fc.assert(property, parameters);
    const lone = { text: '\ud800', nul: '\0', zero: 0, large: Number.MAX_SAFE_INTEGER };
    await reads.commit({ writes: [write('lone', lone)] });
    expect((await reads.get(NAME, 'lone'))?.doc).toEqual(lone);
  });

  it('replaces more documents in one batch than a server has connections to its file', async () => {
    const keys = Array.from({ length: 250 }, (_, n) => `k${n}`);
    await reads.commit({ writes: keys.map((key) => write(key, { lines: 1 })) });
    const second = { position: 2n, expected: 1n as bigint | undefined };
    await reads.commit({ writes: keys.map((key) => write(key, { lines: 2 }, second)) });
    const documents = [...(await reads.load(NAME, keys)).values()];
    expect(documents.map(({ position, doc }) => [position, doc['lines']])).toEqual(
      keys.map(() => [2n, 2]),
    );
  });

  it('takes two writes of a document in one batch as one after the other', async () => {
    await reads.commit({
      writes: [write('a', { lines: 1 }), write('a', { lines: 2 }, { position: 5n, expected: 1n })],
    });
    expect(await reads.get(NAME, 'a')).toEqual({ key: 'a', doc: { lines: 2 }, position: 5n });
    const stale = [
      write('b', { lines: 1 }),
      write('b', { lines: 2 }, { position: 5n, expected: 3n }),
    ];
    await expect(reads.commit({ writes: stale })).rejects.toThrow(StaleWrite);
    expect(await reads.get(NAME, 'b')).toBeUndefined();
  });

  it('writes and loads thousands', async () => {
    const keys = Array.from({ length: 1_500 }, (_, n) => `k${n}`);
    await reads.commit({ writes: keys.map((key, n) => write(key, { amountMinor: n })) });
    const loaded = await reads.load(NAME, keys);
    expect(keys.map((key) => loaded.get(key)?.doc['amountMinor'])).toEqual([...keys.keys()]);
  });

  it('refuses a sum above 64 bits, rather than round it', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const keys = Array.from({ length: 1_025 }, (_, n) => `k${n}`);
    await reads.commit({ writes: keys.map((key) => write(key, { amountMinor: most })) });
    const query = { groupBy: [], sums: ['amountMinor'] };
    await expect(reads.sum(NAME, query)).rejects.toThrow(StoreMisuse);
    const where = [{ field: 'amountMinor', op: 'lt', value: most }] as const;
    expect(await reads.sum(NAME, { ...query, where })).toEqual([]);
    await reads.commit({ writes: [write('k0', {}, { position: 2n, expected: 1n })] });
    await reads.commit({ writes: [write('k1', {}, { position: 2n, expected: 1n })] });
    const [total] = await reads.sum(NAME, query);
    expect(total).toMatchObject({ sums: { amountMinor: BigInt(most) * 1_023n }, count: 1_025 });
  });

  it('makes a collection once, however many processes ask for it', async () => {
    const stores = await Promise.all(
      Array.from({ length: 10 }, () => openMongoReadStore({ url, namespace })),
    );
    const spec = { ...SPEC, name: 'asked_v1' };
    await Promise.all(stores.map((store) => store.ensure(spec)));
    expect(await indexNames('asked_v1')).toEqual(['_id_', 'amountMinor__fund', 'fund']);
    for (const store of stores) await store.close();
  });

  const indexNames = async (collection: string): Promise<readonly string[]> => {
    const connection = await createConnection(url, { dbName: namespace }).asPromise();
    const indexes = await connection.collection(collection).listIndexes().toArray();
    await connection.close();
    return indexes.map((index) => String(index['name'])).sort();
  };

  it('brings indexes up to date; other fields need a new version', async () => {
    await reads.commit({ writes: [write('a', {})] });
    await reads.ensure({ ...SPEC, indexes: [['lines'], ['fund']] });
    expect(await indexNames(NAME)).toEqual(['_id_', 'fund', 'lines']);
    expect(await reads.get(NAME, 'a')).toBeDefined();
    const other = { ...SPEC, fields: { ...SPEC.fields, open: 'boolean' } } as const;
    await expect(reads.ensure(other)).rejects.toThrow(StoreMisuse);
  });

  describe('a document', () => {
    const rich = { fund: 'A', amountMinor: 10_000, lines: 1 };
    const answers = [
      () => reads.get(NAME, 'rich'),
      () => reads.load(NAME, ['rich']),
      () => reads.find(NAME, { limit: 10 }),
    ];
    const changed = async (field: string, from: unknown, to: unknown): Promise<void> => {
      const connection = await createConnection(url, { dbName: namespace }).asPromise();
      const documents = connection.collection<{ _id: string }>(NAME);
      const { modifiedCount } = await documents.updateOne(
        { _id: 'rich', [field]: from },
        { $set: { [field]: to } },
      );
      await connection.close();
      expect(modifiedCount).toBe(1);
    };
    beforeEach(() => reads.commit({ writes: [write('rich', rich)] }));

    it('with one digit changed is not served, in its text or in a field', async () => {
      const text = JSON.stringify(rich);
      await changed('doc', text, text.replace('10000', '90000'));
      for (const answer of answers) await expect(answer()).rejects.toThrow(StoreCorrupt);
      await changed('doc', text.replace('10000', '90000'), text);
      await changed('f.amountMinor', 10_000, 90_000);
      for (const answer of answers) await expect(answer()).rejects.toThrow(StoreCorrupt);
    });

    it('that is as it was written is served (control)', async () => {
      await changed('f.amountMinor', 10_000, 90_000);
      await changed('f.amountMinor', 90_000, 10_000);
      for (const answer of answers) expect(await answer()).toBeDefined();
      expect((await reads.get(NAME, 'rich'))?.doc).toEqual(rich);
    });
  });

  it('sees nothing of another namespace', async () => {
    const other = await openMongoReadStore({ url, namespace: `${namespace}_other` });
    expect(await other.collections()).toEqual([]);
    await other.close();
    await dropDatabase(url, `${namespace}_other`);
  });

  it('says what answers, and what is wrong with an address', async () => {
    expect(reads.engine).toMatch(/^mongodb \d+\.\d+\.\d+/);
    const open = (address: string, name = namespace): Promise<unknown> =>
      openMongoReadStore({ url: address, namespace: name, selectionTimeoutMs: 200 });
    await expect(open('mongodb://127.0.0.1:1/')).rejects.toThrow(StoreUnavailable);
    await expect(open('http://127.0.0.1/')).rejects.toThrow(StoreMisuse);
    await expect(open(url, 'no.name')).rejects.toThrow(StoreMisuse);
    await reads.close();
    await expect(reads.collections()).rejects.toThrow(StoreUnavailable);
  });
});

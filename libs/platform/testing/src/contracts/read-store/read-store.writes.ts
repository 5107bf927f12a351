import { expect } from '@jest/globals';
import { errorNameOf } from '../event-store/event-store.harness.js';
import { freshName, type Cases } from '../suite.js';
import {
  fill,
  newDocument,
  sample,
  sampleSpec,
  type ReadStoreSubject,
} from './read-store.harness.js';

const DOC = {
  fund: 'Réhabilitation \u2028 👩🏽‍🔧',
  amountMinor: Number.MAX_SAFE_INTEGER,
  open: false,
  nested: { $state: ['0', { 'a.b': null }], list: [] },
  region: null,
};

const documents: Cases<ReadStoreSubject> = {
  'a document comes back as it was written, with its position': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    const position = 2n ** 53n + 1n;
    await reads.commit({ writes: [{ ...newDocument(collection, 'clé/1', DOC), position }] });
    const stored = { key: 'clé/1', doc: DOC, position };
    expect(await reads.get(collection, 'clé/1')).toEqual(stored);
    expect(await reads.get(collection, 'CLÉ/1')).toBeUndefined();
    const loaded = await reads.load(collection, ['none', 'clé/1', 'clé/1']);
    expect([...loaded]).toEqual([['clé/1', stored]]);
    expect([...(await reads.load(collection, []))]).toEqual([]);
  },
  'a batch that can be made again is read at once, and kept at a close': async ({ own }) => {
    const harness = await own();
    const { reads } = harness;
    const collection = await sample(reads);
    const checkpoint = { name: collection, position: 1n };
    await reads.commit({ writes: [newDocument(collection, 'a')], checkpoint, isRemade: true });
    expect(await reads.get(collection, 'a')).toMatchObject({ key: 'a' });
    expect(await reads.checkpoint(collection)).toBe(1n);
    const again = await harness.reopen();
    expect(await again.get(collection, 'a')).toMatchObject({ key: 'a' });
    expect(await again.checkpoint(collection)).toBe(1n);
  },
  'a document is replaced as a whole': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    await fill(reads, collection, { a: DOC });
    const write = { ...newDocument(collection, 'a', { lines: 1 }), position: 5n, expected: 1n };
    await reads.commit({ writes: [write] });
    expect(await reads.get(collection, 'a')).toEqual({ key: 'a', doc: { lines: 1 }, position: 5n });
  },
};

const conditions: Cases<ReadStoreSubject> = {
  'a write is refused when another worker wrote, and changes nothing': async ({ shared }) => {
    const { reads } = shared;
    const collection = await sample(reads);
    await fill(reads, collection, { a: { lines: 1 } });
    await reads.commit({
      writes: [{ ...newDocument(collection, 'a', { lines: 2 }), position: 2n, expected: 1n }],
    });
    for (const expected of [undefined, 1n, 3n]) {
      const stale = { ...newDocument(collection, 'a', { lines: 9 }), position: 9n, expected };
      expect(await errorNameOf(reads.commit({ writes: [stale] }))).toBe('StaleWrite');
    }
    expect(await reads.get(collection, 'a')).toMatchObject({ doc: { lines: 2 }, position: 2n });
  },
  'a write to a document that is not there is refused when one is expected': async (given) => {
    const { reads } = given.shared;
    const collection = await sample(reads);
    const stale = { ...newDocument(collection, 'a'), position: 2n, expected: 1n };
    expect(await errorNameOf(reads.commit({ writes: [stale] }))).toBe('StaleWrite');
    expect(await reads.get(collection, 'a')).toBeUndefined();
  },
  'of workers that write the same document one wins': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    const tries = Array.from({ length: 8 }, (_, lines) =>
      errorNameOf(reads.commit({ writes: [newDocument(collection, 'a', { lines })] })),
    );
    const names = await Promise.all(tries);
    expect(names.filter((name) => name === undefined)).toHaveLength(1);
    expect(names.filter((name) => name === 'StaleWrite')).toHaveLength(7);
    const lines = names.indexOf(undefined);
    expect(await reads.get(collection, 'a')).toMatchObject({ doc: { lines } });
  },
  'no checkpoint is saved with a write that is refused': async ({ shared: { reads } }) => {
    const collection = await sample(reads);
    const name = freshName('projection');
    await fill(reads, collection, { a: {} });
    const writes = [newDocument(collection, 'b'), newDocument(collection, 'a')];
    const refused = reads.commit({ writes, checkpoint: { name, position: 7n } });
    expect(await errorNameOf(refused)).toBe('StaleWrite');
    expect(await reads.checkpoint(name)).toBeUndefined();
  },
};

const checkpoints: Cases<ReadStoreSubject> = {
  'a checkpoint is saved with its batch, with no documents too, and deleted': async (given) => {
    const { reads } = given.shared;
    const collection = await sample(reads);
    const name = freshName('projection');
    expect(await reads.checkpoint(name)).toBeUndefined();
    const writes = [newDocument(collection, 'a')];
    await reads.commit({ writes, checkpoint: { name, position: 3n } });
    expect(await reads.checkpoint(name)).toBe(3n);
    expect(await reads.get(collection, 'a')).toBeDefined();
    await reads.commit({ writes: [], checkpoint: { name, position: 2n ** 53n + 1n } });
    expect(await reads.checkpoint(name)).toBe(2n ** 53n + 1n);
    await reads.deleteCheckpoint(name);
    expect(await reads.checkpoint(name)).toBeUndefined();
    await reads.deleteCheckpoint(name);
  },
};

const marks: Cases<ReadStoreSubject> = {
  'the log is kept that was named first, and each checkpoint has its mark': async ({ own }) => {
    const harness = await own();
    const { reads } = harness;
    expect([await reads.keepLog('one'), await reads.keepLog('other')]).toEqual(['one', 'one']);
    const save = (name: string, position: bigint, event?: string) =>
      reads.commit({
        writes: [],
        checkpoint: { name, position, ...(event && { mark: { log: 'one', event } }) },
      });
    await save('b', 3n, 'e3');
    await save('a', 2n);
    await save('b', 4n, 'e4');
    const again = await harness.reopen();
    expect(await again.keepLog('other')).toBe('one');
    expect(await again.marks()).toEqual([
      { name: 'a', mark: { log: '', position: 2n, event: '' } },
      { name: 'b', mark: { log: 'one', position: 4n, event: 'e4' } },
    ]);
  },
};

const collections: Cases<ReadStoreSubject> = {
  'a collection is made once, and is empty again after it was dropped': async ({ shared }) => {
    const { reads } = shared;
    const spec = sampleSpec();
    expect(await reads.collections()).not.toContain(spec.name);
    await reads.ensure(spec);
    await fill(reads, spec.name, { a: { fund: 'F' } });
    await reads.ensure({ ...spec, indexes: [['fund'], ['lines']] });
    expect(await reads.get(spec.name, 'a')).toBeDefined();
    expect(await reads.collections()).toContain(spec.name);
    await reads.drop(spec.name);
    expect(await reads.collections()).not.toContain(spec.name);
    await reads.drop(spec.name);
    await reads.ensure(spec);
    expect((await reads.find(spec.name, { limit: 1 })).documents).toEqual([]);
  },
  'everything is there after closing and opening again': async ({ own }) => {
    const harness = await own();
    const collection = await sample(harness.reads);
    const name = freshName('projection');
    const writes = [newDocument(collection, 'a', DOC)];
    await harness.reads.commit({ writes, checkpoint: { name, position: 4n } });
    const reads = await harness.reopen();
    expect(await reads.get(collection, 'a')).toEqual({ key: 'a', doc: DOC, position: 1n });
    expect(await reads.checkpoint(name)).toBe(4n);
    expect(await reads.collections()).toContain(collection);
    const where = [{ field: 'fund', op: 'eq', value: DOC.fund }] as const;
    expect((await reads.find(collection, { where, limit: 5 })).documents).toHaveLength(1);
  },
};

export const writeCases: Cases<ReadStoreSubject> = {
  ...documents,
  ...conditions,
  ...checkpoints,
  ...marks,
  ...collections,
};

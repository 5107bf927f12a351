import type {
  CollectionSpec,
  DocumentWrite,
  FindQuery,
  JsonObject,
  ReadStore,
  StoredDocument,
} from '@tamani/ports';
import { freshName, type Subject } from '../suite.js';

/** An open engine for a suite. */
export interface ReadStoreHarness {
  readonly reads: ReadStore;
  /** Closes the store and opens the same data again. */
  reopen(): Promise<ReadStore>;
  /** Closes what is open and removes the data. */
  dispose(): Promise<void>;
}

export type ReadStoreSubject = Subject<ReadStoreHarness>;

/** A collection like that of a list: texts, whole numbers, a flag, some of them indexed. */
export const sampleSpec = (): CollectionSpec => ({
  name: `${freshName('contract')}_v1`,
  fields: {
    fund: 'text',
    region: 'text',
    amountMinor: 'integer',
    lines: 'integer',
    open: 'boolean',
  },
  indexes: [['fund', 'region'], ['amountMinor'], ['open', 'amountMinor']],
});

/** A fresh sample collection of the store. */
export async function sample(reads: ReadStore): Promise<string> {
  const spec = sampleSpec();
  await reads.ensure(spec);
  return spec.name;
}

export const newDocument = (
  collection: string,
  key: string,
  doc: JsonObject = {},
): DocumentWrite => ({ collection, key, doc, position: 1n, expected: undefined });

/** Writes new documents: `{ key: fields }`. */
export const fill = (
  reads: ReadStore,
  collection: string,
  documents: Readonly<Record<string, JsonObject>>,
): Promise<void> =>
  reads.commit({
    writes: Object.entries(documents).map(([key, doc]) => newDocument(collection, key, doc)),
  });

/** Follows the cursors to the end. Fails when a page is above its limit, or paging does not end. */
export async function allFound(
  reads: ReadStore,
  collection: string,
  query: FindQuery,
): Promise<StoredDocument[]> {
  const all: StoredDocument[] = [];
  let { cursor } = query;
  for (let pages = 0; pages < 1_000; pages += 1) {
    const page = await reads.find(collection, { ...query, cursor });
    if (page.documents.length > query.limit) throw new Error('a page above its limit');
    all.push(...page.documents);
    if (page.nextCursor === null) return all;
    if (page.documents.length === 0) throw new Error('an empty page with a next one');
    cursor = page.nextCursor;
  }
  throw new Error('paging does not end');
}

export const keysOf = (documents: Iterable<StoredDocument>): string[] =>
  [...documents].map(({ key }) => key);

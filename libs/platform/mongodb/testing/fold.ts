import {
  StaleWrite,
  type CollectionSpec,
  type DocumentWrite,
  type Lease,
  type ReadStore,
  type StoredDocument,
} from '@tamani/ports';
import type { Random } from '@tamani/testing';

/** An entry in an account, as a projection sees it. */
export interface Entry {
  readonly position: bigint;
  readonly account: string;
  readonly amountMinor: number;
}

/** Two collections of the same accounts, so that a batch is more than one command. */
export const BOOKS: readonly CollectionSpec[] = ['totals_v1', 'counts_v1'].map((name) => ({
  name,
  fields: { amountMinor: 'integer', entries: 'integer' },
  indexes: [['amountMinor']],
}));

export const CHECKPOINT = 'books';

/** Entries 1…n in some accounts. */
export const entriesOf = (random: Random, count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, at) => ({
    position: BigInt(at + 1),
    account: `account-${random.below(6)}`,
    amountMinor: random.below(1_000) - 200,
  }));

export interface FoldOptions {
  readonly lease?: Lease;
  /** Off: what a document has applied already is applied again (for controls). */
  readonly heedsPositions?: boolean;
}

/** What the runtime's projector does: load, fold what is new, write on condition, checkpoint. */
export async function fold(
  reads: ReadStore,
  entries: readonly Entry[],
  { lease, heedsPositions = true }: FoldOptions = {},
): Promise<void> {
  const position = entries.at(-1)?.position ?? 0n;
  for (;;) {
    try {
      const writes = await writesOf(reads, entries, heedsPositions);
      await reads.commit({ writes, checkpoint: { name: CHECKPOINT, position, lease } });
      return;
    } catch (error) {
      if (!(error instanceof StaleWrite)) throw error;
    }
  }
}

/** The writes of a fold that is not committed yet. */
export async function writesOf(
  reads: ReadStore,
  entries: readonly Entry[],
  heedsPositions = true,
): Promise<readonly DocumentWrite[]> {
  const keys = [...new Set(entries.map(({ account }) => account))];
  const writes: DocumentWrite[] = [];
  for (const { name } of BOOKS) {
    const stored = await reads.load(name, keys);
    for (const key of keys) {
      const before = stored.get(key);
      const own = entries.filter(({ account, position }) => {
        const isNew = !before || position > before.position;
        return account === key && (isNew || !heedsPositions);
      });
      if (own.length > 0) writes.push(written(name, key, { before, own }));
    }
  }
  return writes;
}

function written(
  collection: string,
  key: string,
  { before, own }: { readonly before: StoredDocument | undefined; readonly own: readonly Entry[] },
): DocumentWrite {
  const sum = own.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const doc = {
    amountMinor: Number(before?.doc['amountMinor'] ?? 0) + sum,
    entries: Number(before?.doc['entries'] ?? 0) + own.length,
  };
  const position = own.at(-1)?.position ?? 0n;
  return { collection, key, doc, position, expected: before?.position };
}

/** Where the stored books differ from the entries; empty when they are right. */
export async function differences(
  reads: ReadStore,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { name } of BOOKS) {
    for (const key of new Set(entries.map(({ account }) => account))) {
      const own = entries.filter(({ account }) => account === key);
      const wanted = written(name, key, { before: undefined, own });
      const there = await reads.get(name, key);
      const isRight =
        there?.position === wanted.position &&
        JSON.stringify(there.doc) === JSON.stringify(wanted.doc);
      if (!isRight) wrong.push(`${name}/${key}: ${JSON.stringify(there?.doc)}`);
    }
  }
  return wrong;
}

import type { JsonObject } from '@tamani/kernel';
import type { LogMark } from './event-store.port.js';

export type { JsonObject } from '@tamani/kernel';

/**
 * Documents that projections write and queries read. It needs no transactions: each document
 * carries the position of the last event it has applied, and is written on condition that its
 * position is still the one read; a checkpoint is saved after its documents.
 */
export interface ReadStore {
  /** Engine and version, for logs and test output. */
  readonly engine: string;
  /** Where it is, as an operator knows it: a file, a database. */
  readonly place?: string;

  /** Creates the collection and its indexes if they are not there. Idempotent. */
  ensure(collection: CollectionSpec): Promise<void>;
  drop(collection: string): Promise<void>;
  /** Gives back the room of what was dropped; takes as long as copying the rest. */
  compact?(): Promise<void>;
  /** Names of the collections that exist. */
  collections(): Promise<readonly string[]>;

  /** The documents of these keys that exist. */
  load(collection: string, keys: readonly string[]): Promise<ReadonlyMap<string, StoredDocument>>;

  /**
   * Writes documents, each on condition of the position read, then the checkpoint, on
   * condition of its epoch. Throws StaleWrite when another worker wrote (reload and fold again)
   * and LeaseLost when the epoch is not the current one.
   */
  commit(batch: WriteBatch): Promise<void>;

  /** The saved checkpoint of a projection; undefined when it has none. */
  checkpoint(name: string): Promise<bigint | undefined>;
  deleteCheckpoint(name: string): Promise<void>;
  /** Every checkpoint with what its position is recognised by, in the order of their names. */
  marks(): Promise<readonly SavedMark[]>;
  /** Keeps the id of the log that all this is folded from, if it has none; answers the kept one. */
  keepLog(log: string): Promise<string>;

  get(collection: string, key: string): Promise<StoredDocument | undefined>;
  find(collection: string, query: FindQuery): Promise<FindPage>;
  /** Sums of integer fields, grouped; rows in the order of the group's values. */
  sum(collection: string, query: SumQuery): Promise<readonly SumRow[]>;

  readonly leases: Leases;

  /** Errors since it was opened, counted by name (`unknown_outcomes`), for the metrics. */
  counters?(): Readonly<Record<string, number>>;

  close(): Promise<void>;
}

/** Value of an indexed field. Integers are safe integers; amounts are in minor units. */
export type Scalar = string | number | boolean | null;
export type FieldType = 'text' | 'integer' | 'boolean';

export interface CollectionSpec {
  /** `budgets_budget_lines_v1`: lower_snake with the version. */
  readonly name: string;
  /** Top-level fields that can be filtered, sorted, grouped by or summed. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Indexes, each a list of fields. */
  readonly indexes: readonly (readonly string[])[];
  /**
   * Of documents that are written once, one for a position of the log, millions of them: all their
   * members, so that an engine can keep cells without a text. Their key is `columnKey(position)`,
   * they are sorted by their position, and they have no sums.
   */
  readonly columns?: Readonly<Record<string, ColumnKind>>;
}

/**
 * What a member is: the document's position; a value that many documents have, of any type; an id,
 * mostly a UUID, that is equal or not; a moment in UTC with milliseconds; a safe integer.
 */
export type ColumnKind = 'position' | 'word' | 'id' | 'moment' | 'integer';

export interface StoredDocument {
  readonly key: string;
  readonly doc: JsonObject;
  /** Position of the last event applied to it. */
  readonly position: bigint;
}

export interface DocumentWrite {
  readonly collection: string;
  readonly key: string;
  readonly doc: JsonObject;
  readonly position: bigint;
  /** Position of the document read; undefined when there was none. */
  readonly expected: bigint | undefined;
}

export interface WriteBatch {
  readonly writes: readonly DocumentWrite[];
  /**
   * Whatever is lost of it is made again, from the checkpoint that is left: it need not outlive
   * the process at once, only in the order of the batches, whole. It is read at once.
   */
  readonly isRemade?: boolean;
  readonly checkpoint?: {
    readonly name: string;
    readonly position: bigint;
    readonly lease?: Lease;
    /** What the position is recognised by when the work is taken up again. */
    readonly mark?: Omit<LogMark, 'position'>;
  };
}

/** A checkpoint; log and event are '' where it was saved without them. */
export interface SavedMark {
  readonly name: string;
  readonly mark: LogMark;
}

/** Conditions are joined by and. Values come from the server's own code, scalars only. */
export type Condition =
  | {
      readonly field: string;
      readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
      readonly value: Scalar;
    }
  | { readonly field: string; readonly op: 'in'; readonly values: readonly Scalar[] }
  /** A text has another in it, code point by code point; the empty text is in every text. */
  | { readonly field: string; readonly op: 'contains'; readonly value: string };

export interface FindQuery {
  readonly where?: readonly Condition[];
  /** One field; the key breaks ties, so that a cursor is exact. Default: by key, ascending. */
  readonly sort?: { readonly field: string; readonly direction: 'asc' | 'desc' };
  /** 1..1000. */
  readonly limit: number;
  /** `nextCursor` of the previous page, with the same query. Throws InvalidCursor. */
  readonly cursor?: string;
}

export interface FindPage {
  readonly documents: readonly StoredDocument[];
  readonly nextCursor: string | null;
}

export interface SumQuery {
  readonly where?: readonly Condition[];
  readonly groupBy: readonly string[];
  readonly sums: readonly string[];
}

export interface SumRow {
  readonly group: Readonly<Record<string, Scalar>>;
  readonly sums: Readonly<Record<string, bigint>>;
  readonly count: number;
}

/** One active worker per name: a document with a growing epoch and an expiry. */
export interface Leases {
  /** The lease, when it is free, expired, or already the owner's; undefined otherwise. */
  acquire(name: string, owner: string, ttlMs: number): Promise<Lease | undefined>;
  /** Prolongs; false when it was lost. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  release(lease: Lease): Promise<void>;
}

export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly epoch: number;
}

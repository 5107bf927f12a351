import { checkedText, type Scalar } from '@tamani/ports';
import { crc32 } from 'node:zlib';

/** A value of a declared field: integers as int64, so that the server's sums are exact. */
export type StoredScalar = string | bigint | boolean | null;

/**
 * A document as it is stored. `doc` is its JSON text: BSON has no form that gives every JSON back
 * as it was on every server. Names with dots and dollars are refused by some and mean paths to
 * others, a number comes back as another type, and half a surrogate pair is no UTF-8. Nothing is
 * ever asked of it: what is filtered, sorted and summed stands in `f`.
 */
export interface DocumentForm {
  readonly _id: string;
  readonly position: bigint;
  readonly doc: string;
  /** Every declared field; null where the document has none, so that an index has all of them. */
  readonly f: Readonly<Record<string, StoredScalar>>;
  /** CRC-32 over all of it. */
  readonly checksum: bigint;
}

export const storedScalar = (value: Scalar): StoredScalar =>
  typeof value === 'number' ? BigInt(value) : value;

/** The way back: int32, int64 and double are all a number. */
export const scalarOf = (value: unknown): Scalar =>
  typeof value === 'bigint' ? Number(value) : ((value ?? null) as Scalar);

/** The checksum of a document with its declared fields. */
export function formChecksum(
  collection: string,
  { _id: key, position, doc, f }: Omit<DocumentForm, 'checksum'>,
): bigint {
  const fields = Object.keys(f).sort();
  const text = [doc, ...fields.map((field) => `${field}=${scalarText(f[field])}`)].join('\n');
  return BigInt(crc32(checkedText(collection, { key, position, text })));
}

/** Servers give integers back in other types. */
const scalarText = (value: unknown): string => `${typeof value === 'string' ? 's' : ''}${value}`;

/** Where a declared field stands. */
export const pathOf = (field: string): string => `f.${field}`;

export interface CollectionForm {
  readonly _id: string;
  /** The JSON of its CollectionSpec. */
  readonly spec: string;
}

export interface CheckpointForm {
  readonly _id: string;
  readonly position: bigint;
  /** Of which log, and at which of its events. */
  readonly log: string;
  readonly event: string;
  /** The highest epoch that saved it. */
  readonly epoch: bigint;
}

/** Which log all of it is folded from; its key is always the same. */
export interface LogForm {
  readonly _id: string;
  readonly log: string;
}

export interface LeaseForm {
  readonly _id: string;
  /** '' when nobody has it: the document stays, so that its epoch goes on growing. */
  readonly owner: string;
  readonly epoch: bigint;
  /** Grows with every change: whoever waits sees by it that the owner is alive. */
  readonly beat: bigint;
  readonly ttlMs: bigint;
  /** By the owner's wall clock. */
  readonly expiresAtMs: bigint;
}

/** Names with a dot: no collection of documents has one. */
export const META = {
  collections: 'meta.collections',
  checkpoints: 'meta.checkpoints',
  leases: 'meta.leases',
  log: 'meta.log',
} as const;

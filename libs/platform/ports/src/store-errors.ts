import type { ExpectedRevision } from './event-store.port.js';

/** Somebody else wrote first: reload and decide again. Nothing was written. */
export class ConcurrencyConflict extends Error {
  override readonly name = 'ConcurrencyConflict';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`${stream}: expected ${expected}, is ${actual}`);
  }
}

/** The store cannot be reached or does not take writes. Nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** It may or may not have been written: retry with the same ids and the same revision. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** An event above the limit. Nothing was written. */
export class PayloadTooLarge extends Error {
  override readonly name = 'PayloadTooLarge';
}

/** The caller's mistake: a malformed id, an empty append, a position beyond the head. */
export class StoreMisuse extends Error {
  override readonly name = 'StoreMisuse';
}

/** Stored bytes do not match their checksum: never served. */
export class StoreCorrupt extends Error {
  override readonly name = 'StoreCorrupt';
}

/** What is derived does not belong to this log, or to this state of it: never served. */
export class ForeignLog extends Error {
  override readonly name = 'ForeignLog';
}

/** Another process owns the files. */
export class StoreLocked extends Error {
  override readonly name = 'StoreLocked';
}

/** Another worker has written the document in the meantime: load, fold and write again. */
export class StaleWrite extends Error {
  override readonly name = 'StaleWrite';
}

/** The lease has gone to another owner: stop. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** A cursor that this query did not make. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

/** OpenSSL's words for a certificate that is not taken: waiting does not make it a better one. */
export const DISTRUST = /certificate|self[- ]signed|altnames/i;

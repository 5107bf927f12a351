import { StoreCorrupt, StoreUnavailable } from '@tamani/ports';
import { types } from 'node:util';

/** Primary result codes of SQLite (the low byte of an extended code). */
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;
/** A mistake in a statement or its values: generic, too big, constraint, mismatch, range. */
const STATEMENT_ERRORS = new Set([1, 18, 19, 20, 25]);

/** The primary result code of an error of the driver; undefined of any other error. */
export function sqliteCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** What was thrown as an Error; the driver's may be of another realm, so no `instanceof`. */
export const asError = (error: unknown): Error =>
  types.isNativeError(error) ? error : new Error(String(error));

export const isBusy = (error: unknown): boolean => {
  const code = sqliteCode(error);
  return code === BUSY || code === LOCKED;
};

export const isReadOnly = (error: unknown): boolean => sqliteCode(error) === READ_ONLY;

/** The file system failed, or memory: what the disk holds now is not known. */
export const isDiskTrouble = (error: unknown): boolean => {
  const code = sqliteCode(error);
  return code !== undefined && !isBusy(error) && !STATEMENT_ERRORS.has(code);
};

const isCorrupt = (error: unknown): boolean => {
  const code = sqliteCode(error);
  return code === CORRUPT || code === NOT_A_DATABASE;
};

/** Runs a read and gives its errors the names of the port. */
export function guardedRead<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isCorrupt(error)) throw new StoreCorrupt(`${file}: ${String(error)}`);
    if (sqliteCode(error) !== undefined) throw new StoreUnavailable(`${file}: ${String(error)}`);
    // A text that is no text any more: the driver refuses to decode it.
    throw error;
  }
}

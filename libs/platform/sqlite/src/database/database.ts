import {
  DatabaseSync,
  type DatabaseSyncInstance,
  type StatementSyncInstance,
} from '@photostructure/sqlite';
import { StoreCorrupt, StoreMisuse, StoreUnavailable } from '@tamani/ports';
import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, makePrivateFile } from './folder.js';
import { isReadOnly } from './sqlite-errors.js';

export type Database = DatabaseSyncInstance;
export type Statement = StatementSyncInstance;

/** How long a statement waits for a lock of a foreign reader (a backup) before it gives up. */
const BUSY_TIMEOUT_MS = 2_000;
/** Pages in memory, unless the owner of the data says how many it needs. */
const CACHE_MIB = 8;
/** `PRAGMA synchronous` as it is read back. */
const SYNCHRONOUS = { off: 0, normal: 1, full: 2 } as const;
export type Synchronous = keyof typeof SYNCHRONOUS;

export interface DatabaseOptions {
  readonly file: string;
  /**
   * full: a commit is on the disk when it returns. normal: it survives the process, and a power
   * cut takes the newest commits, in order. off: for tests only, a power cut may take the file.
   */
  readonly synchronous: Synchronous;
  /** Version of the tables; a file of another one is refused. */
  readonly schemaVersion: number;
  /** Statements that create the tables of that version. */
  readonly schema: string;
  /**
   * Memory for pages. It is the process's own, beside the system's copy of the file: what is read
   * along one end of the file needs little, indexes that are written everywhere need more.
   */
  readonly cacheMib?: number;
}

/** Opens (or creates) a database file in WAL mode and checks that it is what was asked for. */
export function openDatabase(options: DatabaseOptions): Database {
  makeFolder(dirname(options.file));
  makePrivateFile(options.file);
  const db = new DatabaseSync(options.file, { timeout: BUSY_TIMEOUT_MS });
  try {
    setAndReadBack(db, options);
    prepareSchema(db, options);
    tryToWrite(db, options);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function setAndReadBack(db: Database, options: DatabaseOptions): void {
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous}`);
  // Read back, because both settings can be ignored without an error (a read-only or network
  // file system, a library built otherwise), and then an acknowledged event could be lost.
  const journal = pragma(db, 'journal_mode');
  const synchronous = pragma(db, 'synchronous');
  if (journal !== 'wal' || synchronous !== SYNCHRONOUS[options.synchronous])
    throw new StoreUnavailable(
      `${options.file}: asked for WAL and synchronous=${options.synchronous}, ` +
        `got ${journal} and ${synchronous}: not durable, not opened`,
    );
  db.exec(`PRAGMA cache_size = ${-1_024 * (options.cacheMib ?? CACHE_MIB)}`);
  // What a refused write is taken back by, and what is sorted, needs no file.
  db.exec('PRAGMA temp_store = MEMORY');
  // Checkpoints are ours: never inside a commit that somebody waits for.
  db.exec('PRAGMA wal_autocheckpoint = 0');
}

function prepareSchema(db: Database, options: DatabaseOptions): void {
  const version = Number(pragma(db, 'user_version'));
  if (version === options.schemaVersion) return;
  if (version !== 0)
    throw new StoreMisuse(
      `${options.file}: written with schema ${version}, this is ${options.schemaVersion}`,
    );
  db.exec(`BEGIN; ${options.schema}; PRAGMA user_version = ${options.schemaVersion}; COMMIT`);
}

/**
 * SQLite serves a file that it may not write, because a header with a flipped bit asks for a newer
 * version of it, and only the first write would tell.
 */
function tryToWrite(db: Database, { file, schemaVersion }: DatabaseOptions): void {
  try {
    db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${schemaVersion}; ROLLBACK`);
  } catch (error) {
    if (isReadOnly(error) && mayWrite(file))
      throw new StoreCorrupt(`${file}: its header says that it must not be written`);
    throw error;
  }
}

function mayWrite(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The value of a pragma. The name comes from our own code, never from input. */
export function pragma(db: Database, name: string): string | number {
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, string | number>;
  return Object.values(row)[0] ?? '';
}

/** A statement whose rows come as arrays: half the cost of objects. */
export function prepareRows(db: Database, sql: string): Statement {
  const statement = db.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

/** `sqlite 3.53.0`. */
export function engineName(db: Database): string {
  const [version] = prepareRows(db, 'SELECT sqlite_version()').get() as [string];
  return `sqlite ${version}`;
}

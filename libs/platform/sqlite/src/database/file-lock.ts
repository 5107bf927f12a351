import { DatabaseSync } from '@photostructure/sqlite';
import { StoreLocked } from '@tamani/ports';
import { dirname } from 'node:path';
import type { Database } from './database.js';
import { makeFolder, makePrivateFile } from './folder.js';
import { isBusy } from './sqlite-errors.js';

/** The claim of one process on a file. It ends with the process, however that ends. */
export interface FileLock {
  release(): void;
}

/**
 * Claims a file for this process. The lock is an open EXCLUSIVE transaction on a database beside
 * it: the operating system drops it with the process, so no stale lock is left after a kill, and
 * the file itself stays open for readers (backups).
 */
export function lockFile(file: string): FileLock {
  makeFolder(dirname(file));
  makePrivateFile(`${file}.lock`);
  const db = new DatabaseSync(`${file}.lock`);
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    throw new StoreLocked(
      `${file} is in use by another process (or twice in this one): one process owns the file; ` +
        'stop the other one first',
    );
  }
  return {
    release: () => {
      if (db.isOpen) db.close();
    },
  };
}

/** Closes a database and releases its file, even when a broken disk makes closing fail. */
export function closeFile(db: Database, lock: FileLock): void {
  try {
    db.close();
  } finally {
    lock.release();
  }
}

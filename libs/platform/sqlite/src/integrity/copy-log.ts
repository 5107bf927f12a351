import { DatabaseSync } from '@photostructure/sqlite';
import { renameSync } from 'node:fs';
import { prepareRows } from '../database/database.js';
import { lockFile } from '../database/file-lock.js';
import { guardedRead } from '../database/sqlite-errors.js';

/** How long the copy waits for a lock of the server, which holds one for a commit. */
const BUSY_TIMEOUT_MS = 10_000;

export interface LogState {
  readonly log: string;
  readonly head: number;
}

/**
 * Copies a log as it is at one moment, its server at work or not: one statement in one read
 * transaction, which no write starts again and which holds no write up. Answers what the log was
 * just before: all of that is in the copy. Throws StoreCorrupt, StoreUnavailable.
 */
export function copyLog(file: string, into: string): LogState {
  return guardedRead(file, () => {
    const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      const row = prepareRows(db, 'SELECT log, head FROM log_state').get();
      const [log, head] = row as unknown as [string, number];
      db.prepare('VACUUM INTO ?').run(into);
      return { log, head };
    } finally {
      db.close();
    }
  });
}

/**
 * Puts a file in the place of a log whose server is stopped; what was there stays beside it under
 * another name. Throws StoreLocked.
 */
export function replaceLog(file: string, by: string, aside: string): void {
  const lock = lockFile(file);
  try {
    for (const part of ['', '-wal']) moveIfThere(`${file}${part}`, `${aside}${part}`);
    renameSync(by, file);
  } finally {
    lock.release();
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

import { openDatabase, type Database, type DatabaseOptions } from './database.js';
import { closeFile, lockFile, type FileLock } from './file-lock.js';
import { guardedRead } from './sqlite-errors.js';

/**
 * Claims and opens a file and gives both to what will own them; on any error the file is free
 * again. Throws StoreLocked, StoreUnavailable, StoreCorrupt, StoreMisuse (another schema).
 */
export function openFile<T>(
  options: DatabaseOptions,
  make: (db: Database, lock: FileLock) => T,
): T {
  const lock = lockFile(options.file);
  let db: Database | undefined;
  try {
    return guardedRead(options.file, () => {
      db = openDatabase(options);
      return make(db, lock);
    });
  } catch (error) {
    if (db) closeFile(db, lock);
    lock.release();
    throw error;
  }
}

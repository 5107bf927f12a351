import { openDatabase, type Database } from '../src/database/database.js';
import { lockFile } from '../src/database/file-lock.js';
import { EVENT_STORE_SCHEMA, EVENT_STORE_SCHEMA_VERSION } from '../src/event-store/schema.js';
import { SqliteEventStore } from '../src/index.js';

/** What happens at a COMMIT, instead of it or around it. */
export type CommitFault = (commit: () => void) => void;

/** An event store whose database is spoilt before it is used. */
export function storeOn(
  file: string,
  spoil: (db: Database) => Database,
  onFatal: (error: Error) => void,
): SqliteEventStore {
  const lock = lockFile(file);
  const db = openDatabase({
    file,
    synchronous: 'full',
    schemaVersion: EVENT_STORE_SCHEMA_VERSION,
    schema: EVENT_STORE_SCHEMA,
  });
  return new SqliteEventStore(spoil(db), lock, { file, onFatal });
}

/** A disk of so many pages of 4 KiB: SQLITE_FULL beyond. */
export const withPages =
  (pages: number) =>
  (db: Database): Database => {
    db.exec(`PRAGMA max_page_count = ${pages}`);
    return db;
  };

/** Replaces COMMIT; everything else goes to the database. */
export const withCommit =
  (fault: CommitFault) =>
  (db: Database): Database =>
    new Proxy(db, {
      get(target, name) {
        if (name === 'exec')
          return (sql: string) =>
            sql === 'COMMIT' ? fault(() => target.exec(sql)) : target.exec(sql);
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });

/** SQLITE_IOERR_FSYNC, as the driver throws it. */
export const ioError = (): Error =>
  Object.assign(new Error('disk I/O error'), { code: 'ERR_SQLITE_ERROR', errcode: 1034 });

import type { LogMark } from '@tamani/ports';
import { prepareRows, type Database } from '../database/database.js';
import { TopicLog } from './topic-log.js';

/** Keeps the id of the log, unless the file has one; answers it with the newest event known. */
export function keptLog(db: Database, log: string): LogMark {
  db.prepare('INSERT OR IGNORE INTO log VALUES (1, ?)').run(log);
  const [kept] = prepareRows(db, 'SELECT id FROM log').get() as unknown as [string];
  let newest = { position: 0n, event: '' };
  const topics = prepareRows(db, 'SELECT id, name FROM topics').all() as [number, string][];
  for (const [id, name] of topics) {
    const own = new TopicLog(db, id, name).newest();
    if (own && own.position > newest.position) newest = own;
  }
  return { log: kept, ...newest };
}

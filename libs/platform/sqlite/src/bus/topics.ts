import { prepareRows, type Database } from '../database/database.js';
import { guardedRead } from '../database/sqlite-errors.js';
import { TopicLog } from './topic-log.js';

/** The topics of a file. */
export class Topics {
  private readonly known = new Map<string, TopicLog>();

  constructor(
    private readonly db: Database,
    private readonly file: string,
  ) {}

  /** The topic's log; created on first use, in its own transaction. */
  of(name: string): TopicLog {
    const known = this.known.get(name);
    if (known) return known;
    const log = guardedRead(this.file, () => {
      this.db.prepare('INSERT OR IGNORE INTO topics (name) VALUES (?)').run(name);
      const row = prepareRows(this.db, 'SELECT id FROM topics WHERE name = ?').get(name);
      return new TopicLog(this.db, (row as unknown as [number])[0], name);
    });
    this.known.set(name, log);
    return log;
  }

  /** Those that were used since the file was opened. */
  used(): readonly TopicLog[] {
    return [...this.known.values()];
  }
}

import type { SavedMark, WriteBatch } from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../database/database.js';

type MarkRow = readonly [name: string, position: bigint, log: string, event: string];

/** How far each projection has come, and of which log; calls stand in the caller's transaction. */
export class Checkpoints {
  private readonly selectPosition: Statement;
  private readonly selectAll: Statement;
  private readonly upsert: Statement;

  constructor(private readonly db: Database) {
    this.selectPosition = prepareRows(db, 'SELECT position FROM checkpoints WHERE name = ?');
    this.selectAll = prepareRows(db, 'SELECT name, position, log, event FROM checkpoints');
    for (const select of [this.selectPosition, this.selectAll]) select.setReadBigInts(true);
    this.upsert = db.prepare(
      'INSERT INTO checkpoints VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET ' +
        'position = excluded.position, log = excluded.log, event = excluded.event',
    );
  }

  position(name: string): bigint | undefined {
    return (this.selectPosition.get(name) as unknown as [bigint] | undefined)?.[0];
  }

  /** All of them, in the order of their names. */
  marks(): readonly SavedMark[] {
    const rows = this.selectAll.all() as unknown as MarkRow[];
    return rows.map(([name, position, log, event]) => ({ name, mark: { log, position, event } }));
  }

  save({ name, position, mark }: NonNullable<WriteBatch['checkpoint']>): void {
    this.upsert.run(name, position, mark?.log ?? '', mark?.event ?? '');
  }

  delete(name: string): void {
    this.db.prepare('DELETE FROM checkpoints WHERE name = ?').run(name);
  }

  /** Keeps the id of the log, unless there is one; answers the one that there is. */
  keepLog(log: string): string {
    this.db.prepare('INSERT OR IGNORE INTO log VALUES (1, ?)').run(log);
    const [kept] = prepareRows(this.db, 'SELECT id FROM log').get() as unknown as [string];
    return kept;
  }
}

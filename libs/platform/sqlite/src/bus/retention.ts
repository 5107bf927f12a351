import { prepareRows, type Database, type Statement } from '../database/database.js';
import type { TopicLog } from './topic-log.js';

/** Newest messages of a topic that are kept, whoever has handled them. */
const KEPT = 1_000;
/** Messages deleted along with one commit, and so many more for each that comes in. */
const SLICE = 256;
const SLICE_PER_MESSAGE = 2;

/**
 * Deletes messages that every group has handled: the log has what they were made of. A group is
 * known from its first `consume` on, and as long as it has not handled a message it is kept, also
 * while nobody consumes for it. What is deleted, and that it is, is one transaction.
 */
export class Retention {
  private readonly selectHandled: Statement;

  constructor(
    db: Database,
    private readonly kept = KEPT,
  ) {
    this.selectHandled = prepareRows(db, 'SELECT min(handled_up_to) FROM offsets WHERE topic = ?');
  }

  /** Inside a transaction, after the offsets: only what is saved of them counts. */
  trim(log: TopicLog): void {
    const last = log.head - this.kept;
    if (last - log.first < SLICE) return;
    // Null of a topic without a group: it costs nothing but its newest messages.
    const [handled] = this.selectHandled.get(log.id) as unknown as [number | null];
    const slice = SLICE + SLICE_PER_MESSAGE * log.added;
    const upTo = Math.min(last, handled ?? last, log.first - 1 + slice);
    if (upTo >= log.first) log.trim(upTo);
  }
}

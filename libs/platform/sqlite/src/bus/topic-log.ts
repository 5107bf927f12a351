import { StoreCorrupt, type BusMessage, type LogMark } from '@tamani/ports';
import { crc32 } from 'node:zlib';
import { prepareRows, type Database, type Statement } from '../database/database.js';
import { topicTable } from './schema.js';

export interface TopicMessage extends BusMessage {
  readonly offset: number;
}

/** An event of the log. */
export type EventPlace = Pick<LogMark, 'position' | 'event'>;

type MessageRow = [number, number, string, string, string, string, string];

/** Newest messages kept in memory: every group reads them from there. */
const RECENT = 1_000;

/** The messages of one topic: offsets from 1, dense from the first that is kept. */
export class TopicLog {
  private readonly insertMessage: Statement;
  private readonly selectAfter: Statement;
  private readonly selectReached: Statement;
  private readonly updateReached: Statement;
  private readonly deleteUpTo: Statement;
  private readonly updateFirst: Statement;
  private reachedTo: number | undefined;
  private writtenHead: number;
  private firstOffset: number;
  /** The first one once the open transaction is committed. */
  private firstThen: number | undefined;
  private pending: TopicMessage[] = [];
  private addedCount = 0;
  private recent: TopicMessage[] = [];

  constructor(
    db: Database,
    readonly id: number,
    readonly name: string,
  ) {
    db.exec(topicTable(id));
    const table = `messages_${id}`;
    this.insertMessage = db.prepare(`INSERT INTO ${table} VALUES (?, ?, ?, ?, ?, ?, ?)`);
    this.selectAfter = prepareRows(
      db,
      'SELECT message_offset, checksum, key, id, type, headers, data ' +
        `FROM ${table} WHERE message_offset > ? ORDER BY message_offset LIMIT ?`,
    );
    this.selectReached = prepareRows(db, 'SELECT reached FROM topics WHERE id = ?');
    this.updateReached = db.prepare('UPDATE topics SET reached = ? WHERE id = ?');
    this.deleteUpTo = db.prepare(`DELETE FROM ${table} WHERE message_offset <= ?`);
    this.updateFirst = db.prepare('UPDATE topics SET first = ? WHERE id = ?');
    const [first, least, greatest] = prepareRows(
      db,
      `SELECT first, (SELECT min(message_offset) FROM ${table}), ` +
        `(SELECT max(message_offset) FROM ${table}) FROM topics WHERE id = ?`,
    ).get(id) as unknown as [number, number | null, number | null];
    if (least !== null && least !== first)
      throw new StoreCorrupt(`${name}: begins at message ${least}, not at ${first} as written`);
    this.firstOffset = first;
    this.writtenHead = greatest ?? first - 1;
  }

  /** Offset of the last message. */
  get head(): number {
    return this.writtenHead;
  }

  /** Offset of the first message that is kept, or of the next one where none is. */
  get first(): number {
    return this.firstThen ?? this.firstOffset;
  }

  /** Messages since the last commit. */
  get added(): number {
    return this.addedCount;
  }

  /** Deletes messages up to an offset, inside the caller's transaction. */
  trim(upTo: number): void {
    this.deleteUpTo.run(upTo);
    this.firstThen = upTo + 1;
    this.updateFirst.run(this.firstThen, this.id);
  }

  /** Forgets every message, as if nothing had been reached; inside the caller's transaction. */
  beginAgain(): void {
    this.trim(this.writtenHead);
    this.updateReached.run(0, this.id);
    this.reachedTo = undefined;
    this.recent = [];
  }

  /** Writes a message inside the caller's transaction. */
  insert({ key, id, type, headers = {}, data }: BusMessage): void {
    const offset = this.writtenHead + this.pending.length + 1;
    const texts = [key, id, type, JSON.stringify(headers), data] as const;
    this.insertMessage.run(offset, checksumOf(offset, texts), ...texts);
    this.pending.push({ offset, key, id, type, data, headers });
  }

  /** What was inserted is there, all of it: it can be read. */
  written(): void {
    this.writtenHead += this.pending.length;
    this.addedCount += this.pending.length;
    this.recent.push(...this.pending);
    if (this.recent.length > 2 * RECENT) this.recent = this.recent.slice(-RECENT);
    this.pending = [];
  }

  committed(): void {
    this.addedCount = 0;
    this.firstOffset = this.firstThen ?? this.firstOffset;
    this.firstThen = undefined;
  }

  rolledBack(): void {
    this.pending = [];
    this.firstThen = undefined;
  }

  /** Notes up to which position of the log every message is here; written with the next commit. */
  reach(position: number): void {
    this.reachedTo = position;
  }

  writeReached(): void {
    if (this.reachedTo === undefined) return;
    this.updateReached.run(this.reachedTo, this.id);
    this.reachedTo = undefined;
  }

  /** Up to which position every message is here, as far as it was noted. */
  reached(): bigint {
    const [saved] = this.selectReached.get(this.id) as [number];
    const newest = this.newest()?.position ?? 0n;
    return newest > BigInt(saved) ? newest : BigInt(saved);
  }

  /** The event of the last message: every message of an earlier one is here, too. */
  newest(): EventPlace | undefined {
    const last = this.writtenHead;
    const [message] = last < this.firstOffset ? [] : this.after(last - 1, 1);
    return message && eventIn(message.data);
  }

  /** At most `limit` messages after an offset, of those that are kept, in order. */
  after(from: number, limit: number): readonly TopicMessage[] {
    const offset = Math.max(from, this.first - 1);
    const oldest = this.recent[0]?.offset;
    if (oldest !== undefined && offset + 1 >= oldest)
      return this.recent.slice(offset + 1 - oldest, offset + 1 - oldest + limit);
    return (this.selectAfter.all(offset, limit) as MessageRow[]).map((row, index) => {
      const [found, checksum, key, id, type, headers, data] = row;
      if (found !== offset + 1 + index || checksumOf(found, row.slice(2) as string[]) !== checksum)
        throw new StoreCorrupt(`${this.name}: message ${offset + 1 + index} is not as written`);
      return { offset: found, key, id, type, data, headers: JSON.parse(headers) };
    });
  }
}

/** How the text of an IntegrationEvent ends. */
const PLACE = /"causationId":"([^"]+)","position":"(\d+)"}$/;

/** The event that a message is of; undefined of a text that is no message of the relay. */
function eventIn(text: string): EventPlace | undefined {
  const match = PLACE.exec(text);
  return match ? { position: BigInt(match[2] ?? 0), event: match[1] ?? '' } : undefined;
}

const checksumOf = (offset: number, texts: readonly string[]): number =>
  crc32(`${offset}\n${texts.join('\n')}`);

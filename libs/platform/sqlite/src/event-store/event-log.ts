import { StoreCorrupt, type NewEvent, type StoredEvent } from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../database/database.js';
import {
  checksumOf,
  EVENT_COLUMNS,
  eventOf,
  type EventPlace,
  type EventRow,
} from './event-rows.js';

const JOINED = `SELECT ${EVENT_COLUMNS} FROM events e JOIN streams s ON s.id = e.stream`;

/** Newest events kept in memory, so that live subscribers read them from there. */
const RECENT_EVENTS = 4_096;
const RECENT_CHARS = 8 * 1024 * 1024;

/** A stream by its number and its name. */
export interface NamedStream {
  readonly id: number;
  readonly name: string;
}

/** The log itself: rows by position. Positions are dense in this engine, which is checked. */
export class EventLog {
  private readonly insertEvent: Statement;
  private readonly selectAfter: Statement;
  private readonly selectAt: Statement;
  private readonly setHead: Statement;
  private recent: StoredEvent[] = [];
  private recentChars = 0;
  private pending: StoredEvent[] = [];
  private committedHead: number;
  /** The id of the log, made at its birth. */
  readonly id: string;

  constructor(db: Database) {
    this.insertEvent = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.selectAfter = prepareRows(
      db,
      `${JOINED} WHERE e.position > ? ORDER BY e.position LIMIT ?`,
    );
    this.selectAt = prepareRows(db, `${JOINED} WHERE e.position = ?`);
    this.setHead = db.prepare('UPDATE log_state SET head = ?');
    const [head, last, id] = prepareRows(
      db,
      'SELECT head, (SELECT coalesce(max(position), 0) FROM events), log FROM log_state',
    ).get() as [number, number, string];
    if (head !== last) throw new StoreCorrupt(`the log ends at ${last}, not at ${head} as written`);
    this.committedHead = head;
    this.id = id;
  }

  /** The id of the event at a position; undefined beyond the head, '' before the first event. */
  eventAt(position: number): string | undefined {
    if (position === 0) return '';
    return this.after(position - 1, 1)[0]?.id;
  }

  /** Position of the last committed event. */
  get head(): number {
    return this.committedHead;
  }

  /** Events written in the open transaction. */
  get added(): number {
    return this.pending.length;
  }

  /** Position of the next event of the open transaction. */
  get nextPosition(): number {
    return this.committedHead + this.pending.length + 1;
  }

  /** Writes an event at the next position, inside the caller's transaction. */
  insert(event: NewEvent, stream: NamedStream, revision: number): void {
    const place: EventPlace = { stream: stream.name, revision, position: this.nextPosition };
    const { id, type, data, meta } = event;
    const sum = checksumOf(event, place);
    this.insertEvent.run(place.position, stream.id, revision, sum, id, type, data, meta);
    this.pending.push({
      id,
      type,
      data,
      meta,
      stream: stream.name,
      revision: BigInt(revision),
      position: BigInt(place.position),
    });
  }

  /** Notes the new end of the log, inside the caller's transaction. */
  seal(): void {
    if (this.pending.length > 0) this.setHead.run(this.nextPosition - 1);
  }

  committed(): void {
    this.committedHead += this.pending.length;
    for (const event of this.pending) {
      this.recent.push(event);
      this.recentChars += charsOf(event);
    }
    this.pending = [];
    this.trimRecent();
  }

  rolledBack(): void {
    this.pending = [];
  }

  /** At most `limit` events strictly after a position, in order. */
  after(position: number, limit: number): readonly StoredEvent[] {
    const oldest = this.recent[0];
    if (oldest && position + 1 >= Number(oldest.position)) {
      const start = position + 1 - Number(oldest.position);
      return this.recent.slice(start, start + limit);
    }
    const rows = this.selectAfter.all(position, limit) as EventRow[];
    if (rows.length < Math.min(limit, this.committedHead - position))
      throw missing(position + rows.length + 1);
    return rows.map((row, index) => {
      const event = eventOf(row);
      if (row[0] !== position + 1 + index) throw missing(position + 1 + index);
      return event;
    });
  }

  /** The event at a position, which must be that revision of that stream. */
  at(position: number, stream: string, revision: number): StoredEvent {
    const event = this.inMemory(position) ?? this.read(position);
    if (event.stream !== stream || event.revision !== BigInt(revision))
      throw new StoreCorrupt(`position ${position} is not ${stream} revision ${revision}`);
    return event;
  }

  private inMemory(position: number): StoredEvent | undefined {
    const oldest = this.recent[0];
    return oldest && this.recent[position - Number(oldest.position)];
  }

  private read(position: number): StoredEvent {
    const row = this.selectAt.get(position) as EventRow | undefined;
    if (!row) throw missing(position);
    return eventOf(row);
  }

  /** Drops old events of memory in halves, so that trimming is not paid at each commit. */
  private trimRecent(): void {
    if (this.recent.length <= RECENT_EVENTS && this.recentChars <= RECENT_CHARS) return;
    this.recent = this.recent.slice(-Math.floor(this.recent.length / 2));
    this.recentChars = this.recent.reduce((sum, event) => sum + charsOf(event), 0);
  }
}

const charsOf = (event: StoredEvent): number => event.data.length + event.meta.length + 200;

const missing = (position: number): StoreCorrupt =>
  new StoreCorrupt(`event at position ${position} is missing`);

import { StoreCorrupt } from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../database/database.js';

/** The last event of a stream; updated in place, because one object per event would be costly. */
export interface StreamHead {
  readonly id: number;
  revision: number;
}

/** Events of one stream that `stream_index` does not hold yet: dense from a revision on. */
interface Tail {
  from: number;
  readonly positions: number[];
}

interface MergeRound {
  /** Sorted by stream and revision, so that a slice touches few pages. */
  readonly entries: readonly (readonly [number, number, number])[];
  readonly upTo: number;
  next: number;
  /** End of the slice in the open transaction. */
  sliceEnd: number;
}

/** Heads kept in memory, at most twice this many; others are read from the index again. */
const MAX_YOUNG_HEADS = 50_000;
/** Names without a stream kept in memory; then they are asked for again. */
const MAX_ABSENT = 10_000;
/** A merge into the index starts with this many events: the more, the fewer pages per event. */
const MERGE_AT = 65_536;
/** Entries merged along with one commit: bounds the pause. */
const MERGE_SLICE = 256;

/**
 * Where the events of a stream are: `stream_index` in the file for the old ones, memory for the
 * newest. The part in memory is found again at opening by reading the end of the log.
 */
export class StreamIndex {
  /** Two generations: cheaper than ordering by use, and frequently used heads stay. */
  private youngHeads = new Map<string, StreamHead>();
  private oldHeads = new Map<string, StreamHead>();
  /** Names that have no stream: a command asks for many, and for the same ones again. */
  private readonly absent = new Set<string>();
  private readonly tails = new Map<number, Tail>();
  private tailSize = 0;
  private round: MergeRound | undefined;
  private readonly selectId: Statement;
  private readonly selectHead: Statement;
  private readonly selectPositions: Statement;
  private readonly insertStream: Statement;
  private readonly insertEntry: Statement;
  private readonly setIndexed: Statement;

  constructor(
    private readonly db: Database,
    private lastPosition: number,
  ) {
    this.selectId = prepareRows(db, 'SELECT id FROM streams WHERE name = ?');
    this.selectHead = prepareRows(db, 'SELECT max(revision) FROM stream_index WHERE stream = ?');
    this.selectPositions = prepareRows(
      db,
      'SELECT position FROM stream_index WHERE stream = ? AND revision BETWEEN ? AND ? ' +
        'ORDER BY revision',
    );
    this.insertStream = db.prepare('INSERT INTO streams (name) VALUES (?)');
    this.insertEntry = db.prepare('INSERT OR IGNORE INTO stream_index VALUES (?, ?, ?)');
    this.setIndexed = db.prepare('UPDATE log_state SET indexed_up_to = ?');
    this.readTail();
  }

  /** The head of a stream; undefined when the stream has no event. */
  head(stream: string): StreamHead | undefined {
    const young = this.youngHeads.get(stream);
    if (young) return young;
    if (this.absent.has(stream)) return undefined;
    const found = this.oldHeads.get(stream) ?? this.findHead(stream);
    if (found) this.remember(stream, found);
    else this.rememberAbsent(stream);
    return found;
  }

  /** The head, still before its first event, of a name that has no stream yet. */
  createStream(stream: string): StreamHead {
    const head = { id: Number(this.insertStream.run(stream).lastInsertRowid), revision: -1 };
    this.absent.delete(stream);
    this.remember(stream, head);
    return head;
  }

  /** Notes events at consecutive positions as the new end of a stream. */
  moveOn(head: StreamHead, firstPosition: number, count: number): void {
    for (let index = 0; index < count; index += 1) {
      head.revision += 1;
      this.noteTail(head.id, head.revision, firstPosition + index);
    }
    this.lastPosition = firstPosition + count - 1;
  }

  /** Takes back events that were noted and not committed: everything from a position on. */
  forgetFrom(position: number): void {
    this.youngHeads.clear();
    this.oldHeads.clear();
    for (const [id, tail] of this.tails) {
      while ((tail.positions.at(-1) ?? -1) >= position) {
        tail.positions.pop();
        this.tailSize -= 1;
      }
      if (tail.positions.length === 0) this.tails.delete(id);
    }
    this.lastPosition = position - 1;
  }

  /** Positions of revisions `from`..`to` of a stream, both inclusive, in order. */
  positions(id: number, from: number, to: number): number[] {
    const tail = this.tails.get(id);
    const tailFrom = tail?.from ?? to + 1;
    const found: number[] = [];
    if (from < tailFrom)
      for (const [position] of this.selectPositions.all(id, from, Math.min(to, tailFrom - 1)))
        found.push(position as number);
    if (tail && to >= tailFrom) {
      const start = Math.max(from - tailFrom, 0);
      found.push(...tail.positions.slice(start, to - tailFrom + 1));
    }
    return found;
  }

  /**
   * Merges a slice of the tail into the index, inside the caller's transaction. Faster than the
   * `added` events of this transaction make the tail grow, so that it stays bounded.
   */
  mergeSlice(added: number): void {
    if (!this.round && this.tailSize >= MERGE_AT) this.round = this.startRound();
    const round = this.round;
    if (!round) return;
    const end = Math.min(round.next + MERGE_SLICE + 2 * added, round.entries.length);
    round.sliceEnd = end;
    for (let index = round.next; index < end; index += 1)
      this.insertEntry.run(...(round.entries[index] as [number, number, number]));
    if (end === round.entries.length) this.setIndexed.run(round.upTo);
  }

  /** The slice is committed: it need not be in memory any more. */
  sliceCommitted(): void {
    const round = this.round;
    if (!round) return;
    const end = round.sliceEnd;
    let start = round.next;
    while (start < end) {
      const id = (round.entries[start] as readonly [number, number, number])[0];
      let stop = start + 1;
      while (stop < end && round.entries[stop]?.[0] === id) stop += 1;
      this.dropFromTail(id, stop - start);
      start = stop;
    }
    round.next = end;
    if (end === round.entries.length) this.round = undefined;
  }

  private dropFromTail(id: number, count: number): void {
    const tail = this.tails.get(id);
    if (!tail) return;
    this.tailSize -= count;
    tail.positions.splice(0, count);
    tail.from += count;
    if (tail.positions.length === 0) this.tails.delete(id);
  }

  private startRound(): MergeRound {
    const entries: [number, number, number][] = [];
    const ids = [...this.tails.keys()].sort((a, b) => a - b);
    for (const id of ids) {
      const { from, positions } = this.tails.get(id) as Tail;
      positions.forEach((position, index) => entries.push([id, from + index, position]));
    }
    return { entries, upTo: this.lastPosition, next: 0, sliceEnd: 0 };
  }

  private findHead(stream: string): StreamHead | undefined {
    const row = this.selectId.get(stream) as [number] | undefined;
    if (!row) return undefined;
    const [id] = row;
    const tail = this.tails.get(id);
    if (tail) return { id, revision: tail.from + tail.positions.length - 1 };
    const [revision] = this.selectHead.get(id) as [number | null];
    if (revision === null) throw new StoreCorrupt(`${stream} has a number and no events`);
    return { id, revision };
  }

  private remember(stream: string, head: StreamHead): void {
    this.youngHeads.set(stream, head);
    if (this.youngHeads.size < MAX_YOUNG_HEADS) return;
    this.oldHeads = this.youngHeads;
    this.youngHeads = new Map();
  }

  private rememberAbsent(stream: string): void {
    if (this.absent.size >= MAX_ABSENT) this.absent.clear();
    this.absent.add(stream);
  }

  private readTail(): void {
    const [upTo] = prepareRows(this.db, 'SELECT indexed_up_to FROM log_state').get() as [number];
    const rows = prepareRows(
      this.db,
      'SELECT stream, revision, position FROM events WHERE position > ? ORDER BY position',
    );
    for (const [id, revision, position] of rows.iterate(upTo) as Iterable<number[]>)
      this.noteTail(id as number, revision as number, position as number);
  }

  private noteTail(id: number, revision: number, position: number): void {
    const tail = this.tails.get(id);
    if (tail) tail.positions.push(position);
    else this.tails.set(id, { from: revision, positions: [position] });
    if (tail && tail.from + tail.positions.length - 1 !== revision)
      throw new StoreCorrupt(`event at position ${position}: its stream is not dense`);
    this.tailSize += 1;
  }
}

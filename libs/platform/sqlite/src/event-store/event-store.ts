import {
  checkAppend,
  checkLimit,
  checkName,
  checkRevision,
  EVENT_STORE_LIMITS,
  predicateOf,
  StoreUnavailable,
  type Appended,
  type EventPredicate,
  type EventStore,
  type ExpectedRevision,
  type LogItem,
  type LogMark,
  type LogPage,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
} from '@tamani/ports';
import { engineName, type Database, type Synchronous } from '../database/database.js';
import { closeFile, type FileLock } from '../database/file-lock.js';
import { FileWatch } from '../database/file-watch.js';
import { GroupCommit } from '../database/group-commit.js';
import { nextTurn } from '../database/next-turn.js';
import { openFile } from '../database/open-file.js';
import { guardedRead } from '../database/sqlite-errors.js';
import { LOG_LIMITS, WalKeeper } from '../database/wal.js';
import { EventLog } from './event-log.js';
import { subscription } from './event-subscription.js';
import { EVENT_STORE_SCHEMA, EVENT_STORE_SCHEMA_VERSION } from './schema.js';
import { StreamIndex } from './stream-index.js';
import { StreamLog, type AppendJob } from './stream-log.js';

export interface SqliteEventStoreOptions {
  readonly file: string;
  /** Called once when the disk failed under a write: the store is read-only from then on. */
  readonly onFatal?: (error: Error) => void;
  /** `full` unless a test asks for less: then nothing is durable, only fast. */
  readonly synchronous?: Synchronous;
}

/** Events read for one page, whatever the filter matches: bounds the pause of the event loop. */
const MAX_SCAN = 2_000;

/** Bytes that weigh as much as one event in a group of appends. */
const BYTES_OF_WEIGHT = 1_024;

/** Opens the log of events in one SQLite file. Throws StoreLocked, StoreUnavailable. */
export function openSqliteEventStore(options: SqliteEventStoreOptions): SqliteEventStore {
  const database = {
    file: options.file,
    synchronous: options.synchronous ?? 'full',
    schemaVersion: EVENT_STORE_SCHEMA_VERSION,
    schema: EVENT_STORE_SCHEMA,
  };
  return openFile(database, (db, lock) => new SqliteEventStore(db, lock, options));
}

/** The event store on SQLite: one process, one connection, group commit. */
export class SqliteEventStore implements EventStore {
  readonly engine: string;
  private readonly log: EventLog;
  private readonly index: StreamIndex;
  private readonly streams: StreamLog;
  private readonly commits: GroupCommit<AppendJob, Appended>;
  private readonly wal: WalKeeper;
  private readonly sleepers = new Set<() => void>();
  private isClosed = false;

  constructor(
    private readonly db: Database,
    private readonly lock: FileLock,
    private readonly options: SqliteEventStoreOptions,
  ) {
    this.engine = engineName(db);
    this.log = new EventLog(db);
    this.index = new StreamIndex(db, this.log.head);
    this.streams = new StreamLog(this.log, this.index);
    this.wal = new WalKeeper(db, LOG_LIMITS);
    const files = new FileWatch(options.file);
    this.commits = new GroupCommit(db, {
      execute: (job) => this.streams.append(job),
      beforeCommit: () => {
        this.log.seal();
        this.index.mergeSlice(this.log.added);
      },
      beforeAnswers: () => files.check(),
      committed: () => this.committed(),
      rolledBack: () => this.rolledBack(),
      fatal: (error) => options.onFatal?.(error),
    });
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    this.checkOpen();
    const bytes = checkAppend(stream, events, expected);
    const weight = Math.max(events.length, Math.ceil(bytes / BYTES_OF_WEIGHT));
    return this.commits.submit({ stream, events, expected }, weight);
  }

  async readStream(
    stream: string,
    options: ReadStreamOptions = {},
  ): Promise<readonly StoredEvent[]> {
    const { from, limit = EVENT_STORE_LIMITS.pageLimit, direction = 'forwards' } = options;
    checkName('stream', stream, EVENT_STORE_LIMITS.streamNameLength);
    checkLimit(limit);
    if (from !== undefined) checkRevision('from', from);
    return this.read(() =>
      direction === 'forwards'
        ? this.streams.forwards(stream, Number(from ?? 0n), limit)
        : this.streams.backwards(stream, from === undefined ? from : Number(from), limit),
    );
  }

  async readAll({ after, limit, filter }: ReadAllOptions): Promise<LogPage> {
    checkRevision('after', after);
    checkLimit(limit);
    const page = this.page(after, limit, predicateOf(filter));
    // Yields, because a loop over pages would otherwise delay the appends.
    await nextTurn();
    return page;
  }

  subscribeAll(options: SubscribeOptions): AsyncIterable<LogItem> {
    checkRevision('after', options.after);
    const takes = predicateOf(options.filter);
    return { [Symbol.asyncIterator]: () => this.subscribed(options, takes) };
  }

  async head(): Promise<bigint> {
    this.checkOpen();
    return BigInt(this.log.head);
  }

  async mark(position: bigint): Promise<LogMark | undefined> {
    checkRevision('position', position);
    const event = this.read(() => this.log.eventAt(Number(position)));
    return event === undefined ? undefined : { log: this.log.id, position, event };
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.commits.drained();
    this.wal.close(this.commits.isHealthy);
    this.wake();
    closeFile(this.db, this.lock);
  }

  private subscribed(options: SubscribeOptions, takes: EventPredicate): AsyncGenerator<LogItem> {
    const isClosed = (): boolean => this.isClosed;
    const source = {
      get closed(): boolean {
        return isClosed();
      },
      head: () => BigInt(this.log.head),
      readPage: (after: bigint, limit: number) => this.page(after, limit, takes),
      onWake: (wake: () => void) => {
        this.sleepers.add(wake);
        return () => void this.sleepers.delete(wake);
      },
    };
    return subscription(source, options);
  }

  /** Reads as many rows as the page gives; where the filter leaves some out, ever more at once. */
  private page(after: bigint, limit: number, takes: EventPredicate): LogPage {
    return this.read(() => {
      const start = Number(after);
      const end = Math.min(this.log.head, start + MAX_SCAN);
      const events: StoredEvent[] = [];
      let next = start;
      for (let rows = limit; next < end && events.length < limit; rows *= 2) {
        for (const event of this.log.after(next, Math.min(rows, end - next))) {
          if (events.length === limit) break;
          if (takes(event)) events.push(event);
          next += 1;
        }
      }
      return { events, next: BigInt(next), atHead: next >= this.log.head };
    });
  }

  private committed(): void {
    const before = this.log.head;
    this.index.sliceCommitted();
    this.log.committed();
    if (this.log.head === before) return;
    this.wal.afterCommit();
    this.wake();
  }

  private rolledBack(): void {
    this.index.forgetFrom(this.log.head + 1);
    this.log.rolledBack();
  }

  private wake(): void {
    for (const wake of [...this.sleepers]) wake();
  }

  private read<T>(action: () => T): T {
    this.checkOpen();
    return guardedRead(this.options.file, action);
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the event store is closed');
  }
}

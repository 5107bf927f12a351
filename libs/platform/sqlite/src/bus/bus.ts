import {
  checkMessages,
  checkTopic,
  StoreUnavailable,
  type Bus,
  type BusConsumer,
  type BusHandler,
  type BusMessage,
  type LogMark,
  type Subscription,
} from '@tamani/ports';
import { engineName, prepareRows, type Database } from '../database/database.js';
import { closeFile, type FileLock } from '../database/file-lock.js';
import { GroupCommit } from '../database/group-commit.js';
import { openFile } from '../database/open-file.js';
import { guardedRead } from '../database/sqlite-errors.js';
import { LOG_LIMITS, WalKeeper } from '../database/wal.js';
import { keptLog } from './kept-log.js';
import { Offsets } from './offsets.js';
import { BUS_SCHEMA, BUS_SCHEMA_VERSION } from './schema.js';
import { TopicDelivery, type Member } from './topic-delivery.js';
import { TopicLog } from './topic-log.js';

export interface SqliteBusOptions {
  readonly file: string;
  /** Called when the disk failed. */
  readonly onFatal?: (error: Error) => void;
  /** Called when a message is not what was written: its group stands still, nothing is skipped. */
  readonly onCorrupt?: ((error: Error) => void) | undefined;
  /** Pause before the next try of a message whose handler threw; it doubles up to 5 s. */
  readonly retryPauseMs?: number;
  /** `full` unless a test asks for `off`: then nothing is durable, only fast. */
  readonly synchronous?: 'full' | 'off';
}

interface PublishJob {
  readonly log?: TopicLog;
  readonly messages: readonly BusMessage[];
}

/** Bytes that weigh as much as one message in a group. */
const BYTES_OF_WEIGHT = 1_024;
const RETRY_PAUSE_MS = 50;
const MAX_RETRY_PAUSE_MS = 5_000;
/** Delay before offsets are saved when nothing is published in the meantime. */
const SAVE_OFFSETS_MS = 100;

/** Opens the message log in one SQLite file. Throws StoreLocked, StoreUnavailable. */
export function openSqliteBus(options: SqliteBusOptions): SqliteBus {
  const database = {
    file: options.file,
    synchronous: options.synchronous ?? 'full',
    schemaVersion: BUS_SCHEMA_VERSION,
    schema: BUS_SCHEMA,
  };
  return openFile(database, (db, lock) => new SqliteBus(db, lock, options));
}

/** The bus on SQLite: publishers and consumers live in one process and wake each other. */
export class SqliteBus implements Bus {
  readonly engine: string;
  readonly place: string;
  private readonly topics = new Map<string, TopicLog>();
  private readonly deliveries = new Map<string, TopicDelivery>();
  private readonly members = new Set<BusConsumer>();
  private readonly offsets: Offsets;
  private readonly commits: GroupCommit<PublishJob, void>;
  private readonly wal: WalKeeper;
  private saveTimer: NodeJS.Timeout | undefined;
  private closing: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly db: Database,
    private readonly lock: FileLock,
    private readonly options: SqliteBusOptions,
  ) {
    this.engine = engineName(db);
    this.place = options.file;
    this.offsets = new Offsets(db);
    this.wal = new WalKeeper(db, LOG_LIMITS);
    this.commits = new GroupCommit(db, {
      execute: ({ log, messages }) => messages.forEach((message) => log?.insert(message)),
      beforeCommit: () => {
        this.offsets.write();
        for (const log of this.topics.values()) log.writeReached();
      },
      committed: () => this.committed(),
      rolledBack: () => this.rolledBack(),
      fatal: (error) => options.onFatal?.(error),
    });
  }

  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    this.checkOpen();
    checkTopic(topic);
    checkMessages(messages);
    if (messages.length === 0) return;
    const bytes = messages.reduce((sum, { data }) => sum + data.length, 0);
    const weight = Math.max(messages.length, Math.ceil(bytes / BYTES_OF_WEIGHT));
    await this.commits.submit({ log: this.topic(topic), messages }, weight);
  }

  async consume(
    group: string,
    { topics: names, types }: Subscription,
    handler: BusHandler,
  ): Promise<BusConsumer> {
    this.checkOpen();
    if (this.closing) throw new StoreUnavailable('the bus is closing');
    const topics = [...new Set(names)];
    [group, ...topics].forEach(checkTopic);
    const member: Member = { handler, closed: false, busy: 0, onIdle: undefined };
    const consumer = { close: () => this.leave({ group, topics, member, consumer }) };
    this.members.add(consumer);
    for (const topic of topics) this.delivery(group, topic, types).join(member);
    return consumer;
  }

  async lag(group: string, topics: readonly string[]): Promise<number> {
    this.checkOpen();
    [group, ...topics].forEach(checkTopic);
    let total = 0;
    for (const name of new Set(topics)) {
      const live = this.deliveries.get(`${group}\n${name}`);
      const log = this.topic(name);
      const { upTo, beyond } = this.offsets.handled({ group, topic: log.id });
      total += live ? live.lag : log.head - upTo - beyond.size;
    }
    return total;
  }

  async keepLog(log: string): Promise<LogMark> {
    this.checkOpen();
    return guardedRead(this.options.file, () => keptLog(this.db, log));
  }

  reach(topic: string, position: bigint): void {
    this.checkOpen();
    checkTopic(topic);
    this.topic(topic).reach(Number(position));
    this.saveOffsetsLater();
  }

  async reached(topic: string): Promise<bigint> {
    this.checkOpen();
    checkTopic(topic);
    return guardedRead(this.options.file, () => this.topic(topic).reached());
  }

  async close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    await this.closing;
  }

  /** Consumers first: what their last handlers publish is still taken. */
  private async closeInOrder(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.close()));
    this.isClosed = true;
    await this.commits.drained();
    clearTimeout(this.saveTimer);
    this.wal.close(this.commits.isHealthy);
    closeFile(this.db, this.lock);
  }

  private async leave(leaving: {
    group: string;
    topics: readonly string[];
    member: Member;
    consumer: BusConsumer;
  }): Promise<void> {
    const { group, topics, member, consumer } = leaving;
    if (!this.members.delete(consumer)) return;
    member.closed = true;
    if (member.busy > 0) await new Promise<void>((resolve) => (member.onIdle = resolve));
    for (const topic of topics) {
      const delivery = this.delivery(group, topic);
      delivery.leave(member);
      if (delivery.members.length === 0) this.deliveries.delete(`${group}\n${topic}`);
    }
    await this.saveOffsets();
  }

  /** The topic's log; created on first use, in its own transaction. */
  private topic(name: string): TopicLog {
    const known = this.topics.get(name);
    if (known) return known;
    const log = guardedRead(this.options.file, () => {
      this.db.prepare('INSERT OR IGNORE INTO topics (name) VALUES (?)').run(name);
      const row = prepareRows(this.db, 'SELECT id FROM topics WHERE name = ?').get(name);
      return new TopicLog(this.db, (row as [number])[0], name);
    });
    this.topics.set(name, log);
    return log;
  }

  private delivery(group: string, topic: string, types?: readonly string[]): TopicDelivery {
    const known = this.deliveries.get(`${group}\n${topic}`);
    if (known) return known;
    const log = this.topic(topic);
    const place = { group, topic: log.id };
    const { retryPauseMs = RETRY_PAUSE_MS } = this.options;
    const delivery = new TopicDelivery(log, this.offsets.handled(place), {
      moved: () => {
        this.offsets.note({ ...place, handled: () => delivery.handled });
        this.saveOffsetsLater();
      },
      pauseMs: (attempt) => Math.min(retryPauseMs * 2 ** (attempt - 1), MAX_RETRY_PAUSE_MS),
      failed: (error) => this.options.onCorrupt?.(error as Error),
      ...(types && { types: new Set(types) }),
    });
    this.deliveries.set(`${group}\n${topic}`, delivery);
    return delivery;
  }

  private saveOffsetsLater(): void {
    this.saveTimer ??= setTimeout(() => {
      this.saveTimer = undefined;
      void this.saveOffsets();
    }, SAVE_OFFSETS_MS);
  }

  /** A lost offset only means that messages are delivered again: not an error for the caller. */
  private async saveOffsets(): Promise<void> {
    const isReached = [...this.topics.values()].some((topic) => topic.hasReached);
    if (!this.offsets.isDirty && !isReached) return;
    await this.commits.submit({ messages: [] }, 0).catch(() => undefined);
  }

  private committed(): void {
    this.offsets.committed();
    let published = false;
    for (const log of this.topics.values()) published = log.committed() || published;
    this.wal.afterCommit();
    if (published) for (const delivery of this.deliveries.values()) delivery.pump();
  }

  private rolledBack(): void {
    this.offsets.rolledBack();
    for (const log of this.topics.values()) log.rolledBack();
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the bus is closed');
  }
}

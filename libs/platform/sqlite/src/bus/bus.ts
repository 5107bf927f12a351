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
import { engineName, type Database } from '../database/database.js';
import { closeFile, type FileLock } from '../database/file-lock.js';
import { LateCommits } from '../database/late-commits.js';
import { nextTurn } from '../database/next-turn.js';
import { openFile } from '../database/open-file.js';
import { guardedRead } from '../database/sqlite-errors.js';
import { BUS_LIMITS, WalKeeper } from '../database/wal.js';
import { keptLog } from './kept-log.js';
import { handledFrom, Offsets } from './offsets.js';
import { pauseMs, type SqliteBusOptions } from './bus-options.js';
import { Retention } from './retention.js';
import { BUS_CACHE_MIB, BUS_SCHEMA, BUS_SCHEMA_VERSION } from './schema.js';
import { TopicDelivery, type Member } from './topic-delivery.js';
import { Topics } from './topics.js';

/** Opens the message log in one SQLite file. Throws StoreLocked, StoreUnavailable. */
export function openSqliteBus(options: SqliteBusOptions): SqliteBus {
  const database = {
    file: options.file,
    synchronous: options.synchronous ?? 'full',
    ...{ schemaVersion: BUS_SCHEMA_VERSION, schema: BUS_SCHEMA },
    cacheMib: BUS_CACHE_MIB,
  };
  return openFile(database, (db, lock) => new SqliteBus(db, lock, options));
}

/** The bus on SQLite: publishers and consumers live in one process and wake each other. */
export class SqliteBus implements Bus {
  readonly engine: string;
  readonly place: string;
  private readonly topics: Topics;
  private readonly deliveries = new Map<string, TopicDelivery>();
  private readonly members = new Set<BusConsumer>();
  private readonly offsets: Offsets;
  private readonly commits: LateCommits;
  private readonly wal: WalKeeper;
  private closing: Promise<void> | undefined;
  private isClosed = false;

  constructor(
    private readonly db: Database,
    private readonly lock: FileLock,
    private readonly options: SqliteBusOptions,
  ) {
    this.engine = engineName(db);
    this.place = options.file;
    this.topics = new Topics(db, options.file);
    this.offsets = new Offsets(db);
    const retention = new Retention(db, options.kept);
    this.wal = new WalKeeper(db, BUS_LIMITS);
    this.commits = new LateCommits(db, this.options, {
      beforeCommit: () => {
        this.offsets.write();
        for (const log of this.topics.used()) {
          log.writeReached();
          retention.trim(log);
        }
      },
      committed: () => this.committed(),
      rolledBack: () => this.rolledBack(),
    });
  }

  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    this.checkOpen();
    checkTopic(topic);
    checkMessages(messages);
    if (messages.length === 0) return;
    const log = this.topics.of(topic);
    this.commits.later(() => messages.forEach((message) => log.insert(message)), messages.length);
    log.written();
    for (const delivery of this.deliveries.values()) delivery.pump();
    // Yields, because a relay that catches up publishes page after page.
    await nextTurn();
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
    const deliveries = topics.map((topic) => this.delivery(group, topic, types));
    this.members.add(consumer);
    for (const delivery of deliveries) delivery.join(member);
    return consumer;
  }

  async join(group: string, topics: readonly string[]): Promise<void> {
    this.checkOpen();
    for (const name of topics) {
      const log = this.topics.of(name);
      const place = { group, topic: log.id };
      if (this.offsets.knows(place)) continue;
      if (log.first > 1) this.commits.now(() => log.beginAgain());
      for (const delivery of this.deliveries.values()) delivery.beginAt(log);
      const handled = handledFrom(log.first, { upTo: 0, beyond: new Set() });
      this.offsets.note({ ...place, handled: () => handled });
    }
    this.saveOffsets();
  }

  async lag(group: string, topics: readonly string[]): Promise<number> {
    this.checkOpen();
    [group, ...topics].forEach(checkTopic);
    let total = 0;
    for (const name of new Set(topics)) {
      const live = this.deliveries.get(`${group}\n${name}`);
      const log = this.topics.of(name);
      const saved = this.offsets.handled({ group, topic: log.id });
      const { upTo, beyond } = handledFrom(log.first, saved);
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
    this.topics.of(topic).reach(Number(position));
    this.saveLater();
  }

  async reached(topic: string): Promise<bigint> {
    this.checkOpen();
    checkTopic(topic);
    return guardedRead(this.options.file, () => this.topics.of(topic).reached());
  }

  close(): Promise<void> {
    return (this.closing ??= this.closeInOrder());
  }

  /** Consumers first: what their last handlers publish is still taken. */
  private async closeInOrder(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.close()));
    this.isClosed = true;
    this.saveOffsets();
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
    this.saveOffsets();
  }

  private delivery(group: string, topic: string, types?: readonly string[]): TopicDelivery {
    const known = this.deliveries.get(`${group}\n${topic}`);
    if (known) return known;
    const log = this.topics.of(topic);
    const place = { group, topic: log.id };
    const moved = () => {
      this.offsets.note({ ...place, handled: () => delivery.handled });
      this.saveLater();
    };
    const handled = handledFrom(log.first, this.offsets.handled(place));
    const delivery = new TopicDelivery(log, handled, {
      moved,
      pauseMs: (attempt) => pauseMs(this.options, attempt),
      failed: (error) => this.options.onCorrupt?.(error as Error),
      ...(types && { types: new Set(types) }),
    });
    this.deliveries.set(`${group}\n${topic}`, delivery);
    if (!this.offsets.knows(place)) moved();
    return delivery;
  }

  private saveLater(): void {
    if (!this.commits.isWaiting) this.save(() => this.commits.later(() => undefined, 0));
  }

  private saveOffsets(): void {
    this.save(() => this.commits.now(() => undefined));
  }

  /** A lost offset only means that messages are delivered again: not an error for the caller. */
  private save(commit: () => void): void {
    try {
      commit();
    } catch {
      // A broken disk is told by `onFatal`.
    }
  }

  private committed(): void {
    this.offsets.committed();
    for (const log of this.topics.used()) log.committed();
    this.wal.afterCommit();
  }

  private rolledBack(): void {
    this.offsets.rolledBack();
    for (const log of this.topics.used()) log.rolledBack();
    if (this.commits.isHealthy) return;
    // What they would go on with may be gone.
    for (const delivery of this.deliveries.values()) delivery.stop();
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the bus is closed');
  }
}

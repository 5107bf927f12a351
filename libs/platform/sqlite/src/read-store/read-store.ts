import {
  checkBatch,
  checkKeys,
  StoreUnavailable,
  type CollectionSpec,
  type FindPage,
  type FindQuery,
  type Leases,
  type ReadStore,
  type SavedMark,
  type StoredDocument,
  type SumQuery,
  type SumRow,
  type WriteBatch,
} from '@tamani/ports';
import { engineName, type Database } from '../database/database.js';
import { closeFile, type FileLock } from '../database/file-lock.js';
import { LateCommits } from '../database/late-commits.js';
import { nextTurn } from '../database/next-turn.js';
import { openFile } from '../database/open-file.js';
import { guardedRead } from '../database/sqlite-errors.js';
import { DOCUMENT_LIMITS, WalKeeper } from '../database/wal.js';
import { Checkpoints } from './checkpoints.js';
import { Collections } from './collections.js';
import { ColumnTable } from './columns/column-table.js';
import { SqliteLeases } from './leases.js';
import { Queries } from './queries.js';
import { READ_STORE_SCHEMA, READ_STORE_SCHEMA_VERSION } from './schema.js';

export interface SqliteReadStoreOptions {
  readonly file: string;
  /** Called once when the disk failed under a write: the store is read-only from then on. */
  readonly onFatal?: (error: Error) => void;
  /** Wall clock of the leases; the system's by default. */
  readonly nowMs?: () => number;
  /** Rows of a collection in columns with which a merge of its index begins. */
  readonly mergeAt?: number;
}

/** Indexes of many models are written everywhere, and what waits for its commit is in memory. */
const CACHE_MIB = 16;

/** Opens the read models' file. Throws StoreLocked, StoreUnavailable. */
export function openSqliteReadStore(options: SqliteReadStoreOptions): SqliteReadStore {
  const database = {
    file: options.file,
    // Not full: everything here is folded from the log of events, documents and checkpoint in one
    // transaction. A power cut takes the newest batches whole, and they are folded again.
    synchronous: 'normal',
    schemaVersion: READ_STORE_SCHEMA_VERSION,
    schema: READ_STORE_SCHEMA,
    cacheMib: CACHE_MIB,
  } as const;
  return openFile(database, (db, lock) => new SqliteReadStore(db, lock, options));
}

/** The read store on SQLite: one table per collection, each batch whole or not there. */
export class SqliteReadStore implements ReadStore {
  readonly engine: string;
  readonly place: string;
  readonly leases: Leases;
  private readonly ownLeases: SqliteLeases;
  private readonly known: Collections;
  private readonly queries: Queries;
  private readonly checkpoints: Checkpoints;
  private readonly wal: WalKeeper;
  private readonly commits: LateCommits;
  private isClosed = false;

  constructor(
    private readonly db: Database,
    private readonly lock: FileLock,
    private readonly options: SqliteReadStoreOptions,
  ) {
    this.engine = engineName(db);
    this.place = options.file;
    this.known = new Collections(db, options.mergeAt);
    this.queries = new Queries(db);
    this.checkpoints = new Checkpoints(db);
    this.wal = new WalKeeper(db, DOCUMENT_LIMITS);
    this.commits = new LateCommits(db, options, {
      committed: () => this.wal.afterCommit(),
      rolledBack: () => this.known.rolledBack(),
    });
    const nowMs = options.nowMs ?? Date.now;
    this.ownLeases = new SqliteLeases({
      ...{ db, nowMs },
      write: (action) => this.write(action),
      writeLater: (action) => this.writeLater(action),
    });
    this.ownLeases.freeAll();
    this.leases = this.ownLeases;
  }

  async ensure(collection: CollectionSpec): Promise<void> {
    await this.write(() => this.known.ensure(collection));
    this.queries.forget();
  }

  async drop(collection: string): Promise<void> {
    this.queries.forget();
    await this.write(() => this.known.drop(collection));
  }

  async compact(): Promise<void> {
    this.queries.forget();
    this.checkOpen();
    this.commits.commit();
    this.read(() => this.db.exec('VACUUM'));
    this.wal.afterCommit();
  }

  async collections(): Promise<readonly string[]> {
    return this.read(() => this.known.names());
  }

  async load(
    collection: string,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, StoredDocument>> {
    checkKeys(keys);
    return this.read(() => this.known.table(collection).load(keys));
  }

  async commit(batch: WriteBatch): Promise<void> {
    checkBatch(batch);
    const { writes, checkpoint, isRemade = false } = batch;
    const apply = (): void => {
      if (checkpoint?.lease) this.ownLeases.check(checkpoint.lease);
      for (const write of writes) this.known.table(write.collection).write(write);
      this.known.seal();
      if (checkpoint) this.checkpoints.save(checkpoint);
    };
    return isRemade ? this.writeLater(apply, writes.length) : this.write(apply);
  }

  async checkpoint(name: string): Promise<bigint | undefined> {
    return this.read(() => this.checkpoints.position(name));
  }

  async deleteCheckpoint(name: string): Promise<void> {
    await this.write(() => this.checkpoints.delete(name));
  }

  async marks(): Promise<readonly SavedMark[]> {
    return this.read(() => this.checkpoints.marks());
  }

  async keepLog(log: string): Promise<string> {
    return this.write(() => this.checkpoints.keepLog(log));
  }

  async get(collection: string, key: string): Promise<StoredDocument | undefined> {
    return this.read(() => this.known.table(collection).load([key]).get(key));
  }

  async find(collection: string, query: FindQuery): Promise<FindPage> {
    return this.read(() => {
      const table = this.known.table(collection);
      return table instanceof ColumnTable
        ? table.find(query)
        : this.queries.find(table.spec, query);
    });
  }

  async sum(collection: string, query: SumQuery): Promise<readonly SumRow[]> {
    return this.read(() => this.queries.sum(this.known.table(collection).spec, query));
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    try {
      if (this.commits.isHealthy) this.commits.commit();
    } finally {
      this.wal.close(this.commits.isHealthy);
      closeFile(this.db, this.lock);
    }
  }

  private read<T>(action: () => T): T {
    this.checkOpen();
    return guardedRead(this.options.file, action);
  }

  /** Writes and commits, with all that waits. */
  private async write<T>(action: () => T): Promise<T> {
    this.checkOpen();
    const result = this.commits.now(action);
    await nextTurn();
    return result;
  }

  /** Writes what is committed in a while, with what is written until then. */
  private async writeLater<T>(action: () => T, writes = 0): Promise<T> {
    this.checkOpen();
    const result = this.commits.later(action, writes);
    // Yields, because a projector that catches up writes batch after batch.
    await nextTurn();
    return result;
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the read store is closed');
  }
}

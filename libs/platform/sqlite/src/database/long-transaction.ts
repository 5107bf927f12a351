import type { Database } from './database.js';

/** What waits for its commit waits so long at most, */
const LATEST_MS = 2_000;
/** or until there are so many writes. */
const MOST_WRITES = 5_000;

/** What the owner of the data does when a transaction ends. */
export interface LongTransactionEvents {
  /** Writes what goes along with a commit. */
  beforeCommit?(): void;
  committed(): void;
  /** What was changed in memory along with rows may not be there: forget it. */
  rolledBack(): void;
}

/**
 * One transaction for the writes of a time. Each is whole or not there, and every reader of this
 * connection sees it at once; on the disk they come together, so that a page that many of them
 * touch is written once. What a commit would write again and again is most of what it writes: the
 * ends of tables, the pages of small indexes, documents that change with each step of their life.
 */
export class LongTransaction {
  private timer: NodeJS.Timeout | undefined;
  private waiting = 0;
  /** Writes that were answered for are gone: whoever wrote them goes on from where they are not. */
  hasLost = false;

  constructor(
    private readonly db: Database,
    private readonly events: LongTransactionEvents,
  ) {}

  /** Something waits for its commit, and has a time for it. */
  get isWaiting(): boolean {
    return this.waiting > 0;
  }

  /** All of an action or, when it throws, nothing of it. It is not committed yet. */
  run<T>(action: () => T): T {
    this.begin();
    try {
      this.db.exec('SAVEPOINT one');
      const result = action();
      this.db.exec('RELEASE one');
      return result;
    } catch (error) {
      this.takeBack();
      throw error;
    }
  }

  /** Commits what has been run, with the writes after it, in a while. Throws as a commit does. */
  commitLater(writes: number, failed: (error: unknown) => void): void {
    this.waiting += 1 + writes;
    if (this.waiting >= MOST_WRITES) return this.commit();
    this.timer ??= setTimeout(() => {
      try {
        this.commit();
      } catch (error) {
        failed(error);
      }
    }, LATEST_MS).unref();
  }

  /** Commits all that has been run. */
  commit(): void {
    if (this.waiting === 0 && !this.db.isTransaction) return;
    try {
      this.events.beforeCommit?.();
      this.db.exec('COMMIT');
    } catch (error) {
      this.rollBack();
      throw error;
    }
    this.end();
    this.events.committed();
  }

  /** Takes back all that is not committed. */
  rollBack(): void {
    this.hasLost ||= this.waiting > 0;
    this.end();
    this.events.rolledBack();
    try {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
    } catch {
      // The error that led here is the one that counts.
    }
  }

  private begin(): void {
    if (this.db.isTransaction) return;
    // SQLite ends a transaction by itself after some errors, of a read too.
    if (this.waiting > 0) {
      this.rollBack();
      throw new Error('the transaction has been rolled back');
    }
    this.db.exec('BEGIN IMMEDIATE');
  }

  /** What was run before stays, if there is any. */
  private takeBack(): void {
    if (this.waiting === 0) return this.rollBack();
    this.events.rolledBack();
    try {
      this.db.exec('ROLLBACK TO one; RELEASE one');
    } catch {
      this.rollBack();
    }
  }

  private end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = 0;
  }
}

import { prepareRows, type Database, type Statement } from './database.js';

const PAGE_BYTES = 4_096;
const MEBIBYTE = 1024 * 1024;
/** A log that a long reader made grow is cut to this once it can start again. */
const MAX_FILE_BYTES = 128 * MEBIBYTE;

export interface WalLimits {
  /** Above this size the log is copied back at the next idle moment. */
  readonly idleBytes: number;
  /** Above this size it is copied back at once: bounds disk usage and the time to reopen. */
  readonly forcedBytes: number;
  readonly idleMs: number;
  /** After so many commits its size is looked at. */
  readonly lookEvery: number;
}

/** Of a log: each page is written once or twice, so copying back late would save nothing. */
export const LOG_LIMITS: WalLimits = {
  idleBytes: MEBIBYTE,
  forcedBytes: 4 * MEBIBYTE,
  idleMs: 20,
  lookEvery: 8,
};

/**
 * Of messages: pages of those that are deleted are used again, soon, and copied once. A commit is
 * of many writes, and while there is work no moment is without a transaction.
 */
export const BUS_LIMITS: WalLimits = {
  idleBytes: 4 * MEBIBYTE,
  forcedBytes: 16 * MEBIBYTE,
  idleMs: 100,
  lookEvery: 1,
};

/** Of documents and their indexes: the same pages come again and again and are copied once. */
export const DOCUMENT_LIMITS: WalLimits = {
  idleBytes: 8 * MEBIBYTE,
  forcedBytes: 64 * MEBIBYTE,
  idleMs: 250,
  lookEvery: 1,
};

type Counts = [busy: number, pages: number, copied: number];

/**
 * Checkpoints of the write-ahead log, outside the commits that callers wait for: when it is
 * quiet, or at the latest when the log is large. Passive ones: they wait for no reader (a
 * backup), and they leave the file its length, so that later commits overwrite it. To sync an
 * overwritten page costs half of a page that makes the file longer.
 */
export class WalKeeper {
  private commits = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly look: Statement;
  private readonly copy: Statement;

  constructor(
    private readonly db: Database,
    private readonly limits: WalLimits,
  ) {
    db.exec(`PRAGMA journal_size_limit = ${MAX_FILE_BYTES}`);
    this.look = prepareRows(db, 'PRAGMA wal_checkpoint(NOOP)');
    this.copy = prepareRows(db, 'PRAGMA wal_checkpoint(PASSIVE)');
  }

  /** To be called after each commit. */
  afterCommit(): void {
    this.commits += 1;
    if (this.timer) this.timer.refresh();
    else this.timer = setTimeout(() => this.whenIdle(), this.limits.idleMs).unref();
    if (this.commits % this.limits.lookEvery === 0) this.checkpointAbove(this.limits.forcedBytes);
  }

  /**
   * Copies everything back, so that the file alone is the whole store: the driver leaves that
   * undone at its closing while there are prepared statements. After trouble with the disk
   * nothing is touched any more; the next opening recovers what there is.
   */
  close(isHealthy: boolean): void {
    clearTimeout(this.timer);
    if (!isHealthy) return;
    try {
      this.db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The next opening does it.
    }
  }

  private whenIdle(): void {
    this.timer = undefined;
    this.checkpointAbove(this.limits.idleBytes);
  }

  private checkpointAbove(bytes: number): void {
    try {
      const [, pages, copied] = this.look.get() as unknown as Counts;
      if ((pages - copied) * PAGE_BYTES > bytes) this.copy.get();
    } catch {
      // The pages stay in the log and are copied, and synced, again the next time; a disk that
      // goes on failing fails the next commit too, and that one is told to the caller.
    }
  }
}

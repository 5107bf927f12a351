import { statSync } from 'node:fs';
import { BUSY_TIMEOUT_MS, type Database } from './database.js';

/** Above this the log is copied back into the file at the next idle moment. */
const IDLE_BYTES = 4 * 1024 * 1024;
/** Above this it is copied back at once: it bounds the disk used and the time to reopen. */
const FORCED_BYTES = 32 * 1024 * 1024;
/** Looking at the size of the file costs a system call: not after each commit. */
const LOOK_EVERY = 32;
const IDLE_MS = 20;

/**
 * Checkpoints of the write-ahead log, outside the commits that callers wait for: when it is
 * quiet, or at the latest when the log is large.
 */
export class WalKeeper {
  private commits = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly file: string,
  ) {}

  /** To be called after each commit. */
  afterCommit(): void {
    this.commits += 1;
    if (this.timer) this.timer.refresh();
    else this.timer = setTimeout(() => this.whenIdle(), IDLE_MS).unref();
    if (this.commits % LOOK_EVERY === 0 && this.size() > FORCED_BYTES) this.checkpoint();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private whenIdle(): void {
    this.timer = undefined;
    if (this.size() > IDLE_BYTES) this.checkpoint();
  }

  private checkpoint(): void {
    try {
      // Without a wait: a reader elsewhere (a backup) only makes it copy less, it is tried again
      // later; to wait for it here would hold up every request of the process.
      this.db.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // The frames stay in the log and are copied, and synced, again the next time; a disk that
      // goes on failing fails the next commit too, and that one is told to the caller.
    } finally {
      this.db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  private size(): number {
    return statSync(`${this.file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }
}

import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import type { Database } from './database.js';
import { LongTransaction, type LongTransactionEvents } from './long-transaction.js';
import { asError, isBusy, isDiskTrouble } from './sqlite-errors.js';

export interface LateCommitsOptions {
  readonly file: string;
  /** Called once when the disk failed: nothing is written from then on. */
  readonly onFatal?: (error: Error) => void;
}

/**
 * Writes of what can be made again from the log: committed late and together, or at once where
 * somebody has to rely on it. All of them end with an error of the disk.
 */
export class LateCommits {
  private readonly transaction: LongTransaction;
  private broken: Error | undefined;

  constructor(
    db: Database,
    private readonly options: LateCommitsOptions,
    events: LongTransactionEvents,
  ) {
    this.transaction = new LongTransaction(db, events);
  }

  /** False after trouble with the disk. */
  get isHealthy(): boolean {
    return this.broken === undefined;
  }

  /** A commit is due, in a while. */
  get isWaiting(): boolean {
    return this.transaction.isWaiting;
  }

  /** Writes and commits, with all that waits: all of it or, when the action throws, nothing. */
  now<T>(action: () => T): T {
    return this.guarded(() => {
      const value = this.transaction.run(action);
      this.transaction.commit();
      return value;
    });
  }

  /** Writes; committed in a while, with what is written until then. */
  later<T>(action: () => T, writes: number): T {
    const failed = (error: unknown): void => void this.failure(error);
    return this.guarded(() => {
      const value = this.transaction.run(action);
      this.transaction.commitLater(writes, failed);
      return value;
    });
  }

  /** Commits what waits. */
  commit(): void {
    this.guarded(() => this.transaction.commit());
  }

  /** Gives the errors of a write the names of the port. */
  private guarded<T>(action: () => T): T {
    if (this.broken) throw new StoreUnavailable(`read-only: ${this.broken.message}`);
    try {
      return action();
    } catch (error) {
      throw this.failure(error);
    }
  }

  private failure(error: unknown): unknown {
    // A process that goes on would skip what it has lost.
    if (this.transaction.hasLost) return this.failed(error);
    if (isBusy(error)) return new StoreUnavailable(`${this.options.file}: ${String(error)}`);
    return isDiskTrouble(error) ? this.failed(error) : error;
  }

  /** After an error of the disk nobody knows what it holds: nothing is written any more. */
  private failed(error: unknown): OutcomeUnknown {
    this.broken = asError(error);
    this.transaction.rollBack();
    const { file, onFatal } = this.options;
    // In a turn of its own: whatever it does, this caller has its answer.
    if (onFatal) setImmediate(onFatal, this.broken);
    return new OutcomeUnknown(`${file}: ${String(error)}`);
  }
}

import { OutcomeUnknown, StoreUnavailable } from '@tamani/ports';
import type { Database } from './database.js';
import { asError, isBusy, sqliteCode } from './sqlite-errors.js';

/** What the owner of the data does within a group commit; all of it is synchronous. */
export interface GroupWork<J, R> {
  /**
   * Checks and writes one job inside the open transaction. What it throws refuses that job
   * alone, so it must throw before it has written; an error of SQLite fails the whole group.
   */
  execute(job: J): R;
  /** Called inside the transaction after the jobs, for housekeeping. */
  beforeCommit?(): void;
  /** After the commit, before anybody is told: what it throws fails the whole group. */
  beforeAnswers?(): void;
  /** The group is on the disk. */
  committed(): void;
  /** The group was rolled back: forget what `execute` changed in memory. */
  rolledBack(): void;
  /** The disk failed under a commit: no more writes. */
  fatal(error: Error): void;
}

interface Waiting<J, R> {
  readonly job: J;
  readonly weight: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome<R> = { readonly value: R } | { readonly refusal: unknown };

/** Jobs of one transaction weigh at most this (rows): bounds the pause of the event loop. */
const MAX_GROUP_WEIGHT = 2_000;
/** Weight that waits; above it a submit is refused, so that memory is bounded under overload. */
const MAX_WAITING_WEIGHT = 200_000;

/**
 * Writes whatever was submitted while the last flush ran as one transaction with one fsync.
 * There is no timer: a lone job is flushed at the end of its event-loop turn, and under load the
 * groups grow by themselves.
 */
export class GroupCommit<J, R> {
  private waiting: Waiting<J, R>[] = [];
  private waitingWeight = 0;
  private scheduled = false;
  private broken: Error | undefined;
  private idle: (() => void)[] = [];

  constructor(
    private readonly db: Database,
    private readonly work: GroupWork<J, R>,
  ) {}

  /** Resolves when the job is durable. The weight is its rows, or more when they are large. */
  submit(job: J, weight: number): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      if (this.broken) return reject(new StoreUnavailable(`read-only: ${this.broken.message}`));
      if (this.waitingWeight > MAX_WAITING_WEIGHT)
        return reject(new StoreUnavailable('overloaded: too many writes wait for the disk'));
      this.waitingWeight += weight;
      this.waiting.push({ job, weight, resolve, reject });
      this.schedule();
    });
  }

  /** False after trouble with the disk: nothing is written any more. */
  get isHealthy(): boolean {
    return this.broken === undefined;
  }

  /** Resolves when nothing is waiting. */
  drained(): Promise<void> {
    if (this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    const group = this.takeGroup();
    if (group.length > 0) this.writeGroup(group);
    if (this.waiting.length > 0) return this.schedule();
    for (const resolve of this.idle.splice(0)) resolve();
  }

  private takeGroup(): Waiting<J, R>[] {
    let weight = 0;
    let count = 0;
    for (const { weight: own } of this.waiting) {
      if (count > 0 && weight + own > MAX_GROUP_WEIGHT) break;
      weight += own;
      count += 1;
    }
    this.waitingWeight -= weight;
    if (count < this.waiting.length) return this.waiting.splice(0, count);
    const all = this.waiting;
    this.waiting = [];
    return all;
  }

  private writeGroup(group: readonly Waiting<J, R>[]): void {
    try {
      this.db.exec('BEGIN IMMEDIATE');
    } catch (error) {
      return this.notBegun(group, error);
    }
    let outcomes: Outcome<R>[];
    try {
      outcomes = group.map((waiting) => this.attempt(waiting.job));
      this.work.beforeCommit?.();
      this.db.exec('COMMIT');
      this.work.beforeAnswers?.();
    } catch (error) {
      return this.failed(group, error);
    }
    this.work.committed();
    group.forEach((waiting, index) => settle(waiting, outcomes[index] as Outcome<R>));
  }

  private attempt(job: J): Outcome<R> {
    try {
      return { value: this.work.execute(job) };
    } catch (error) {
      if (sqliteCode(error) !== undefined) throw error;
      return { refusal: error };
    }
  }

  /** Nothing was written. A foreign lock passes; anything else is the disk. */
  private notBegun(group: readonly Waiting<J, R>[], error: unknown): void {
    for (const { reject } of group) reject(new StoreUnavailable(String(error)));
    if (!isBusy(error)) this.stop(error);
  }

  /**
   * After a failed write or fsync nobody knows what the disk holds, and a second fsync would
   * wrongly say that all is well: so the outcome is unknown, and nothing is written any more.
   */
  private failed(group: readonly Waiting<J, R>[], error: unknown): void {
    try {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
    } catch {
      // The first error is the one that counts.
    }
    this.work.rolledBack();
    for (const { reject } of group) reject(new OutcomeUnknown(String(error)));
    this.stop(error);
  }

  private stop(error: unknown): void {
    const broken = asError(error);
    this.broken = broken;
    for (const { reject } of this.waiting.splice(0))
      reject(new StoreUnavailable(`read-only: ${broken.message}`));
    this.waitingWeight = 0;
    // Last, because it is foreign code: every caller has been answered by then.
    this.work.fatal(broken);
  }
}

function settle<J, R>(waiting: Waiting<J, R>, outcome: Outcome<R>): void {
  if ('value' in outcome) waiting.resolve(outcome.value);
  else waiting.reject(outcome.refusal);
}

import { checkLease, checkTtl, LeaseLost, type Lease, type Leases } from '@tamani/ports';
import { prepareRows, type Database, type Statement } from '../database/database.js';

type LeaseRow = readonly [owner: string, epoch: number, expiresAtMs: number];

/** A free lease keeps its row, so that its epoch keeps growing. */
const NOBODY = '';

/** What leases need of their store. */
export interface LeaseHost {
  readonly db: Database;
  /** Milliseconds of a wall clock: an expiry is compared after a restart too. */
  readonly nowMs: () => number;
  /** Runs a write and commits it. */
  readonly write: <T>(action: () => T) => Promise<T>;
  /** Runs a write that may be lost with the process. */
  readonly writeLater: <T>(action: () => T) => Promise<T>;
}

/** Leases in the read store's file. */
export class SqliteLeases implements Leases {
  private readonly select: Statement;
  private readonly upsert: Statement;

  constructor(private readonly host: LeaseHost) {
    this.select = prepareRows(
      host.db,
      'SELECT owner, epoch, expires_at_ms FROM leases WHERE name = ?',
    );
    this.upsert = host.db.prepare(
      'INSERT INTO leases VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET owner = excluded.owner, ' +
        'epoch = excluded.epoch, expires_at_ms = excluded.expires_at_ms',
    );
  }

  /**
   * At opening: one process owns the file, so whoever had a lease is gone, and a restart after a
   * kill need not wait for it to run out. The epochs go on.
   */
  freeAll(): void {
    this.host.db.prepare('UPDATE leases SET owner = ?, expires_at_ms = 0').run(NOBODY);
  }

  async acquire(name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
    checkLease(name, owner);
    checkTtl(ttlMs);
    return this.host.write(() => {
      const row = this.select.get(name) as LeaseRow | undefined;
      const held = row !== undefined && row[0] !== NOBODY && row[2] > this.host.nowMs();
      if (held && row[0] !== owner) return undefined;
      // Its own, unexpired: the same epoch, as nobody can have worked in between.
      const epoch = held ? row[1] : (row?.[1] ?? 0) + 1;
      this.upsert.run(name, owner, epoch, this.host.nowMs() + ttlMs);
      return { name, owner, epoch };
    });
  }

  async renew(lease: Lease, ttlMs: number): Promise<boolean> {
    checkTtl(ttlMs);
    return this.host.writeLater(() => {
      if (!this.isCurrent(lease)) return false;
      this.upsert.run(lease.name, lease.owner, lease.epoch, this.host.nowMs() + ttlMs);
      return true;
    });
  }

  async release(lease: Lease): Promise<void> {
    await this.host.write(() => {
      if (this.isCurrent(lease)) this.upsert.run(lease.name, NOBODY, lease.epoch, 0);
    });
  }

  /**
   * Throws LeaseLost when another has it, or nobody. One that ran out and was not taken still
   * counts: nobody else can have worked, and the next owner's epoch is a new one.
   */
  check(lease: Lease): void {
    if (this.isCurrent(lease)) return;
    throw new LeaseLost(`${lease.name}: epoch ${lease.epoch} of ${lease.owner} is over: stop`);
  }

  private isCurrent({ name, owner, epoch }: Lease): boolean {
    const row = this.select.get(name) as LeaseRow | undefined;
    return row?.[0] === owner && row[1] === epoch;
  }
}

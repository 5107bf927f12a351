import { checkLease, checkTtl, LeaseLost, type Lease, type Leases } from '@tamani/ports';
import type { mongo } from 'mongoose';
import type { MongoServer } from '../server/mongo-server.js';
import { META, type LeaseForm } from './stored-forms.js';

/**
 * A lease that is so long over by this process's wall clock is free, even when it has not been
 * watched: so long after a whole system was down nobody has to wait. Clocks of replicas may differ
 * by less than this.
 */
const CLOCKS_DIFFER_MS = 60_000;
const NOBODY = '';

export interface LeaseClocks {
  /** Wall clock, in milliseconds. */
  readonly nowMs: () => number;
  /** Grows evenly, from anywhere. */
  readonly monotonicMs: () => number;
}

/** A state of a lease, and since when it has been the same. */
interface Seen {
  readonly epoch: bigint;
  readonly beat: bigint;
  readonly sinceMs: number;
}

/**
 * Leases as documents that are changed on condition of what they were. Whether one is over does
 * not hang on clocks that agree: who waits for it watches it, and takes it when it has not changed
 * for its whole time by his own monotonic clock. That can only be too late, never too early.
 */
export class MongoLeases implements Leases {
  private readonly documents: mongo.Collection<LeaseForm>;
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly server: MongoServer,
    private readonly clocks: LeaseClocks,
  ) {
    this.documents = server.collection<LeaseForm>(META.leases);
  }

  async acquire(name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
    checkLease(name, owner);
    checkTtl(ttlMs);
    const held = await this.held(name);
    if (!held) return this.first({ name, owner, epoch: 1 }, ttlMs);
    // Its own: the same epoch, as nobody else can have worked in between.
    if (held.owner === owner) {
      const own = { name, owner, epoch: Number(held.epoch) };
      return (await this.renew(own, ttlMs)) ? own : undefined;
    }
    return this.isFree(held) ? this.taken(held, { owner, ttlMs }) : undefined;
  }

  async renew(lease: Lease, ttlMs: number): Promise<boolean> {
    checkTtl(ttlMs);
    return this.change(current(lease), this.lasting(ttlMs));
  }

  async release(lease: Lease): Promise<void> {
    await this.change(current(lease), { owner: NOBODY, expiresAtMs: 0n });
  }

  /**
   * Throws LeaseLost when another has it, or nobody. One that ran out and was not taken still
   * counts: nobody else can have worked, and the next owner's epoch is a new one.
   */
  async check(lease: Lease): Promise<void> {
    const { maxTimeMS } = this.server;
    const held = await this.server.read(() =>
      this.documents.findOne(current(lease), { maxTimeMS }),
    );
    if (!held) throw leaseLost(lease);
  }

  private held(name: string): Promise<LeaseForm | null> {
    const { maxTimeMS } = this.server;
    return this.server.read(() => this.documents.findOne({ _id: name }, { maxTimeMS }));
  }

  private async first(lease: Lease, ttlMs: number): Promise<Lease | undefined> {
    const { name: _id, owner, epoch } = lease;
    const form = { _id, owner, epoch: BigInt(epoch), beat: 0n, ...this.lasting(ttlMs) };
    if (!(await this.server.insert(() => this.documents.insertOne(form)))) return undefined;
    this.watch(form);
    return lease;
  }

  /** Takes it over, if it is still what was read. */
  private async taken(
    held: LeaseForm,
    { owner, ttlMs }: { readonly owner: string; readonly ttlMs: number },
  ): Promise<Lease | undefined> {
    const { _id, epoch, beat } = held;
    const next = epoch + 1n;
    const set = { owner, epoch: next, ...this.lasting(ttlMs) };
    if (!(await this.change({ _id, owner: held.owner, epoch, beat }, set))) return undefined;
    this.watch({ _id, epoch: next, beat: beat + 1n });
    return { name: _id, owner, epoch: Number(next) };
  }

  private async change(
    filter: mongo.Filter<LeaseForm>,
    set: Partial<Omit<LeaseForm, '_id'>>,
  ): Promise<boolean> {
    const changed = await this.server.write(() =>
      this.documents.updateOne(filter, { $set: set, $inc: { beat: 1n } }),
    );
    return changed.matchedCount === 1;
  }

  private isFree(held: LeaseForm): boolean {
    if (held.owner === NOBODY) return true;
    if (this.clocks.nowMs() - Number(held.expiresAtMs) > CLOCKS_DIFFER_MS) return true;
    const seen = this.seen.get(held._id);
    if (seen?.epoch === held.epoch && seen.beat === held.beat)
      return this.clocks.monotonicMs() - seen.sinceMs >= Number(held.ttlMs);
    this.watch(held);
    return false;
  }

  private watch({ _id, epoch, beat }: Pick<LeaseForm, '_id' | 'epoch' | 'beat'>): void {
    this.seen.set(_id, { epoch, beat, sinceMs: this.clocks.monotonicMs() });
  }

  private lasting(ttlMs: number): Pick<LeaseForm, 'ttlMs' | 'expiresAtMs'> {
    return { ttlMs: BigInt(ttlMs), expiresAtMs: BigInt(this.clocks.nowMs() + ttlMs) };
  }
}

export const leaseLost = ({ name, owner, epoch }: Lease): LeaseLost =>
  new LeaseLost(`${name}: epoch ${epoch} of ${owner} is over: stop`);

const current = ({ name, owner, epoch }: Lease): mongo.Filter<LeaseForm> => ({
  _id: name,
  owner,
  epoch: BigInt(epoch),
});

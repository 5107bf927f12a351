import {
  OutcomeUnknown,
  StaleWrite,
  StoreUnavailable,
  type Leases,
  type ReadStore,
  type WriteBatch,
} from '@tamani/ports';
import { FaultPlan, type Probabilities } from './fault-plan.js';
import type { Faulty } from './faulty-event-store.js';

/**
 * - `stale`: a batch fails with StaleWrite, and nothing is written
 * - `refuse`: a batch fails with StoreUnavailable, and nothing is written
 * - `tear`: the first half of the documents is written, the rest and the checkpoint are not
 *   (an engine without transactions that was cut off); fails with StoreUnavailable
 * - `loseAnswer`: a batch is written, and fails with OutcomeUnknown
 * - `loseLease`: a lease cannot be renewed
 */
export type ReadStoreFault = 'stale' | 'refuse' | 'tear' | 'loseAnswer' | 'loseLease';

/** A read store that fails as the plan says; queries never fail. */
export function faultyReadStore(
  reads: ReadStore,
  seed: number,
  probabilities: Probabilities<ReadStoreFault> = {},
): Faulty<ReadStore, ReadStoreFault> {
  const plan = new FaultPlan<ReadStoreFault>(seed, { ...probabilities });
  const port: ReadStore = {
    engine: `${reads.engine} with faults`,
    ensure: (spec) => reads.ensure(spec),
    drop: (collection) => reads.drop(collection),
    collections: () => reads.collections(),
    load: (collection, keys) => reads.load(collection, keys),
    commit: (batch) => faultyCommit(reads, plan, batch),
    checkpoint: (name) => reads.checkpoint(name),
    deleteCheckpoint: (name) => reads.deleteCheckpoint(name),
    marks: () => reads.marks(),
    keepLog: (log) => reads.keepLog(log),
    get: (collection, key) => reads.get(collection, key),
    find: (collection, query) => reads.find(collection, query),
    sum: (collection, query) => reads.sum(collection, query),
    leases: faultyLeases(reads.leases, plan),
    close: () => reads.close(),
  };
  return { port, plan };
}

const faultyLeases = (leases: Leases, plan: FaultPlan<ReadStoreFault>): Leases => ({
  acquire: (name, owner, ttlMs) => leases.acquire(name, owner, ttlMs),
  renew: async (lease, ttlMs) => {
    if (!plan.hits('loseLease', `renew ${lease.name}`)) return leases.renew(lease, ttlMs);
    await leases.release(lease);
    return false;
  },
  release: (lease) => leases.release(lease),
});

async function faultyCommit(
  reads: ReadStore,
  plan: FaultPlan<ReadStoreFault>,
  batch: WriteBatch,
): Promise<void> {
  const at = `commit of ${batch.writes.length} to ${batch.checkpoint?.name ?? 'no checkpoint'}`;
  if (plan.hits('stale', at)) throw new StaleWrite(`injected: ${at}`);
  if (plan.hits('refuse', at)) throw new StoreUnavailable(`injected: ${at}`);
  if (plan.hits('tear', at)) {
    const half = Math.ceil(batch.writes.length / 2);
    await reads.commit({ writes: batch.writes.slice(0, half) });
    throw new StoreUnavailable(`injected, half of it written: ${at}`);
  }
  await reads.commit(batch);
  if (plan.hits('loseAnswer', at)) throw new OutcomeUnknown(`injected, written: ${at}`);
}

import { StaleWrite, type Leases, type ReadStore, type WriteBatch } from '@tamani/ports';
import type { RuntimePorts } from '@tamani/runtime';
import { randomOf } from '@tamani/testing/engines';
import { later } from '../harness/scene.js';

/** Everybody has every lease, all the time. */
const everybodys: Leases = {
  acquire: async (name, owner) => ({ name, owner, epoch: 1 }),
  renew: async () => true,
  release: async () => undefined,
};

const LONGEST_MS = 150;

export interface Meddling {
  /** Writes that somebody else had been faster with. */
  stale: number;
  /** The condition of a write is dropped: the last one counts. */
  readonly isForced: boolean;
}

/**
 * Leases are ignored: projectors, relays and timers of both replicas work at the same time, and
 * get in each other's way when they write.
 */
export function allAtWork(
  seed: number,
  meddling: Meddling,
): (ports: RuntimePorts, replica: string) => RuntimePorts {
  return (ports, replica) => {
    const random = randomOf(seed * 2 + (replica === 'a' ? 0 : 1));
    const { reads } = ports;
    const commit = async ({ writes, checkpoint }: WriteBatch): Promise<void> => {
      if (writes.length > 0) await later(random.below(LONGEST_MS));
      const { lease: _, ...saved } = checkpoint ?? { name: '', position: 0n };
      const written = meddling.isForced ? await forced(reads, writes) : writes;
      const batch = { writes: written, ...(checkpoint && { checkpoint: saved }) };
      await reads.commit(batch).catch((error: unknown) => {
        if (error instanceof StaleWrite) meddling.stale += 1;
        throw error;
      });
    };
    const members = { commit, leases: everybodys };
    return { ...ports, reads: Object.assign(Object.create(reads) as ReadStore, members) };
  };
}

/** The writes as if each of them had seen what is there now. */
async function forced(
  reads: ReadStore,
  writes: WriteBatch['writes'],
): Promise<WriteBatch['writes']> {
  const all = writes.map(async (write) => {
    const there = await reads.get(write.collection, write.key);
    return { ...write, expected: there?.position };
  });
  return Promise.all(all);
}

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

/**
 * Leases are ignored: projectors and relays of both replicas work at the same time, and
 * get in each other's way when they write; `stale` is told each time.
 */
export function allAtWork(
  seed: number,
  stale: () => void,
): (ports: RuntimePorts, replica: string) => RuntimePorts {
  return (ports, replica) => {
    const random = randomOf(seed * 2 + (replica === 'a' ? 0 : 1));
    const { reads } = ports;
    const commit = async ({ writes, checkpoint }: WriteBatch): Promise<void> => {
      if (writes.length > 0) await later(random.below(LONGEST_MS));
      const { lease: _, ...saved } = checkpoint ?? { name: '', position: 0n };
      const batch = { writes, ...(checkpoint && { checkpoint: saved }) };
      await reads.commit(batch).catch((error: unknown) => {
        if (error instanceof StaleWrite) stale();
        throw error;
      });
    };
    const members = { commit, leases: everybodys };
    return { ...ports, reads: Object.assign(Object.create(reads) as ReadStore, members) };
  };
}

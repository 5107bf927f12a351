import { LeaseLost, StaleWrite, type Lease, type ReadStore, type WriteBatch } from '@tamani/ports';
import type { RuntimePorts } from '@tamani/runtime';
import { randomOf } from '@tamani/testing/engines';
import { later } from '../harness/scene.js';

const LINES = 'budgets_budget_lines_v';
const PROJECTOR = 'projector.budgets';
const LATEST_NTH = 6;
const LONGEST_MS = 20_000;
const LOOK_EVERY_MS = 10;

/**
 * A projector falls asleep with documents in its hand that it is about to write, and its lease
 * runs out. Another one takes over and goes on; then the first wakes up and writes.
 */
export class Sleeper {
  /** What it was told when it had woken up. */
  told: 'nothing yet' | 'stale' | 'lease lost' | 'written' = 'nothing yet';
  private writesLeft: number;
  private asleep = '';
  /** Batches that the other one has written meanwhile. */
  private meanwhile = 0;

  constructor(
    seed: number,
    /** It writes whatever is there: without the condition of each write. */
    private readonly isForced = false,
  ) {
    this.writesLeft = 1 + randomOf(seed).below(LATEST_NTH);
  }

  readonly wrap = (ports: RuntimePorts, replica: string): RuntimePorts => {
    const { reads } = ports;
    const commit = (batch: WriteBatch): Promise<void> => this.commit(reads, replica, batch);
    const renew = async (lease: Lease, ttlMs: number): Promise<boolean> =>
      !(this.asleep === replica && lease.name === PROJECTOR) && reads.leases.renew(lease, ttlMs);
    const { acquire, release } = reads.leases;
    const leases = {
      acquire: acquire.bind(reads.leases),
      release: release.bind(reads.leases),
      renew,
    };
    return {
      ...ports,
      reads: Object.assign(Object.create(reads) as ReadStore, { commit, leases }),
    };
  };

  private async commit(reads: ReadStore, replica: string, batch: WriteBatch): Promise<void> {
    const isOfLines = batch.writes.some(({ collection }) => collection.startsWith(LINES));
    if (!isOfLines) return reads.commit(batch);
    this.writesLeft -= 1;
    if (this.writesLeft !== 0) {
      await reads.commit(batch);
      if (this.asleep !== '' && this.asleep !== replica) this.meanwhile += 1;
      return;
    }
    this.asleep = replica;
    const deadline = performance.now() + LONGEST_MS;
    while (this.meanwhile === 0 && performance.now() < deadline) await later(LOOK_EVERY_MS);
    await this.wakeUp(reads, batch);
  }

  private async wakeUp(reads: ReadStore, batch: WriteBatch): Promise<void> {
    try {
      if (this.isForced) await reads.commit({ writes: await unconditional(reads, batch) });
      else await reads.commit(batch);
      this.told = 'written';
    } catch (error) {
      if (error instanceof StaleWrite) this.told = 'stale';
      else if (error instanceof LeaseLost) this.told = 'lease lost';
      throw error;
    }
    if (this.isForced) throw new LeaseLost('written, and not the owner any more');
  }
}

/** The writes as if each of them had seen what is there now. */
async function unconditional(
  reads: ReadStore,
  { writes }: WriteBatch,
): Promise<WriteBatch['writes']> {
  const all = writes.map(async (write) => {
    const there = await reads.get(write.collection, write.key);
    return { ...write, expected: there?.position };
  });
  return Promise.all(all);
}

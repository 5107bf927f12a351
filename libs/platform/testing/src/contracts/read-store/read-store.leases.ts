import { expect } from '@jest/globals';
import type { Lease, ReadStore } from '@tamani/ports';
import { errorNameOf } from '../event-store/event-store.harness.js';
import { freshName, type Cases } from '../suite.js';
import type { ReadStoreSubject } from './read-store.harness.js';

const LONG_MS = 60_000;
const SHORT_MS = 250;

async function taken(
  reads: ReadStore,
  name: string,
  { owner = 'one', ttlMs = LONG_MS } = {},
): Promise<Lease> {
  const lease = await reads.leases.acquire(name, owner, ttlMs);
  if (!lease) throw new Error(`${owner} did not get ${name}`);
  return lease;
}

/** Until a short lease is over, with a margin. */
const expired = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SHORT_MS * 2));

export const leaseCases: Cases<ReadStoreSubject> = {
  'a lease has one owner, who may take it again': async ({ shared: { reads } }) => {
    const name = freshName('lease');
    const lease = await taken(reads, name);
    expect(lease).toMatchObject({ name, owner: 'one' });
    expect(await reads.leases.acquire(name, 'two', LONG_MS)).toBeUndefined();
    expect((await taken(reads, name)).epoch).toBeGreaterThanOrEqual(lease.epoch);
    expect(await taken(reads, freshName('lease'), { owner: 'two' })).toMatchObject({
      owner: 'two',
    });
  },
  'of those that ask at the same time one gets it': async ({ shared: { reads } }) => {
    const name = freshName('lease');
    const asked = Array.from({ length: 10 }, (_, n) =>
      reads.leases.acquire(name, `owner-${n}`, LONG_MS),
    );
    expect((await Promise.all(asked)).filter((lease) => lease !== undefined)).toHaveLength(1);
  },
  'a released lease is free at once, and its epoch grows': async ({ shared: { reads } }) => {
    const name = freshName('lease');
    const first = await taken(reads, name);
    await reads.leases.release(first);
    const second = await taken(reads, name, { owner: 'two' });
    expect(second.epoch).toBeGreaterThan(first.epoch);
    await reads.leases.release(first);
    expect(await reads.leases.renew(second, LONG_MS)).toBe(true);
    expect(await reads.leases.renew(first, LONG_MS)).toBe(false);
  },
  'a lease that has run out goes to the next, and cannot be renewed then': async ({ shared }) => {
    const { reads } = shared;
    const name = freshName('lease');
    const first = await taken(reads, name, { ttlMs: SHORT_MS });
    await expired();
    const second = await taken(reads, name, { owner: 'two' });
    expect(second.epoch).toBeGreaterThan(first.epoch);
    expect(await reads.leases.renew(first, LONG_MS)).toBe(false);
    expect(await reads.leases.acquire(name, 'one', LONG_MS)).toBeUndefined();
  },
  'a renewed lease lasts': async ({ shared: { reads } }) => {
    const name = freshName('lease');
    const lease = await taken(reads, name);
    expect(await reads.leases.renew(lease, LONG_MS)).toBe(true);
    const short = await taken(reads, freshName('lease'), { ttlMs: SHORT_MS });
    expect(await reads.leases.renew(short, LONG_MS)).toBe(true);
    await expired();
    expect(await reads.leases.acquire(short.name, 'two', LONG_MS)).toBeUndefined();
  },
  'a checkpoint of an epoch that is over is refused': async ({ shared: { reads } }) => {
    const [name, projection] = [freshName('lease'), freshName('projection')];
    const save = (lease: Lease, position: bigint): Promise<void> =>
      reads.commit({ writes: [], checkpoint: { name: projection, position, lease } });
    const first = await taken(reads, name, { ttlMs: SHORT_MS });
    await save(first, 1n);
    await expired();
    const second = await taken(reads, name, { owner: 'two' });
    expect(await errorNameOf(save(first, 2n))).toBe('LeaseLost');
    expect(await errorNameOf(save({ ...second, owner: 'one' }, 2n))).toBe('LeaseLost');
    expect(await reads.checkpoint(projection)).toBe(1n);
    await save(second, 3n);
    expect(await reads.checkpoint(projection)).toBe(3n);
  },
};

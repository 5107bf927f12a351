import type { Lease, Leases } from '@tamani/ports';

export interface LeaseRequest {
  readonly leases: Leases;
  /** Name of the lease: `projector.budgets`. */
  readonly name: string;
  readonly owner: string;
  readonly leaseMs: number;
}

/** Another process is doing this work. */
export class AtWorkElsewhere extends Error {
  override readonly name = 'AtWorkElsewhere';
}

const POLL_MS = 200;

/**
 * Does work that a leased worker must not do at the same time. Waits for the lease as long as that
 * of a dead process may last, then throws AtWorkElsewhere: the worker is alive.
 */
export async function underLease<T>(
  request: LeaseRequest,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { leases, leaseMs } = request;
  const lease = await acquired(request);
  const renewal = setInterval(
    () => void leases.renew(lease, leaseMs).catch(() => false),
    leaseMs / 3,
  );
  try {
    return await work(lease);
  } finally {
    clearInterval(renewal);
    await leases.release(lease).catch(() => undefined);
  }
}

async function acquired({ leases, name, owner, leaseMs }: LeaseRequest): Promise<Lease> {
  const deadline = performance.now() + leaseMs + POLL_MS;
  for (;;) {
    const lease = await leases.acquire(name, owner, leaseMs);
    if (lease) return lease;
    if (performance.now() > deadline) {
      throw new AtWorkElsewhere(`${name} is at work in a running process: stop it first`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

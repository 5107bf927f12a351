import type { Lease, Leases } from '@tamani/ports';
import type { Log } from '../runtime-ports.js';

export interface LeasedWorkerOptions {
  /** Name of the lease: `relay.budgets`. */
  readonly name: string;
  readonly owner: string;
  readonly leases: Leases;
  readonly leaseMs: number;
  readonly log: Log;
  /** Works until the signal aborts. What it throws is logged, and it is started again. */
  readonly work: (lease: Lease, signal: AbortSignal) => Promise<void>;
}

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 5_000;

/** Runs work in one process at a time; takes over if the owner is gone. */
export class LeasedWorker {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private holds = false;
  private failure: string | undefined;
  /** Work has gone on in this turn: what fails next is not the same failure again. */
  private hasGoneOn = false;

  constructor(private readonly options: LeasedWorkerOptions) {}

  /** Holds the lease and works. */
  get isActive(): boolean {
    return this.holds;
  }

  /** The last failure, until the work has gone on. */
  get lastError(): string | undefined {
    return this.failure;
  }

  /** True between start and stop. */
  get isStarted(): boolean {
    return this.running !== undefined && !this.stopping.signal.aborted;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Call after a piece of work succeeds: clears the previous failure. */
  succeeded(): void {
    this.failure = undefined;
    this.hasGoneOn = true;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const started = performance.now();
      this.hasGoneOn = false;
      await this.turn().catch((error: unknown) => this.failed(error));
      if (this.hasGoneOn || performance.now() - started > LAST_PAUSE_MS) pauseMs = FIRST_PAUSE_MS;
      if (!signal.aborted) await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
  }

  /** Works for as long as it holds the lease. */
  private async turn(): Promise<void> {
    const { leases, name, owner, leaseMs } = this.options;
    const lease = await leases.acquire(name, owner, leaseMs);
    if (!lease) {
      // Another process works and the lease store responds: earlier failures here are over.
      this.failure = undefined;
      return;
    }
    const lost = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    const renewed = { atMs: performance.now() };
    const timer = setInterval(() => this.renew(lease, lost, renewed), leaseMs / 3);
    this.holds = true;
    try {
      await this.options.work(lease, signal);
    } finally {
      clearInterval(timer);
      this.holds = false;
      if (!lost.signal.aborted) await leases.release(lease).catch(() => undefined);
    }
  }

  /** Renews the lease; after its full time without renewal it may belong to another process. */
  private renew(lease: Lease, lost: AbortController, renewed: { atMs: number }): void {
    const { leases, leaseMs } = this.options;
    const asked = performance.now();
    leases.renew(lease, leaseMs).then(
      (kept) => {
        if (kept) renewed.atMs = asked;
        else lost.abort();
      },
      (error: unknown) => {
        this.failed(error);
        if (performance.now() - renewed.atMs > leaseMs) lost.abort();
      },
    );
  }

  private failed(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.failure = error instanceof Error ? error.message : String(error);
    const { log, name } = this.options;
    log.warn(`${name} failed, starting it again`, { error: this.failure });
  }
}

/** Resolves after a time, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

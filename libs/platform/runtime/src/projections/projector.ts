import type { Recorded } from '@tamani/kernel';
import type { Lease, StoredEvent } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { LeasedWorker } from '../workers/leased-worker.js';
import { logBatches } from '../workers/log-batches.js';
import { PositionWatch } from '../workers/position-watch.js';
import { collectionName, collectionOf } from './collections.js';
import { foldBatch, takes } from './model-fold.js';

/** One read model as the projector drives it. */
interface Driven {
  readonly model: AnyReadModel;
  readonly collection: string;
  readonly watch: PositionWatch;
  /** The checkpoint in the store, which may be behind `watch`. */
  saved: bigint;
}

export interface ProjectorOptions {
  readonly context: string;
  readonly models: readonly AnyReadModel[];
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly decode: (event: StoredEvent) => Recorded;
}

/** A model that nothing happens to saves its checkpoint when it is so far behind, in events. */
const SAVE_EVERY = 5_000n;
const POLL_MS = 25;

/** Keeps the read models of one context up to the log. */
export class Projector {
  private readonly driven: readonly Driven[];
  private readonly worker: LeasedWorker;

  constructor(private readonly options: ProjectorOptions) {
    const { context, models, ports, settings } = options;
    this.driven = models.map((model) => ({
      model,
      collection: collectionName(context, model),
      watch: new PositionWatch(),
      saved: 0n,
    }));
    this.worker = new LeasedWorker({
      name: `projector.${context}`,
      owner: settings.owner,
      leases: ports.reads.leases,
      leaseMs: settings.leaseMs,
      log: ports.log,
      work: (lease, signal) => this.work(lease, signal),
    });
  }

  get name(): string {
    return `projector.${this.options.context}`;
  }

  get lastError(): string | undefined {
    return this.worker.lastError;
  }

  get isActive(): boolean {
    return this.worker.isActive;
  }

  /** Creates the tables, so that queries find them, empty or not. */
  async prepare(): Promise<void> {
    const { context, ports } = this.options;
    for (const { model } of this.driven) await ports.reads.ensure(collectionOf(context, model));
    await this.readCheckpoints();
  }

  start(): void {
    if (this.driven.length > 0) this.worker.start();
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }

  /** Position that every model of this context has reached. */
  position(): bigint {
    const all = this.driven.map(({ watch }) => watch.position);
    return all.reduce((least, one) => (one < least ? one : least), all[0] ?? 0n);
  }

  /** Waits for one model; where another process projects, by looking at its checkpoint. */
  async waitFor(model: AnyReadModel, position: bigint, timeoutMs: number): Promise<boolean> {
    const driven = this.driven.find((one) => one.model === model);
    if (!driven) return false;
    if (this.worker.isActive) return driven.watch.wait(position, timeoutMs);
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const saved = (await this.options.ports.reads.checkpoint(driven.collection)) ?? 0n;
      if (saved >= position) return true;
      if (performance.now() >= deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  private async readCheckpoints(): Promise<void> {
    for (const one of this.driven) {
      one.saved = (await this.options.ports.reads.checkpoint(one.collection)) ?? 0n;
      one.watch.reset(one.saved);
    }
  }

  private async work(lease: Lease, signal: AbortSignal): Promise<void> {
    const { ports, decode, models } = this.options;
    await this.readCheckpoints();
    const streamPrefixes = [...new Set(models.flatMap(({ streams }) => streams))];
    const all = streamPrefixes.includes('');
    const filter = all ? {} : { filter: { streamPrefixes } };
    const after = this.position();
    for await (const batch of logBatches(ports.store, { after, signal, ...filter })) {
      const events = batch.events.map(decode);
      for (const one of this.driven) await this.advance(one, { ...batch, events }, lease);
      this.worker.succeeded();
    }
  }

  private async advance(
    one: Driven,
    batch: { readonly events: readonly Recorded[]; readonly position: bigint },
    lease: Lease,
  ): Promise<void> {
    const { position } = batch;
    if (position <= one.watch.position) return;
    const from = one.watch.position;
    const events = batch.events.filter((e) => e.position > from && takes(one.model, e));
    if (events.length > 0 || position - one.saved > SAVE_EVERY) {
      const { reads } = this.options.ports;
      const { model, collection } = one;
      await foldBatch({ model, collection, reads }, events, { position, lease });
      one.saved = position;
    }
    one.watch.advance(position);
  }
}

import type { Recorded } from '@tamani/kernel';
import type { Lease, LogFilter, StoredEvent } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { LeasedWorker, pause } from '../workers/leased-worker.js';
import { logBatches, standing, type LogBatch } from '../workers/log-batches.js';
import { PositionWatch } from '../workers/position-watch.js';
import { collectionName, collectionOf } from './collections.js';
import { foldBatch, takes } from './model-fold.js';
import { projectorName } from './rebuild.js';
import { StreamStates } from '../states/stream-states.js';

/** One read model as the projector drives it. */
interface Driven {
  readonly model: AnyReadModel;
  readonly collection: string;
  readonly watch: PositionWatch;
  /** When the checkpoint was saved, on the monotonic clock. */
  savedAtMs: number;
}

export interface ProjectorOptions {
  readonly context: string;
  readonly models: readonly AnyReadModel[];
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly decode: (event: StoredEvent) => Recorded;
}

/** An idle model saves its position at most this often. */
const SAVE_IDLE_MS = 1_000;
const POLL_MS = 25;
/** Of the memory for cached states, for those behind the documents of one context. */
const PART_OF_CACHE = 8;

/** Keeps the read models of one context up to the log. */
export class Projector {
  private readonly driven: readonly Driven[];
  private readonly worker: LeasedWorker;
  private readonly states: StreamStates;

  constructor(private readonly options: ProjectorOptions) {
    const { context, models, ports, settings, decode } = options;
    this.states = new StreamStates(ports.store, decode, settings.cachedBytes / PART_OF_CACHE);
    this.driven = models.map((model) => ({
      model,
      collection: collectionName(context, model),
      watch: new PositionWatch(),
      savedAtMs: 0,
    }));
    this.worker = new LeasedWorker({
      name: projectorName(context),
      owner: settings.owner,
      leases: ports.reads.leases,
      leaseMs: settings.leaseMs,
      log: ports.log,
      work: (lease, signal) => this.work(lease, signal),
    });
  }

  get name(): string {
    return projectorName(this.options.context);
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

  /** True between start and stop, whoever has the lease. */
  get isStarted(): boolean {
    return this.worker.isStarted;
  }

  /** Position that every model of this context has reached, in whichever process. */
  async position(): Promise<bigint> {
    return least(await Promise.all(this.driven.map((one) => this.standing(one))));
  }

  /** Waits for one model; where another process projects, by looking at its checkpoint. */
  async waitFor(model: AnyReadModel, position: bigint, timeoutMs: number): Promise<boolean> {
    const driven = this.driven.find((one) => one.model === model);
    if (!driven) return false;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const leftMs = Math.max(0, Math.min(POLL_MS, deadline - performance.now()));
      // Notified at once when folded here; positions that this model does not read are looked up.
      if (this.worker.isActive && (await driven.watch.wait(position, leftMs))) return true;
      if ((await this.standing(driven)) >= position) return true;
      if (performance.now() >= deadline) return false;
      if (!this.worker.isActive) await new Promise((resolve) => setTimeout(resolve, leftMs));
    }
  }

  /** The position of a model: folded here, or saved by another process. */
  private async standing({ model, collection, watch }: Driven): Promise<bigint> {
    const { reads, store } = this.options.ports;
    const at = this.worker.isActive ? watch.position : ((await reads.checkpoint(collection)) ?? 0n);
    return standing(store, at, filterOf([model]));
  }

  private reached(): bigint {
    return least(this.driven.map(({ watch }) => watch.position));
  }

  private async readCheckpoints(): Promise<void> {
    for (const one of this.driven) {
      one.watch.reset((await this.options.ports.reads.checkpoint(one.collection)) ?? 0n);
    }
  }

  private async work(lease: Lease, signal: AbortSignal): Promise<void> {
    const { ports, decode, models } = this.options;
    await this.readCheckpoints();
    const after = this.reached();
    const options = { after, signal, ...filterOf(models) };
    for await (const batch of logBatches(ports.store, options)) {
      const events = batch.events.map(decode);
      for (const one of this.driven) await this.advance(one, { ...batch, events }, lease);
      this.worker.succeeded();
      // Events that arrive in the meantime are folded and written together.
      if (batch.caughtUp) await pause(this.options.settings.projectionPauseMs, signal);
    }
  }

  private async advance(
    one: Driven,
    batch: Pick<LogBatch, 'position' | 'isLast'> & { readonly events: readonly Recorded[] },
    lease: Lease,
  ): Promise<void> {
    const { position, isLast } = batch;
    if (position <= one.watch.position) return;
    const from = one.watch.position;
    const events = batch.events.filter((e) => e.position > from && takes(one.model, e));
    const { reads, clock } = this.options.ports;
    const now = clock.monotonicMs();
    if (events.length > 0 || isLast || now - one.savedAtMs > SAVE_IDLE_MS) {
      const { model, collection } = one;
      const { states } = this;
      await foldBatch({ model, collection, reads, states }, events, { position, lease });
      one.savedAtMs = now;
    }
    one.watch.advance(position);
  }
}

const least = (positions: readonly bigint[]): bigint =>
  positions.reduce((lowest, one) => (one < lowest ? one : lowest), positions[0] ?? 0n);

/** What of the log some models read. */
function filterOf(models: readonly AnyReadModel[]): { readonly filter?: LogFilter } {
  const streamPrefixes = [...new Set(models.flatMap(({ streams }) => streams))];
  return streamPrefixes.includes('') ? {} : { filter: { streamPrefixes } };
}

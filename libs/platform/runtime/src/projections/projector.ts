import type { Recorded } from '@tamani/kernel';
import {
  LeaseLost,
  OutcomeUnknown,
  StoreUnavailable,
  type Lease,
  type StoredEvent,
} from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import type { Lag } from '../workers/lag.js';
import { LeasedWorker, pause } from '../workers/leased-worker.js';
import { logBatches, type LogBatch } from '../workers/log-batches.js';
import { Tasks } from '../workers/tasks.js';
import { DrivenModel, filterOf } from './driven-model.js';
import { projectorName } from '../rebuild/rebuild.js';
import { StreamStates } from '../states/stream-states.js';

export interface ProjectorOptions {
  readonly context: string;
  readonly models: readonly AnyReadModel[];
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly decode: (event: StoredEvent) => Recorded;
}

/** A model of a projector, as operators look at it. */
export interface ModelProgress {
  readonly name: string;
  readonly isActive: boolean;
  readonly lastError: string | undefined;
  position(): Promise<bigint>;
  lag(most: number): Promise<Lag>;
}

type DecodedBatch = Omit<LogBatch, 'events'> & { readonly events: readonly Recorded[] };

/** The work of one holding of the lease. */
interface Turn {
  readonly lease: Lease;
  readonly tasks: Tasks;
}

const POLL_MS = 25;
/** Of the memory for cached states, for those behind the documents of one context. */
const PART_OF_CACHE = 8;
/** Events that a model which is behind folds at once, before the others have their turn. */
const PAGE = 500;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 5_000;

/**
 * Keeps the read models of one context up to the log: all together, by one subscription. A model
 * that is behind, or that cannot be folded on, goes its own way until it has caught up; the
 * others do not wait for it.
 */
export class Projector {
  private readonly driven: readonly DrivenModel[];
  private readonly worker: LeasedWorker;
  /** Those that are not with the others. */
  private readonly apart = new Set<DrivenModel>();
  /** End of the batch that those together have taken in hand last. */
  private begun = 0n;

  constructor(private readonly options: ProjectorOptions) {
    const { context, models, ports, settings, decode } = options;
    const states = new StreamStates(ports.store, decode, settings.cachedBytes / PART_OF_CACHE);
    this.driven = models.map((model) => new DrivenModel(model, context, { ...ports, states }));
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

  get isActive(): boolean {
    return this.worker.isActive;
  }

  /** How each model stands. */
  get progress(): readonly ModelProgress[] {
    const { worker } = this;
    return this.driven.map((one) => ({
      name: one.name,
      isActive: worker.isActive,
      lastError: one.failure ?? worker.lastError,
      position: () => one.position(worker.isActive),
      lag: (most) => one.lag(worker.isActive, most),
    }));
  }

  /** Creates the tables, so that queries find them, empty or not. */
  async prepare(): Promise<void> {
    for (const one of this.driven) await one.prepare();
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

  /** Waits for one model; where another process projects, by looking at its checkpoint. */
  async waitFor(model: AnyReadModel, position: bigint, timeoutMs: number): Promise<boolean> {
    const driven = this.driven.find((one) => one.model === model);
    if (!driven) return false;
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const leftMs = Math.max(0, Math.min(POLL_MS, deadline - performance.now()));
      // Notified at once when folded here; positions that this model does not read are looked up.
      if (this.worker.isActive && (await driven.watch.wait(position, leftMs))) return true;
      if ((await driven.position(this.worker.isActive)) >= position) return true;
      if (performance.now() >= deadline) return false;
      if (!this.worker.isActive) await new Promise((resolve) => setTimeout(resolve, leftMs));
    }
  }

  /** False while a new model, or a new version of one, is filled for the first time. */
  async isFilled(model: AnyReadModel): Promise<boolean> {
    const driven = this.driven.find((one) => one.model === model);
    return driven !== undefined && driven.isFilled();
  }

  private async work(lease: Lease, signal: AbortSignal): Promise<void> {
    for (const one of this.driven) await one.resume(this.options.settings);
    this.apart.clear();
    this.begun = greatest(this.driven.map(({ watch }) => watch.position));
    const turn = { lease, tasks: new Tasks(signal) };
    for (const one of this.driven) {
      if (one.watch.position < this.begun) this.goApart(one, turn);
    }
    turn.tasks.add(() => this.goTogether(turn));
    await turn.tasks.ended();
  }

  private async goTogether(turn: Turn): Promise<void> {
    const { ports, decode, models, settings } = this.options;
    const { signal } = turn.tasks;
    const options = { after: this.begun, signal, ...filterOf(models) };
    for await (const batch of logBatches(ports.store, options)) {
      const events = batch.events.map(decode);
      this.begun = batch.position;
      for (const one of this.driven) {
        if (!this.apart.has(one)) await this.advance(one, { ...batch, events }, turn);
      }
      this.worker.succeeded();
      // Events that arrive in the meantime are folded and written together.
      if (batch.caughtUp) await pause(settings.projectionPauseMs, signal);
    }
  }

  private async advance(one: DrivenModel, batch: DecodedBatch, turn: Turn): Promise<void> {
    try {
      await one.advance(batch, turn.lease);
      if (batch.caughtUp) await one.markFilled(turn.lease);
      one.failure = undefined;
    } catch (error) {
      this.failed(one, error);
      this.goApart(one, turn);
    }
  }

  /** A model goes on alone until it is where the others are; as often as it takes. */
  private goApart(one: DrivenModel, turn: Turn): void {
    this.apart.add(one);
    turn.tasks.add(async (signal) => {
      let pauseMs = one.failure === undefined ? 0 : FIRST_PAUSE_MS;
      while (!signal.aborted) {
        if (pauseMs > 0) await pause(pauseMs, signal);
        const before = one.watch.position;
        try {
          if (await this.hasCaughtUp(one, turn)) return;
        } catch (error) {
          this.failed(one, error);
        }
        if (one.watch.position > before) pauseMs = FIRST_PAUSE_MS;
        else pauseMs = Math.min(pauseMs * 2 || FIRST_PAUSE_MS, LAST_PAUSE_MS);
      }
    });
  }

  /** False when it has to be tried again; true also when the turn is over. */
  private async hasCaughtUp(one: DrivenModel, { lease, tasks }: Turn): Promise<boolean> {
    while (!tasks.signal.aborted) {
      // Nothing comes between this look and the model being with the others again.
      const isThere = one.watch.position >= this.begun;
      if (isThere && !one.isMarked) await one.markFilled(lease);
      else if (isThere) {
        one.failure = undefined;
        this.apart.delete(one);
        return true;
      } else if (!(await this.wentOn(one, lease))) return false;
    }
    return true;
  }

  /** One page further; false of a node of the store that is behind the one of the subscription. */
  private async wentOn(one: DrivenModel, lease: Lease): Promise<boolean> {
    const { ports, decode } = this.options;
    const after = one.watch.position;
    const page = await ports.store.readAll({ after, limit: PAGE, ...filterOf([one.model]) });
    if (page.next <= after) return false;
    const events = page.events.map(decode);
    await one.advance({ events, position: page.next, isLast: true }, lease);
    return true;
  }

  /** Of an engine that is away it is not the model's own failure: all begin again. */
  private failed(one: DrivenModel, error: unknown): void {
    if (isOfAll(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    if (one.failure !== reason) {
      this.options.ports.log.error(`${one.name} cannot be folded on`, { error: reason });
    }
    one.failure = reason;
  }
}

const isOfAll = (error: unknown): boolean =>
  error instanceof StoreUnavailable ||
  error instanceof OutcomeUnknown ||
  error instanceof LeaseLost;

const greatest = (positions: readonly bigint[]): bigint =>
  positions.reduce((highest, one) => (one > highest ? one : highest), 0n);

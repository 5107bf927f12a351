import type { Recorded } from '@tamani/kernel';
import type { Lease, LogFilter } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import { resumeAt } from '../integrity/log-check.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import type { StreamStates } from '../states/stream-states.js';
import { lagOf, type Lag } from '../workers/lag.js';
import type { LogBatch } from '../workers/log-batches.js';
import { standing } from '../workers/log-batches.js';
import { PositionWatch } from '../workers/position-watch.js';
import { collectionName, collectionOf, filledMark } from './collections.js';
import { foldBatch, takes } from './model-fold.js';

/** An idle model saves its position at most this often. */
const SAVE_IDLE_MS = 1_000;

/** Events of a piece of the log, up to a position. */
export type Decoded = Pick<LogBatch, 'position' | 'isLast'> & {
  readonly events: readonly Recorded[];
};

/** One read model as the projector drives it. */
export class DrivenModel {
  readonly watch = new PositionWatch();
  readonly collection: string;
  /** Why it does not go on; undefined while it does. */
  failure: string | undefined;
  private savedAtMs = 0;
  /** That it was filled is noted. */
  isMarked = false;
  private isKnownFilled = false;

  constructor(
    readonly model: AnyReadModel,
    private readonly context: string,
    private readonly ports: RuntimePorts & { readonly states: StreamStates },
  ) {
    this.collection = collectionName(context, model);
  }

  /** `projector.budgets.budget-lines`. */
  get name(): string {
    return `projector.${this.context}.${this.model.name}`;
  }

  /** Creates its table, so that queries find it, empty or not. */
  async prepare(): Promise<void> {
    await this.ports.reads.ensure(collectionOf(this.context, this.model));
    this.watch.reset(await this.saved());
  }

  /** Where to go on, looked at anew. Throws ForeignLog when that is not in this log. */
  async resume(settings: Pick<RuntimeSettings, 'checkLog'>): Promise<void> {
    this.watch.reset((await resumeAt(this.ports, this.collection, settings)) ?? 0n);
  }

  /** How far it has come: folded here, or saved by another process. */
  async position(isHere: boolean): Promise<bigint> {
    return standing(this.ports.store, await this.reached(isHere), filterOf([this.model]));
  }

  async lag(isHere: boolean, most: number): Promise<Lag> {
    const reader = { after: await this.reached(isHere), ...filterOf([this.model]) };
    return lagOf(this.ports, reader, most);
  }

  /** Folds what of a batch it has not folded yet, and writes it. */
  async advance({ events: all, position, isLast }: Decoded, lease: Lease): Promise<void> {
    const from = this.watch.position;
    if (position <= from) return;
    const { model, collection } = this;
    const events = all.filter((event) => event.position > from && takes(model, event));
    const { reads, clock, states } = this.ports;
    const now = clock.monotonicMs();
    if (events.length > 0 || isLast || now - this.savedAtMs > SAVE_IDLE_MS) {
      await foldBatch({ model, collection, reads, states }, events, { position, lease });
      this.savedAtMs = now;
    }
    this.watch.advance(position);
  }

  /** It has once been up to the log: what it does not have is only what is new. */
  async isFilled(): Promise<boolean> {
    this.isKnownFilled ||=
      (await this.ports.reads.checkpoint(filledMark(this.collection))) !== undefined ||
      (await this.lag(false, 1)).events === 0;
    return this.isKnownFilled;
  }

  /** Notes for every replica that it is where the log is. */
  async markFilled(lease: Lease): Promise<void> {
    if (this.isMarked) return;
    const checkpoint = { name: filledMark(this.collection), position: this.watch.position, lease };
    await this.ports.reads.commit({ writes: [], checkpoint, isRemade: true });
    this.isMarked = true;
  }

  private async reached(isHere: boolean): Promise<bigint> {
    return isHere ? this.watch.position : this.saved();
  }

  private async saved(): Promise<bigint> {
    return (await this.ports.reads.checkpoint(this.collection)) ?? 0n;
  }
}

/** What of the log some models read. */
export function filterOf(models: readonly AnyReadModel[]): { readonly filter?: LogFilter } {
  const streamPrefixes = [...new Set(models.flatMap(({ streams }) => streams))];
  return streamPrefixes.includes('') ? {} : { filter: { streamPrefixes } };
}

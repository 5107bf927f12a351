import { derivedId, type IntegrationEvent, type Recorded } from '@tamani/kernel';
import type { BusMessage, Lease, StoredEvent } from '@tamani/ports';
import type { ContextDefinition } from '../definitions.js';
import { LOG_HEADER, logOf, resumeAt } from '../integrity/log-check.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { lagOf, type Lag } from '../workers/lag.js';
import { LeasedWorker } from '../workers/leased-worker.js';
import { logBatches, standing } from '../workers/log-batches.js';
import { CheckpointSaver } from '../workers/checkpoint-saver.js';
import { PositionWatch } from '../workers/position-watch.js';

export interface RelayOptions {
  readonly context: ContextDefinition;
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
  readonly decode: (event: StoredEvent) => Recorded;
}

/** Messages of one publish: an event may be translated to several. */
const MAX_PUBLISH = 1_000;

/** `budgets.events.v1`. */
export const topicOf = (context: string): string => `${context}.events.v1`;

/**
 * Publishes the events of one context. The log is the outbox: read, translate, publish, wait
 * until the bus has it, save the checkpoint. After a crash in between a message comes again,
 * with the same id.
 */
export class Relay {
  private readonly worker: LeasedWorker;
  private readonly watch = new PositionWatch();

  constructor(private readonly options: RelayOptions) {
    const { ports, settings } = options;
    this.worker = new LeasedWorker({
      name: this.name,
      owner: settings.owner,
      leases: ports.reads.leases,
      leaseMs: settings.leaseMs,
      log: ports.log,
      work: (lease, signal) => this.work(lease, signal),
    });
  }

  get name(): string {
    return `relay.${this.options.context.name}`;
  }

  get lastError(): string | undefined {
    return this.worker.lastError;
  }

  get isActive(): boolean {
    return this.worker.isActive;
  }

  /** Position up to which everything is published, by whichever process. */
  async position(): Promise<bigint> {
    const at = this.worker.isActive ? this.watch.position : await this.checkpoint();
    return standing(this.options.ports.store, at, this.filter);
  }

  async lag(most: number): Promise<Lag> {
    const after = this.worker.isActive ? this.watch.position : await this.checkpoint();
    return lagOf(this.options.ports, { after, ...this.filter }, most);
  }

  start(): void {
    this.worker.start();
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }

  private async work(lease: Lease, signal: AbortSignal): Promise<void> {
    const { ports } = this.options;
    const after = await this.resumed();
    const saver = new CheckpointSaver(ports.reads, this.name, lease);
    this.watch.reset(after);
    try {
      await this.publishFrom(after, saver, signal);
    } finally {
      // Not when the lease is lost: its new owner saves.
      await saver.end().catch(() => undefined);
    }
  }

  private async publishFrom(
    after: bigint,
    saver: CheckpointSaver,
    signal: AbortSignal,
  ): Promise<void> {
    const { context, ports, decode } = this.options;
    const log = await logOf(ports.store);
    for await (const batch of logBatches(ports.store, { after, signal, ...this.filter })) {
      const messages = batch.events.flatMap((event) => this.messagesOf(decode(event), log));
      for (let at = 0; at < messages.length; at += MAX_PUBLISH) {
        await ports.bus.publish(topicOf(context.name), messages.slice(at, at + MAX_PUBLISH));
      }
      const { position } = batch;
      ports.bus.reach?.(topicOf(context.name), position);
      await saver.reach(position, ports.clock.monotonicMs());
      this.watch.advance(position);
      this.worker.succeeded();
    }
  }

  /** Where to go on; from what the bus has, where it keeps less than was saved: an older file. */
  private async resumed(): Promise<bigint> {
    const { context, ports, settings } = this.options;
    const saved = (await resumeAt(ports, this.name, settings)) ?? 0n;
    const reached = (await ports.bus.reached?.(topicOf(context.name))) ?? saved;
    return reached < saved ? reached : saved;
  }

  private get filter() {
    return { filter: { streamPrefixes: [`${this.options.context.name}.`] } };
  }

  private async checkpoint(): Promise<bigint> {
    return (await this.options.ports.reads.checkpoint(this.name)) ?? 0n;
  }

  private messagesOf(event: Recorded, log: string): readonly BusMessage[] {
    return messagesOf(this.options.context, event).map((message) => {
      const { id, type, key } = message;
      return { id, type, key, data: JSON.stringify(message), headers: { [LOG_HEADER]: log } };
    });
  }
}

/** The messages of an event, as its context publishes them. */
export const messagesOf = (
  { translate }: Pick<ContextDefinition, 'translate'>,
  event: Recorded,
): readonly IntegrationEvent[] =>
  translate(event).map((published, index) => integrationEvent(event, published, index));

/** The envelope around what the translator made of an event. */
function integrationEvent(
  event: Recorded,
  published: { readonly type: string; readonly key: string; readonly data: unknown },
  index: number,
): IntegrationEvent {
  const { actor, correlationId, recordedAt, effectiveAt } = event.meta;
  return {
    id: derivedId(event.id, String(index)),
    ...published,
    recordedAt,
    ...(effectiveAt === undefined ? {} : { effectiveAt }),
    actor,
    correlationId,
    causationId: event.id,
    position: String(event.position),
  };
}

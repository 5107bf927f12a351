import { canonicalText, derivedId, type IntegrationEvent } from '@tamani/kernel';
import { ConcurrencyConflict, type EventStore } from '@tamani/ports';
import type { RuntimePorts } from '../runtime-ports.js';

/** A message that could not be handled, or that follows one of the same key. */
export interface ParkedMessage {
  readonly id: string;
  readonly key: string;
  readonly input: IntegrationEvent;
  readonly reason: string;
  readonly parkedAt: string;
}

type Entry =
  | { readonly type: 'MessageParked'; readonly data: ParkedMessage }
  | { readonly type: 'MessageReplayed'; readonly data: { readonly id: string } }
  | {
      readonly type: 'MessageDropped';
      readonly data: { readonly id: string; readonly by: string; readonly reason: string };
    };

const PAGE = 1_000;

/**
 * Parked messages of one consumer group, in order, in a stream of their own: they survive a
 * restart, and who dropped one is on record.
 */
export class Parking {
  private readonly messages = new Map<string, ParkedMessage>();
  private revision = -1n;
  private opening: Promise<void> | undefined;

  constructor(
    private readonly ports: Pick<RuntimePorts, 'store' | 'clock'>,
    private readonly group: string,
  ) {}

  /** Reads what is parked; to be awaited before anything else is asked. */
  opened(): Promise<void> {
    this.opening ??= this.read().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  get list(): readonly ParkedMessage[] {
    return [...this.messages.values()];
  }

  holds(key: string): boolean {
    return this.list.some((message) => message.key === key);
  }

  /** The oldest parked message of a key; its order is kept when they are replayed. */
  oldest(key: string): ParkedMessage | undefined {
    return this.list.find((message) => message.key === key);
  }

  async park(key: string, input: IntegrationEvent, reason: string): Promise<void> {
    if (this.messages.has(input.id)) return;
    const parkedAt = this.ports.clock.now();
    const data = { id: input.id, key, input, reason, parkedAt };
    await this.append({ type: 'MessageParked', data });
  }

  /** To be called after a replay that worked. */
  async replayed(id: string): Promise<void> {
    await this.append({ type: 'MessageReplayed', data: { id } });
  }

  async drop(id: string, by: string, reason: string): Promise<void> {
    await this.append({ type: 'MessageDropped', data: { id, by, reason } });
  }

  private get stream(): string {
    const [context, process = ''] = this.group.split('.');
    return `${context}.Parked-${process}`;
  }

  private async append(entry: Entry): Promise<void> {
    for (;;) {
      const next = this.revision + 1n;
      const commandId = derivedId('parking', this.group, entry.type, entry.data.id, String(next));
      const recordedAt = this.ports.clock.now();
      const meta = {
        actor: { id: `process:${this.group}`, roles: ['process'] },
        commandId,
        requestHash: commandId,
        correlationId: entry.data.id,
        causationId: entry.data.id,
        recordedAt,
        schemaVersion: 1,
      };
      const { type, data } = entry;
      const event = { id: commandId, type, data: canonicalText(data), meta: canonicalText(meta) };
      const expected = this.revision < 0n ? 'no_stream' : this.revision;
      try {
        await this.ports.store.append(this.stream, [event], expected);
        this.take(entry, next);
        return;
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        await this.read();
      }
    }
  }

  private async read(): Promise<void> {
    for (;;) {
      const from = this.revision + 1n;
      const options = { from, limit: PAGE };
      const page: Awaited<ReturnType<EventStore['readStream']>> =
        await this.ports.store.readStream(this.stream, options);
      for (const { type, data, revision } of page) {
        this.take({ type, data: JSON.parse(data) } as Entry, revision);
      }
      if (page.length < PAGE) return;
    }
  }

  private take(entry: Entry, revision: bigint): void {
    this.revision = revision;
    if (entry.type === 'MessageParked') this.messages.set(entry.data.id, entry.data);
    else this.messages.delete(entry.data.id);
  }
}

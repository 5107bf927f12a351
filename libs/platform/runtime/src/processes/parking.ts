import { canonicalText, derivedId, type IntegrationEvent } from '@tamani/kernel';
import { ConcurrencyConflict } from '@tamani/ports';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { TryAgain } from './process-instances.js';

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
const MAX_CONFLICTS = 20;

/**
 * Parked messages of one consumer group, in order, in a stream of their own: they survive a
 * restart, and who dropped one is on record.
 */
export class Parking {
  private readonly messages = new Map<string, ParkedMessage>();
  /** Parked messages by key, each in order. */
  private readonly byKey = new Map<string, ParkedMessage[]>();
  private readonly dropped = new Set<string>();
  private revision = -1n;
  private opening: Promise<void> | undefined;

  constructor(
    private readonly ports: Pick<RuntimePorts, 'store' | 'clock'>,
    private readonly group: string,
    private readonly settings: Pick<RuntimeSettings, 'soleWriter'>,
  ) {}

  /**
   * Reads what is parked; to be awaited before anything else is asked. Where others write to the
   * store, a replica or an operator may have parked or replayed since: it is read again.
   */
  refreshed(): Promise<void> {
    if (!this.settings.soleWriter) return this.read();
    this.opening ??= this.read().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  get list(): readonly ParkedMessage[] {
    return [...this.messages.values()];
  }

  get size(): number {
    return this.messages.size;
  }

  holds(key: string): boolean {
    return this.byKey.has(key);
  }

  /** True when an operator gave the message up: it is not taken again, should it come again. */
  wasDropped(id: string): boolean {
    return this.dropped.has(id);
  }

  /** The oldest parked message of a key; its order is kept when they are replayed. */
  oldest(key: string): ParkedMessage | undefined {
    return this.byKey.get(key)?.[0];
  }

  async park(key: string, input: IntegrationEvent, reason: string): Promise<void> {
    await this.append(this.parked(key, input, reason));
  }

  /**
   * Parks a message behind those of its key. False when none is parked any more: another replica
   * has replayed the last of them meanwhile, and the message is to be handled.
   */
  async parkBehind(key: string, input: IntegrationEvent): Promise<boolean> {
    const entry = this.parked(key, input, 'follows a parked message');
    return this.append(entry, () => this.holds(key));
  }

  /** To be called after a replay that worked. */
  async replayed(id: string): Promise<void> {
    await this.append({ type: 'MessageReplayed', data: { id } });
  }

  async drop(id: string, by: string, reason: string): Promise<void> {
    await this.append({ type: 'MessageDropped', data: { id, by, reason } });
  }

  private parked(key: string, input: IntegrationEvent, reason: string): Entry {
    const parkedAt = this.ports.clock.now();
    return { type: 'MessageParked', data: { id: input.id, key, input, reason, parkedAt } };
  }

  private get stream(): string {
    const [context, process = ''] = this.group.split('.');
    return `${context}.Parked-${process}`;
  }

  /** True when it is there; false when the condition, true before, is so no more. */
  private async append(entry: Entry, condition = () => true): Promise<boolean> {
    for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
      const isParked = this.messages.has(entry.data.id);
      if (isParked === (entry.type === 'MessageParked')) return true;
      if (!condition()) return false;
      const next = this.revision + 1n;
      const expected = this.revision < 0n ? 'no_stream' : this.revision;
      try {
        await this.ports.store.append(this.stream, [this.eventOf(entry, next)], expected);
        this.take(entry, next);
        return true;
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        await this.read();
      }
    }
    throw new TryAgain(`${this.stream}: too many concurrent writes`);
  }

  private eventOf({ type, data }: Entry, revision: bigint) {
    const commandId = derivedId('parking', this.group, type, data.id, String(revision));
    const meta = {
      actor: { id: `process:${this.group}`, roles: ['process'] },
      commandId,
      requestHash: commandId,
      correlationId: data.id,
      causationId: data.id,
      recordedAt: this.ports.clock.now(),
      schemaVersion: 1,
    };
    return { id: commandId, type, data: canonicalText(data), meta: canonicalText(meta) };
  }

  private async read(): Promise<void> {
    for (;;) {
      const from = this.revision + 1n;
      const page = await this.ports.store.readStream(this.stream, { from, limit: PAGE });
      for (const { type, data, revision } of page) {
        this.take({ type, data: JSON.parse(data) } as Entry, revision);
      }
      if (page.length < PAGE) return;
    }
  }

  /** Two reads may bring the same entries: each counts once, in order. */
  private take(entry: Entry, revision: bigint): void {
    if (revision <= this.revision) return;
    this.revision = revision;
    const { id } = entry.data;
    const before = this.messages.get(id);
    if (entry.type === 'MessageParked') {
      if (before) return;
      this.messages.set(id, entry.data);
      this.byKey.set(entry.data.key, [...(this.byKey.get(entry.data.key) ?? []), entry.data]);
      return;
    }
    this.messages.delete(id);
    if (entry.type === 'MessageDropped') this.dropped.add(id);
    if (!before) return;
    const left = (this.byKey.get(before.key) ?? []).filter((message) => message !== before);
    if (left.length > 0) this.byKey.set(before.key, left);
    else this.byKey.delete(before.key);
  }
}

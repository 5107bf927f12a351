import {
  eventId,
  streamOf,
  type DomainEvent,
  type EventMeta,
  type EventSpecs,
  type Recorded,
} from '@tamani/kernel';
import { EVENT_STORE_LIMITS, PayloadTooLarge, type NewEvent } from '@tamani/ports';
import type { CommandContext, Foldable } from '../definitions.js';
import { encodeChecked } from '../event-codec.js';
import { bytesOf, type Folded, type SeenCommand } from '../states/state-loader.js';

/** What was decided of one command, waiting for its append. */
export interface DraftedCommand<S> {
  readonly requestHash: string;
  readonly state: S;
  readonly revision: bigint;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly events: readonly Recorded[];
}

type DraftMeta = Omit<EventMeta, 'schemaVersion' | 'effectiveAt'>;

/**
 * Decisions on the moving state of one stream, not committed yet. Commands that wait for the
 * same stream are decided one after the other on it and appended together.
 */
export class Draft<S, E extends DomainEvent> {
  readonly encoded: NewEvent[] = [];
  state: S;
  revision: bigint;
  private createdAt: string;
  private updatedAt: string;
  private readonly drafted = new Map<string, DraftedCommand<S>>();
  private readonly stream: string;
  /** UTF-16 units of what is drafted. */
  private units = 0;

  constructor(
    private readonly of: Foldable<S, E> & { readonly events: EventSpecs },
    id: string,
    readonly base: Folded<S>,
  ) {
    this.stream = streamOf(of.category, id);
    this.state = base.state;
    this.revision = base.revision;
    this.createdAt = base.createdAt;
    this.updatedAt = base.updatedAt;
  }

  get isFull(): boolean {
    return this.encoded.length >= EVENT_STORE_LIMITS.eventsPerAppend / 2;
  }

  /** A command that this draft, or the committed stream, has seen already. */
  seen(
    commandId: string,
  ): { hash: string; here?: DraftedCommand<S>; before?: SeenCommand } | undefined {
    const here = this.drafted.get(commandId);
    if (here) return { hash: here.requestHash, here };
    const before = this.base.commands.get(commandId);
    return before && { hash: before.requestHash, before };
  }

  /**
   * Takes the events of one command: all of them, or none when one does not fit its schema or is
   * too large for the store (throws). Undefined when there is no room beside what is in already.
   */
  add(
    events: readonly E[],
    context: CommandContext,
    meta: DraftMeta,
  ): DraftedCommand<S> | undefined {
    if (!this.hasRoomFor(events.length)) return undefined;
    let { state, revision, units } = this;
    const encoded: NewEvent[] = [];
    const recorded: Recorded[] = [];
    for (const [index, event] of events.entries()) {
      const one = encodeChecked(this.of.events, event, meta);
      checkSize(one.stored);
      const { type, data, meta: metaText } = one.stored;
      const id = eventId(context.commandId, index, [this.stream, type, data, metaText].join('\n'));
      encoded.push({ ...one.stored, id });
      units += data.length + metaText.length;
      revision += 1n;
      const made = { ...event, data: one.data, id, stream: this.stream, revision, position: 0n };
      recorded.push({ ...made, meta: one.meta });
      state = this.of.evolve(state, made as unknown as E);
    }
    if (this.encoded.length > 0 && units * MOST_BYTES_A_UNIT > EVENT_STORE_LIMITS.appendBytes)
      return undefined;
    this.encoded.push(...encoded);
    this.units = units;
    this.state = state;
    this.revision = revision;
    if (events.length > 0) this.updatedAt = meta.recordedAt;
    this.createdAt ||= this.updatedAt;
    const { createdAt, updatedAt } = this;
    const { requestHash } = context;
    const command = { requestHash, state, revision, createdAt, updatedAt, events: recorded };
    if (events.length > 0) this.drafted.set(context.commandId, command);
    return command;
  }

  /** The fold once the append has succeeded. */
  committed(position: bigint): Folded<S> {
    const commands = this.base.commands;
    for (const [commandId, { requestHash, events, revision }] of this.drafted) {
      const firstRevision = revision - BigInt(events.length) + 1n;
      commands.set(commandId, { requestHash, firstRevision, lastRevision: revision });
    }
    const { state, revision, createdAt, updatedAt } = this;
    const bytes = this.encoded.reduce((sum, one) => sum + bytesOf(one), this.base.bytes);
    return { state, revision, position, createdAt, updatedAt, commands, bytes };
  }

  private hasRoomFor(count: number): boolean {
    const { eventsPerAppend } = EVENT_STORE_LIMITS;
    if (count > eventsPerAppend) throw new PayloadTooLarge(`${count} events of one command`);
    return this.encoded.length === 0 || this.encoded.length + count <= eventsPerAppend;
  }
}

/** One command's event must not fail the append of all that wait with it. */
function checkSize({ type, data, meta }: Omit<NewEvent, 'id'>): void {
  const { eventBytes } = EVENT_STORE_LIMITS;
  if ((data.length + meta.length) * MOST_BYTES_A_UNIT <= eventBytes) return;
  const bytes = Buffer.byteLength(data) + Buffer.byteLength(meta);
  if (bytes > eventBytes) throw new PayloadTooLarge(`${type}: ${bytes} bytes in one event`);
}

/** UTF-8 bytes of a UTF-16 unit, at most: most events need not be measured. */
const MOST_BYTES_A_UNIT = 3;

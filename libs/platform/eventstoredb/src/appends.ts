import type { AppendResult, EventData } from '@eventstore/db-client';
import { OutcomeUnknown, type Appended, type ExpectedRevision, type NewEvent } from '@tamani/ports';
import { Gate, StreamTurns, timed } from './client/calls.js';
import type { Connection } from './client/connection.js';
import { appendError, mayBeSettling } from './client/errors.js';
import type { Settings } from './client/options.js';
import { toWire } from './client/wire.js';

/** Appends at a time; with the reads they stay below what a connection carries. */
const MOST_APPENDS = 64;
/** The own timer comes after the client's deadline: it is for a client that has not kept it. */
const BEYOND_DEADLINE_MS = 2_000;

/**
 * Positions that this process has seen. The server does not say whether an append was there
 * before; one at a position that was seen before the call was. Where another process made the
 * first try, or its answer was lost, it is told as new.
 */
export interface SeenPositions {
  readonly seen: bigint;
  see(position: bigint): void;
}

export interface AppendPlace {
  /** As the caller knows it, for errors. */
  readonly stream: string;
  /** As the server knows it, with the namespace. */
  readonly target: string;
  readonly expected: ExpectedRevision;
}

/**
 * Appends, one at a time per stream. An attempt with an unknown outcome is not repeated here: the
 * caller repeats it with the same ids and the same revision. The server may still be settling
 * the first; so the next append of that stream waits.
 */
export class Appends {
  readonly counters = { unknown_outcomes: 0, conflicts: 0 };
  private readonly gate = new Gate(MOST_APPENDS);
  private readonly turns = new StreamTurns();
  /** When a stream may be written to again, on the monotonic clock. */
  private readonly settledAtMs = new Map<string, number>();

  constructor(
    private readonly connection: Connection,
    private readonly settings: Settings,
    private readonly log: SeenPositions,
  ) {}

  append(place: AppendPlace, events: readonly NewEvent[]): Promise<Appended> {
    // Frozen now: ids, order and bytes are the same in each try.
    const wire = events.map(toWire);
    return this.turns.take(place.target, async () => {
      await this.settled(place.target);
      try {
        const known = this.log.seen;
        const { lastRevision, position } = resultOf(
          place,
          await this.gate.pass(() => this.call(place, wire)),
        );
        this.log.see(position);
        const firstRevision = lastRevision - BigInt(events.length) + 1n;
        return { firstRevision, lastRevision, position, alreadyAppended: position <= known };
      } catch (error) {
        throw this.failed(place, error);
      }
    });
  }

  /** Until the appends in hand are settled, one way or another. */
  drained(): Promise<void> {
    return this.turns.drained();
  }

  private call({ target, expected }: AppendPlace, wire: EventData[]): Promise<AppendResult> {
    const { timeoutMs } = this.settings;
    const client = this.connection.calls;
    const call = client.appendToStream(target, wire, {
      expectedRevision: expected,
      // The client then makes a call of its own for it (see Connection).
      credentials: this.connection.credentials,
      deadline: timeoutMs,
    });
    return timed(call, {
      what: `append to ${target}`,
      timeoutMs: timeoutMs + BEYOND_DEADLINE_MS,
      onTimeout: () => this.connection.renewCalls(client),
    });
  }

  private failed(place: AppendPlace, error: unknown): Error {
    if (mayBeSettling(error)) {
      this.settledAtMs.set(place.target, performance.now() + this.settings.settleMs);
    }
    const failure = error instanceof OutcomeUnknown ? error : appendError(error, place);
    if (failure instanceof OutcomeUnknown) this.counters.unknown_outcomes += 1;
    else if (failure.name === 'ConcurrencyConflict') this.counters.conflicts += 1;
    return failure;
  }

  private async settled(target: string): Promise<void> {
    const atMs = this.settledAtMs.get(target);
    if (atMs === undefined) return;
    const waitMs = atMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    this.settledAtMs.delete(target);
  }
}

/**
 * Revision and position of the last event of this append, also where it was there before: they
 * are not the head then. Without a position its events are hidden or deleted.
 */
function resultOf(
  { stream }: AppendPlace,
  { nextExpectedRevision, position }: AppendResult,
): { readonly lastRevision: bigint; readonly position: bigint } {
  if (!position)
    throw new OutcomeUnknown(`${stream}: the server knows the events, and not where they are`);
  return { lastRevision: nextExpectedRevision, position: position.commit };
}

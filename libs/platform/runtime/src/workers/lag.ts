import type { Clock } from '@tamani/kernel';
import type { EventStore, LogFilter, StoredEvent } from '@tamani/ports';

/** How far a reader of the log is behind it. */
export interface Lag {
  /** Events of its own that it has not handled, as far as they were counted. */
  readonly events: number;
  /** Age of the oldest of them. */
  readonly seconds: number;
}

interface Reader {
  /** What it has handled. */
  readonly after: bigint;
  readonly filter?: LogFilter;
}

/**
 * The events that a reader has still to handle, counted up to `most`. In events and in time:
 * what lies between two positions is the engine's own affair, bytes of a file for instance.
 */
export async function lagOf(
  { store, clock }: { readonly store: EventStore; readonly clock: Clock },
  { after, filter }: Reader,
  most: number,
): Promise<Lag> {
  let first: StoredEvent | undefined;
  let events = 0;
  for (let from = after, atHead = false; !atHead && events < most;) {
    const left = { after: from, limit: most - events };
    const page = await store.readAll(filter ? { ...left, filter } : left);
    first ??= page.events[0];
    events += page.events.length;
    from = page.next;
    ({ atHead } = page);
  }
  return { events, seconds: first ? ageOf(first, clock) : 0 };
}

function ageOf({ meta }: StoredEvent, clock: Clock): number {
  const { recordedAt } = JSON.parse(meta) as { readonly recordedAt: string };
  const ms = Date.parse(clock.now()) - Date.parse(recordedAt);
  return ms > 0 ? (ms - (ms % 1_000)) / 1_000 : 0;
}

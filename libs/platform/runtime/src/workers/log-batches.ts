import type { EventStore, LogFilter, StoredEvent, SubscribeOptions } from '@tamani/ports';

/** Events up to a position, in order; `position` may be beyond the last of them. */
export interface LogBatch {
  readonly events: readonly StoredEvent[];
  readonly position: bigint;
  /** The end of the log is reached. */
  readonly caughtUp: boolean;
  /** The subscription failed after it: its position must be saved now. */
  readonly isLast: boolean;
}

/** Events handled together: one write of documents and one checkpoint, one publish. */
const MAX_BATCH = 1_000;

/**
 * A subscription in batches: as many events as are there, at most 1,000, never waiting. One that
 * fails first delivers what it has read, and its position even without events: on a
 * line that breaks again and again, a reader that is far behind, or that has the events of many
 * others to pass, would else begin at the same place each time.
 */
export async function* logBatches(
  store: EventStore,
  options: SubscribeOptions,
): AsyncGenerator<LogBatch> {
  let events: StoredEvent[] = [];
  let position = options.after;
  let given = position;
  try {
    for await (const item of store.subscribeAll(options)) {
      if (item.kind === 'event') events.push(item.event);
      position = item.kind === 'event' ? item.event.position : item.position;
      const caughtUp = item.kind === 'caughtUp';
      if (!caughtUp && events.length < MAX_BATCH) continue;
      given = position;
      yield { events, position, caughtUp, isLast: false };
      events = [];
    }
  } catch (error) {
    if (position > given) yield { events, position, caughtUp: false, isLast: true };
    throw error;
  }
}

/**
 * How far a reader of the log has come who has handled `after`: up to the next event that its
 * filter takes. Checkpoints are not saved for what the filter leaves out, and a store that filters
 * tells of it now and then only.
 */
export async function standing(
  store: EventStore,
  after: bigint,
  filter: { readonly filter?: LogFilter },
): Promise<bigint> {
  const { events, next } = await store.readAll({ after, limit: 1, ...filter });
  const [first] = events;
  if (first) return first.position - 1n;
  return next > after ? next : after;
}

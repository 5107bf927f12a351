import {
  ForeignLog,
  StoreCorrupt,
  StoreMisuse,
  type LogItem,
  type StoredEvent,
} from '@tamani/ports';
import type { EventStoreDbLog } from '../client/options.js';

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 5_000;

/** Where a subscription is to go on, and the last event that was handled, if any. */
export interface Handled {
  readonly position: bigint;
  readonly event: StoredEvent | undefined;
}

/** What no new subscription can mend: another log, or an event that this adapter cannot read. */
const isForGood = (error: unknown): boolean =>
  error instanceof StoreMisuse || error instanceof ForeignLog || error instanceof StoreCorrupt;

/**
 * Subscriptions, one after another, as one: no subscription of this server comes back by itself.
 * After an error it goes on after the last item that was handled, unless no new one can mend it:
 * the log is another one, or has an event that is not ours.
 */
export async function* followed(
  open: (from: Handled) => AsyncIterable<LogItem>,
  of: { readonly after: bigint; readonly signal: AbortSignal; readonly log: EventStoreDbLog },
): AsyncGenerator<LogItem> {
  let from: Handled = { position: of.after, event: undefined };
  let pauseMs = FIRST_PAUSE_MS;
  while (!of.signal.aborted) {
    try {
      for await (const item of open(from)) {
        yield item;
        // Handled: the consumer has asked for the next one.
        from =
          item.kind === 'event'
            ? { position: item.event.position, event: item.event }
            : { position: item.position, event: from.event };
        pauseMs = FIRST_PAUSE_MS;
      }
    } catch (error) {
      if (isForGood(error)) throw error;
      of.log.warn('subscription ended, opening it again', { after: `${from.position}`, error });
    }
    // Without an error, too: the client that carried it was given up.
    await pause(pauseMs, of.signal);
    pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

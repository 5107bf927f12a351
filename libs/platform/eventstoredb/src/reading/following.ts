import { StoreMisuse, type LogItem } from '@tamani/ports';
import type { EventStoreDbLog } from '../client/options.js';

const FIRST_PAUSE_MS = 100;
const LAST_PAUSE_MS = 5_000;

/**
 * Subscriptions, one after another, as one: no subscription of this server comes back by itself.
 * After an error, whichever, it goes on after the last item that was handled. Only a position
 * beyond the head is for the caller: the log is another one.
 */
export async function* followed(
  open: (after: bigint) => AsyncIterable<LogItem>,
  of: { readonly after: bigint; readonly signal: AbortSignal; readonly log: EventStoreDbLog },
): AsyncGenerator<LogItem> {
  let { after } = of;
  let pauseMs = FIRST_PAUSE_MS;
  while (!of.signal.aborted) {
    try {
      for await (const item of open(after)) {
        yield item;
        // Handled: the consumer has asked for the next one.
        after = item.kind === 'event' ? item.event.position : item.position;
        pauseMs = FIRST_PAUSE_MS;
      }
    } catch (error) {
      if (error instanceof StoreMisuse) throw error;
      of.log.warn('subscription ended, opening it again', { after: `${after}`, error });
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

import { StoreMisuse, type LogItem, type LogPage, type SubscribeOptions } from '@tamani/ports';
import { nextTurn } from '../database/next-turn.js';

/** What a subscription needs of its store. */
export interface SubscriptionSource {
  readonly closed: boolean;
  head(): bigint;
  readPage(after: bigint, limit: number): LogPage;
  /** Calls back once, at the next commit or at closing. Returns how to call that off. */
  onWake(wake: () => void): () => void;
}

/** Events of one page of a subscription: what is held in memory for a slow consumer. */
const PAGE = 500;

/**
 * Catch-up and live reading use the same path: read pages after the last position until the head is
 * reached, then wait to be woken. A wake-up carries no event, so nothing can be lost or
 * duplicated between the two.
 */
export async function* subscription(
  source: SubscriptionSource,
  { after, signal }: SubscribeOptions,
): AsyncGenerator<LogItem> {
  if (after > source.head())
    throw new StoreMisuse(
      `position ${after} is beyond the head ${source.head()}: another or an emptied store`,
    );
  let position = after;
  const ended = (): boolean => signal.aborted || source.closed;
  while (!ended()) {
    const page = source.readPage(position, PAGE);
    for (const event of page.events) {
      yield { kind: 'event', event };
      if (ended()) return;
    }
    position = page.next;
    if (page.events.at(-1)?.position !== position && position > after)
      yield { kind: 'checkpoint', position };
    // Yields, because a long catch-up must not delay the appends.
    if (!page.atHead) await nextTurn();
    else if (!ended() && source.head() === position) {
      yield { kind: 'caughtUp', position };
      await untilWoken(source, signal, position);
    }
  }
}

function untilWoken(
  source: SubscriptionSource,
  signal: AbortSignal,
  position: bigint,
): Promise<void> {
  return new Promise((resolve) => {
    // Checked again, because the consumer may have been slow with the last item.
    if (signal.aborted || source.closed || source.head() > position) return resolve();
    const wake = (): void => {
      signal.removeEventListener('abort', wake);
      callOff();
      resolve();
    };
    const callOff = source.onWake(wake);
    signal.addEventListener('abort', wake);
  });
}

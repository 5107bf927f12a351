import {
  START,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Filter,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { StoreUnavailable, type LogItem } from '@tamani/ports';
import { placeOf } from './log-scan.js';

/** One subscription as the adapter needs it. */
export interface FeedOptions {
  readonly after: bigint;
  /** Head of $all when it was looked at: caught up means at least there. */
  readonly head: bigint;
  readonly filter: Pick<Filter, 'filterOn'> & ({ prefixes: string[] } | { regex: string });
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** Undefined for an event that is not asked for. */
  readonly take: (event: ResolvedEvent) => LogItem | undefined;
}

/** Something the server said between two events: due once so many events are handled. */
interface Mark {
  readonly due: number;
  readonly item: LogItem;
}

/** Events held for a slow consumer; larger batches for one that is not. */
const BUFFER = 256;
/** Checkpoints each 32 events that were looked at, the smallest window that there is. */
const CHECKPOINT_INTERVAL = 1;

/**
 * A subscription from a position on, until it fails (throws) or the signal aborts. `caughtUp`
 * and checkpoints are told by the server ahead of the events that are still in the buffer: each
 * is kept back until the events before it have been handled.
 */
export class Feed {
  private readonly subscription: AllStreamSubscription;
  private readonly marks: Mark[] = [];
  private taken = 0;
  private reached: bigint;
  private isLive = false;
  private isTold = false;
  private isConfirmed = false;
  private failure: unknown;
  private isEnded = false;
  private wake: () => void = () => undefined;

  constructor(
    client: EventStoreDBClient,
    private readonly options: FeedOptions,
  ) {
    const { after, filter } = options;
    this.reached = after;
    this.subscription = client.subscribeToAll(
      {
        fromPosition: after === 0n ? START : placeOf(after),
        filter: {
          ...filter,
          checkpointInterval: CHECKPOINT_INTERVAL,
          checkpointReached: (subscription, { commit }) => {
            this.mark(subscription, { kind: 'checkpoint', position: commit });
          },
        } as Filter,
      },
      { highWaterMark: BUFFER },
    );
    this.listen();
  }

  async *items(): AsyncGenerator<LogItem> {
    const { signal } = this.options;
    const wake = (): void => this.wake();
    signal.addEventListener('abort', wake);
    const timer = setTimeout(() => this.notConfirmed(), this.options.timeoutMs);
    try {
      while (!signal.aborted && !this.isEnded) {
        const item = this.next();
        if (item) yield item;
        else if (this.failure !== undefined) throw this.failure;
        else await this.woken();
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      this.subscription.unsubscribe().catch(() => undefined);
    }
  }

  /** What is next, if anything is there now. */
  private next(): LogItem | undefined {
    for (;;) {
      const due = this.dueMark();
      if (due) return due;
      const event = this.subscription.read() as ResolvedEvent | null;
      if (event === null) return this.nowCaughtUp();
      this.taken += 1;
      const item = this.options.take(event);
      if (!item) continue;
      if (item.kind === 'event') this.reached = item.event.position;
      this.isTold = false;
      return item;
    }
  }

  private dueMark(): LogItem | undefined {
    while (this.marks[0] && this.marks[0].due <= this.taken) {
      const { item } = this.marks.shift() as Mark;
      if (item.kind === 'caughtUp') {
        this.isLive = true;
        return this.nowCaughtUp();
      }
      if (item.kind === 'checkpoint' && item.position > this.reached) {
        this.reached = item.position;
        this.isTold = false;
        return item;
      }
    }
    return undefined;
  }

  /** Live and nothing left in the buffer: told once, and again after what came since. */
  private nowCaughtUp(): LogItem | undefined {
    if (!this.isLive || this.isTold || this.subscription.readableLength > 0) return undefined;
    this.isTold = true;
    const { head } = this.options;
    if (head > this.reached) this.reached = head;
    return { kind: 'caughtUp', position: this.reached };
  }

  private listen(): void {
    const { subscription } = this;
    subscription.on('readable', () => this.wake());
    subscription.on('confirmation', () => (this.isConfirmed = true));
    subscription.on('caughtUp', () => this.mark(subscription, { kind: 'caughtUp', position: 0n }));
    const ended = (): void => {
      this.isEnded = true;
      this.wake();
    };
    subscription.on('end', ended);
    subscription.on('close', ended);
    // More than one may come; the first is the reason.
    subscription.on('error', (error: unknown) => {
      this.failure ??= error;
      this.wake();
    });
  }

  /** Everything that is in the buffer now comes before it. */
  private mark(subscription: { readonly readableLength: number }, item: LogItem): void {
    this.marks.push({ due: this.taken + subscription.readableLength, item });
    this.wake();
  }

  /** Beyond some 95 open calls a connection takes one more in silence. */
  private notConfirmed(): void {
    if (this.isConfirmed) return;
    this.failure ??= new StoreUnavailable('the server does not confirm a subscription');
    this.wake();
  }

  private woken(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = () => {
        this.wake = () => undefined;
        resolve();
      };
    });
  }
}

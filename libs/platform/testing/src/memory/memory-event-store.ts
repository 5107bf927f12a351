import {
  EVENT_STORE_LIMITS,
  StoreMisuse,
  StoreUnavailable,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type LogItem,
  type LogMark,
  type LogPage,
  type NewEvent,
  type ReadAllOptions,
  type ReadStreamOptions,
  type StoredEvent,
  type SubscribeOptions,
} from '@tamani/ports';
import { checkAppend, checkFilter, checkName, checkPage } from './checks.js';
import { EventStoreModel, takes } from './event-store.model.js';

/**
 * The log of events in memory, for fast tests of the runtime. Give the model of a closed store to
 * have it "opened again": nothing else is kept.
 */
export const memoryEventStore = (model = new EventStoreModel()): EventStore =>
  new MemoryEventStore(model);

class MemoryEventStore implements EventStore {
  readonly engine = 'memory';
  private readonly sleepers = new Set<() => void>();
  private isClosed = false;

  constructor(private readonly model: EventStoreModel) {}

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    this.checkOpen();
    checkAppend(stream, events, expected);
    const copies = events.map(({ id, type, data, meta }) => ({ id, type, data, meta }));
    const result = this.model.append(stream, copies, expected);
    this.wake();
    return result;
  }

  async readStream(
    stream: string,
    options: ReadStreamOptions = {},
  ): Promise<readonly StoredEvent[]> {
    this.checkOpen();
    checkName(stream, EVENT_STORE_LIMITS.streamNameLength);
    const { limit = EVENT_STORE_LIMITS.pageLimit, from = 0n } = options;
    checkPage(limit, from, EVENT_STORE_LIMITS.pageLimit);
    return this.model.readStream(stream, { ...options, limit });
  }

  async readAll(options: ReadAllOptions): Promise<LogPage> {
    this.checkOpen();
    checkPage(options.limit, options.after, EVENT_STORE_LIMITS.pageLimit);
    checkFilter(options.filter);
    return this.model.readAll(options);
  }

  subscribeAll(options: SubscribeOptions): AsyncIterable<LogItem> {
    checkFilter(options.filter);
    return { [Symbol.asyncIterator]: () => this.follow(options) };
  }

  async head(): Promise<bigint> {
    this.checkOpen();
    return this.model.head();
  }

  async mark(position: bigint): Promise<LogMark | undefined> {
    this.checkOpen();
    return this.model.mark(position);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.wake();
  }

  private async *follow({ after, filter, signal }: SubscribeOptions): AsyncGenerator<LogItem> {
    this.checkOpen();
    if (after > this.model.head())
      throw new StoreMisuse(`position ${after} is beyond the head ${this.model.head()}`);
    const ended = (): boolean => signal.aborted || this.isClosed;
    let next = this.model.indexAfter(after);
    let position = after;
    let delivered = after;
    while (!ended()) {
      for (; next < this.model.log.length; next += 1) {
        const event = this.model.log[next] as StoredEvent;
        position = event.position;
        if (!takes(filter, event)) continue;
        delivered = position;
        yield { kind: 'event', event };
        if (ended()) return;
      }
      if (delivered < position) yield { kind: 'checkpoint', position };
      if (ended() || next < this.model.log.length) continue;
      yield { kind: 'caughtUp', position };
      await this.untilMore(next, signal);
    }
  }

  private untilMore(known: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      // The consumer may have taken its time since the last look.
      if (signal.aborted || this.isClosed || this.model.log.length > known) return resolve();
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  private wake(): void {
    for (const wake of [...this.sleepers]) wake();
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the event store is closed');
  }
}

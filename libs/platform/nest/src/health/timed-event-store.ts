import type {
  Appended,
  EventStore,
  ExpectedRevision,
  LogItem,
  LogMark,
  LogPage,
  NewEvent,
  ReadAllOptions,
  ReadStreamOptions,
  StoredEvent,
  SubscribeOptions,
} from '@tamani/ports';

/** An event store that tells how long each append took until it was durable. */
export class TimedEventStore implements EventStore {
  /** Set by the metrics; in seconds. A failed append counts too: its caller waited as long. */
  observe: (seconds: number) => void = () => undefined;

  constructor(private readonly inner: EventStore) {}

  get engine(): string {
    return this.inner.engine;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    const began = performance.now();
    try {
      return await this.inner.append(stream, events, expected);
    } finally {
      this.observe((performance.now() - began) / 1000);
    }
  }

  readStream(stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
    return this.inner.readStream(stream, options);
  }

  readAll(options: ReadAllOptions): Promise<LogPage> {
    return this.inner.readAll(options);
  }

  subscribeAll(options: SubscribeOptions): AsyncIterable<LogItem> {
    return this.inner.subscribeAll(options);
  }

  counters(): Readonly<Record<string, number>> {
    return this.inner.counters?.() ?? {};
  }

  head(): Promise<bigint> {
    return this.inner.head();
  }

  mark(position: bigint): Promise<LogMark | undefined> {
    return this.inner.mark(position);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

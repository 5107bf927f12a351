import type {
  Appended,
  EventStore,
  ExpectedRevision,
  LogItem,
  NewEvent,
  SubscribeOptions,
} from '@tamani/ports';

/** An event store that tells up to where each context has been written, and relayed. */
export class WatchedStore implements EventStore {
  /** Position of the last event, by context: what comes before the first dot of a stream. */
  private readonly last = new Map<string, bigint>();
  /** By the prefix of a subscription that has just one. */
  private readonly handled = new Map<string, bigint>();

  constructor(protected readonly inner: EventStore) {}

  get engine(): string {
    return this.inner.engine;
  }

  lastOf(context: string): bigint {
    return this.last.get(context) ?? 0n;
  }

  /**
   * True when the relay of a context has published what was written of it: it asks for the next
   * item only after it has, and when it is caught up it has held nothing back.
   */
  isRelayed(context: string): boolean {
    return (this.handled.get(`${context}.`) ?? 0n) >= this.lastOf(context);
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    const appended = await this.inner.append(stream, events, expected);
    const [context = ''] = stream.split('.', 1);
    if (appended.position > this.lastOf(context)) this.last.set(context, appended.position);
    return appended;
  }

  readStream: EventStore['readStream'] = (stream, options) =>
    this.inner.readStream(stream, options);

  readAll: EventStore['readAll'] = (options) => this.inner.readAll(options);

  subscribeAll: EventStore['subscribeAll'] = (options) => this.followed(options);

  mark: EventStore['mark'] = (position) => this.inner.mark(position);

  head(): Promise<bigint> {
    return this.inner.head();
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  private async *followed(options: SubscribeOptions): AsyncGenerator<LogItem> {
    const [prefix = '', ...more] = options.filter?.streamPrefixes ?? [];
    let reached = options.after;
    for await (const item of this.inner.subscribeAll(options)) {
      yield item;
      if (item.kind === 'event') reached = item.event.position;
      else if (item.kind === 'caughtUp' && more.length === 0) this.handled.set(prefix, reached);
    }
  }
}

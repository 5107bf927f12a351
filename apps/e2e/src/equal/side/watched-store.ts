import type { Appended, EventStore, ExpectedRevision, NewEvent } from '@tamani/ports';

/** An event store that tells up to where each context has been written. */
export class WatchedStore implements EventStore {
  /** Position of the last event, by context: what comes before the first dot of a stream. */
  private readonly last = new Map<string, bigint>();

  constructor(protected readonly inner: EventStore) {}

  get engine(): string {
    return this.inner.engine;
  }

  lastOf(context: string): bigint {
    return this.last.get(context) ?? 0n;
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

  subscribeAll: EventStore['subscribeAll'] = (options) => this.inner.subscribeAll(options);

  head(): Promise<bigint> {
    return this.inner.head();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

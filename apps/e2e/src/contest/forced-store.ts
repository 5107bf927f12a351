import {
  ConcurrencyConflict,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@tamani/ports';

/**
 * What no adapter may do, for the control of the contest: an append that came too late is made
 * again at the revision that is there now, though its decision knew nothing of it.
 */
export class ForcedStore implements EventStore {
  /** Appends that were made on what had changed meanwhile. */
  forced = 0;

  constructor(private readonly inner: EventStore) {}

  get engine(): string {
    return this.inner.engine;
  }

  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<Appended> {
    for (let at = expected; ;) {
      try {
        return await this.inner.append(stream, events, at);
      } catch (error) {
        if (!(error instanceof ConcurrencyConflict)) throw error;
        at = error.actual;
        this.forced += 1;
      }
    }
  }

  readStream: EventStore['readStream'] = (stream, options) =>
    this.inner.readStream(stream, options);

  readAll: EventStore['readAll'] = (options) => this.inner.readAll(options);

  subscribeAll: EventStore['subscribeAll'] = (options) => this.inner.subscribeAll(options);

  mark: EventStore['mark'] = (position) => this.inner.mark(position);

  head(): Promise<bigint> {
    return this.inner.head();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}

import {
  ForeignLog,
  type EventStore,
  type LogItem,
  type LogMark,
  type ReadStore,
  type StoredEvent,
  type SubscribeOptions,
  type WriteBatch,
} from '@tamani/ports';
import { logOf } from './log-check.js';

type Checkpoint = NonNullable<WriteBatch['checkpoint']>;

/** Puts into each checkpoint which log it is of, and at which event it stands. */
export class LogMarks {
  /** The last event of each subscription: where a checkpoint of its reader stands, mostly. */
  private readonly last = new Set<{ event: StoredEvent | undefined }>();
  private log: string | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly note: (error: unknown) => void,
  ) {}

  /** A subscription whose last event is known here, and whose errors are noted. */
  async *subscribeAll(options: SubscribeOptions): AsyncGenerator<LogItem> {
    const own: { event: StoredEvent | undefined } = { event: undefined };
    this.last.add(own);
    try {
      for await (const item of this.store.subscribeAll(options)) {
        if (item.kind === 'event') own.event = item.event;
        yield item;
      }
    } catch (error) {
      this.note(error);
      throw error;
    } finally {
      this.last.delete(own);
    }
  }

  /** Writes a batch, its checkpoint marked. Throws ForeignLog of a position that is not there. */
  async commit(reads: ReadStore, batch: WriteBatch): Promise<void> {
    const { checkpoint } = batch;
    if (!checkpoint) return reads.commit(batch);
    const mark = await this.markOf(checkpoint);
    return reads.commit({ ...batch, checkpoint: { ...checkpoint, mark } });
  }

  private async markOf({ name, position }: Checkpoint): Promise<Omit<LogMark, 'position'>> {
    for (const { event } of this.last)
      if (event?.position === position) return { log: await this.logId(), event: event.id };
    const mark = await this.store.mark(position);
    if (!mark) throw new ForeignLog(`${name}: position ${position} is not in the log`);
    return { log: mark.log, event: mark.event };
  }

  private async logId(): Promise<string> {
    this.log ??= await logOf(this.store);
    return this.log;
  }
}

import type { BusHandler } from '@tamani/ports';
import type { IncomingRecord } from '../cloud-event.js';
import type { Lane, PartitionWork } from './partition-work.js';

export interface LanesOptions {
  readonly handler: BusHandler;
  /** The pause before the next try of a message. */
  pauseMs(attempt: number): number;
  /** A message of this partition is handled. */
  moved(work: PartitionWork): void;
  failed(record: IncomingRecord, attempt: number, error: unknown): void;
}

/** Keys that are handled at the same time by one consumer, over its partitions. */
const MAX_CONCURRENT = 16;

/**
 * Hands records to the handler: in order within a key, keys side by side. A key that waits for
 * the next try of a message keeps no slot, so the other keys of its partition go on.
 */
export class Lanes {
  private readonly ready: Lane[] = [];
  private running = 0;
  private isStopped = false;
  private pumpIsDue = false;
  private onIdle: (() => void) | undefined;

  constructor(private readonly options: LanesOptions) {}

  take(work: PartitionWork, record: IncomingRecord): void {
    const lane = work.take(record);
    if (!lane || work.isHeld) return;
    this.ready.push(lane);
    this.pumpSoon();
  }

  /** Lets the lanes of a partition start that was held. */
  release(work: PartitionWork): void {
    work.isHeld = false;
    this.ready.push(...work.lanes.values());
    this.pumpSoon();
  }

  /** Starts nothing more and waits for the messages being handled. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.ready.length = 0;
    if (this.running > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
  }

  private pump(): void {
    while (!this.isStopped && this.running < MAX_CONCURRENT) {
      const lane = this.ready.shift();
      if (!lane) return;
      if (!lane.work.isDropped) void this.handle(lane);
    }
  }

  private async handle(lane: Lane): Promise<void> {
    const { work } = lane;
    const record = lane.records[0] as IncomingRecord;
    this.running += 1;
    work.running += 1;
    try {
      await this.options.handler({ ...record.delivery, attempt: lane.attempt });
      const more = work.handled(lane, record);
      if (more && !work.isDropped) this.ready.push(more);
      this.options.moved(work);
    } catch (error) {
      this.options.failed(record, lane.attempt, error);
      this.retryLater(lane);
    }
    this.running -= 1;
    work.running -= 1;
    if (work.running === 0) work.onIdle?.();
    if (this.running === 0) this.onIdle?.();
    this.pumpSoon();
  }

  /** The key waits with this message first. */
  private retryLater(lane: Lane): void {
    if (this.isStopped || lane.work.isDropped) return;
    lane.pause = setTimeout(() => {
      lane.attempt += 1;
      this.ready.push(lane);
      this.pump();
    }, this.options.pauseMs(lane.attempt));
  }

  /** At the end of the turn, so that fast handlers do not block the event loop. */
  private pumpSoon(): void {
    if (this.pumpIsDue) return;
    this.pumpIsDue = true;
    setImmediate(() => {
      this.pumpIsDue = false;
      this.pump();
    });
  }
}

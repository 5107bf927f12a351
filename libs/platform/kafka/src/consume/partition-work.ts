import type { IncomingRecord } from '../cloud-event.js';

/** Records of one key that were taken and not yet handled; the first one is being handled. */
export interface Lane {
  readonly work: PartitionWork;
  readonly records: IncomingRecord[];
  attempt: number;
  pause: NodeJS.Timeout | undefined;
}

/** Records taken beyond the first unhandled one: bounds memory, and what a crash repeats. */
const MAX_SPREAD = 1_000;
const MAX_BYTES = 2 * 1024 * 1024;

/** What a consumer has taken of one partition of its own. Offsets are those of the partition. */
export class PartitionWork {
  readonly lanes = new Map<string, Lane>();
  /** Messages whose handler runs. */
  running = 0;
  /** The partition is another consumer's now: nothing more is started, nothing committed. */
  isDropped = false;
  /** Waits until the messages in hand of an earlier time as the owner are done. */
  isHeld = false;
  /** Committed to Kafka; -1 before the first commit. */
  committed = -1;
  /** Fetching pauses until there is room; called once then. */
  onRoom: (() => unknown) | undefined;
  onIdle: (() => void) | undefined;
  /** Taken and not handled, in order, with their sizes. */
  private readonly unhandled = new Map<number, number>();
  private bytes = 0;
  private next = -1;

  constructor(
    /** Name on the broker. */
    readonly topic: string,
    readonly partition: number,
  ) {}

  /** The offset to commit: everything before it is handled. -1 before the first record. */
  get position(): number {
    for (const lowest of this.unhandled.keys()) return lowest;
    return this.next;
  }

  get isDirty(): boolean {
    return !this.isDropped && this.position > this.committed;
  }

  hasRoomFor(offset: number): boolean {
    if (this.unhandled.size === 0) return true;
    return offset - this.position < MAX_SPREAD && this.bytes < MAX_BYTES;
  }

  /**
   * Puts a record into the lane of its key. Returns the lane if it is a new one; nothing of a
   * record taken before: after each rebalance Kafka gives everything beyond the committed offset.
   */
  take(record: IncomingRecord): Lane | undefined {
    const { offset, bytes, delivery } = record;
    if (offset < this.next) return undefined;
    if (this.next < 0) this.committed = offset;
    this.next = offset + 1;
    this.unhandled.set(offset, bytes);
    this.bytes += bytes;
    const known = this.lanes.get(delivery.key);
    if (known) return void known.records.push(record);
    const lane: Lane = { work: this, records: [record], attempt: 1, pause: undefined };
    this.lanes.set(delivery.key, lane);
    return lane;
  }

  /** Returns the lane if it has more. */
  handled(lane: Lane, { offset, bytes, delivery }: IncomingRecord): Lane | undefined {
    lane.records.shift();
    lane.attempt = 1;
    this.unhandled.delete(offset);
    this.bytes -= bytes;
    if (this.onRoom && this.hasHalfRoom) {
      this.onRoom();
      this.onRoom = undefined;
    }
    if (lane.records.length > 0) return lane;
    this.lanes.delete(delivery.key);
    return undefined;
  }

  drop(): void {
    this.isDropped = true;
    for (const lane of this.lanes.values()) clearTimeout(lane.pause);
    this.onRoom?.();
    this.onRoom = undefined;
  }

  /** Half, so that fetching does not start and stop for every record. */
  private get hasHalfRoom(): boolean {
    return this.next - this.position <= MAX_SPREAD / 2 && this.bytes <= MAX_BYTES / 2;
  }
}

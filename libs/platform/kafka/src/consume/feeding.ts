import type { EachBatchPayload } from 'kafkajs';
import { deliveryOf } from '../cloud-event.js';
import type { Lanes } from './lanes.js';
import type { PartitionWork } from './partition-work.js';

export interface Feeding {
  readonly work: PartitionWork;
  readonly lanes: Lanes;
  /** Name of the topic above this package. */
  readonly topic: string;
  isOpen(): boolean;
}

/** How long a batch waits for room before its partition pauses and the others continue. */
const ROOM_WAIT_MS = 100;

/**
 * Puts a batch into the lanes and returns without waiting for the handlers: the loop of the driver
 * goes on fetching and sending heartbeats however long they take. A partition without room, one
 * whose oldest message fails again and again for instance, is not fetched until there is.
 */
export async function feed(payload: EachBatchPayload, feeding: Feeding): Promise<void> {
  const { batch, resolveOffset, isRunning, isStale } = payload;
  const { work, lanes, topic, isOpen } = feeding;
  const place = `${batch.topic}-${batch.partition}`;
  const goesOn = (): boolean => isRunning() && !isStale() && !work.isDropped && isOpen();
  let taken: string | undefined;
  try {
    for (const message of batch.messages) {
      const record = deliveryOf(topic, place, message);
      if (!(await roomFor(record.offset, payload, feeding)) || !goesOn()) return;
      lanes.take(work, record);
      taken = message.offset;
    }
    taken = batch.lastOffset();
  } finally {
    // The next offset to fetch; commits are separate.
    if (taken !== undefined && !work.isDropped) resolveOffset(taken);
  }
}

/** False when there is no room for some time: the partition then pauses. */
async function roomFor(
  offset: number,
  { heartbeat, pause }: EachBatchPayload,
  { work, isOpen }: Feeding,
): Promise<boolean> {
  while (!work.hasRoomFor(offset)) {
    if (!(await roomIn(work))) {
      const resume = pause();
      work.onRoom = () => isOpen() && resume();
      if (work.isDropped) work.onRoom();
      return false;
    }
    await heartbeat();
  }
  return true;
}

/** False when there was none in time. */
async function roomIn(work: PartitionWork): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ROOM_WAIT_MS);
  });
  const room = new Promise<true>((resolve) => (work.onRoom = () => resolve(true)));
  const isThere = await Promise.race([room, timeout]);
  clearTimeout(timer);
  return isThere;
}

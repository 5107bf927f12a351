import { expect } from '@jest/globals';
import type { Bus, BusMessage, Delivery } from '@tamani/ports';
import { eventually, freshName, type Subject } from '../suite.js';

/** An open engine for a suite. */
export interface BusHarness {
  readonly bus: Bus;
  /** Closes the bus and opens the same data again. */
  reopen(): Promise<Bus>;
  /** Closes what is open and removes the data. */
  dispose(): Promise<void>;
}

export type BusSubject = Subject<BusHarness>;

/** Message number `n` of a key. */
export const message = (key: string, n: number, change: Partial<BusMessage> = {}): BusMessage => ({
  id: `${key}-${n}`,
  type: 'sample.Happened.v1',
  key,
  data: JSON.stringify({ n }),
  ...change,
});

/** `count` messages of each key, taking turns. */
export const messages = (keys: readonly string[], count: number): BusMessage[] =>
  Array.from({ length: count }, (_, n) => keys.map((key) => message(key, n))).flat();

export const topicName = (): string => `${freshName('contract')}.events.v1`;
export const groupName = (): string => `${freshName('contract')}.handler`;

/** What a handler has been given, and what it has finished without throwing. */
export class Deliveries {
  readonly begun: Delivery[] = [];
  readonly done: Delivery[] = [];
  /** Keys that were in hand twice at the same time: must stay empty. */
  readonly overlaps: string[] = [];
  private readonly busy = new Set<string>();

  /** `work` may wait, or throw to have the message again. */
  constructor(private readonly work: (delivery: Delivery) => unknown = () => undefined) {}

  readonly handler = async (delivery: Delivery): Promise<void> => {
    const lane = `${delivery.topic} ${delivery.key}`;
    if (this.busy.has(lane)) this.overlaps.push(lane);
    this.busy.add(lane);
    this.begun.push(delivery);
    try {
      await this.work(delivery);
      this.done.push(delivery);
    } finally {
      this.busy.delete(lane);
    }
  };

  idsOfKey(key: string): string[] {
    return this.done.filter((delivery) => delivery.key === key).map(({ id }) => id);
  }

  until(count: number): Promise<void> {
    return eventually(`${count} messages handled`, () => this.done.length >= count);
  }
}

/** The ids of a key in the order in which they were published. */
export const publishedIds = (all: readonly BusMessage[], key: string): string[] =>
  all.filter((one) => one.key === key).map(({ id }) => id);

/**
 * What several consumers in a row have handled of a key, each a list of ids: together everything,
 * each without a gap, each starting no later than where the ones before it had come. Earlier it
 * may start: a message handled beyond one that failed may come again, as delivery is at least once.
 */
export function expectNoneSkipped(
  published: readonly string[],
  handled: readonly string[][],
): void {
  let reached = 0;
  for (const ids of handled.filter((one) => one.length > 0)) {
    const start = published.indexOf(ids[0] ?? '');
    expect(start).toBeGreaterThanOrEqual(0);
    expect(start).toBeLessThanOrEqual(reached);
    expect(ids).toEqual(published.slice(start, start + ids.length));
    reached = Math.max(reached, start + ids.length);
  }
  expect(reached).toBe(published.length);
}

import type { BusHandler, BusMessage, Delivery } from '@tamani/ports';
import { setTimeout as pause } from 'node:timers/promises';
import { openKafkaBus, type KafkaBus, type KafkaBusOptions } from '../src/index.js';

let last = 0;
const fresh = `${process.pid.toString(36)}x${Date.now().toString(36)}`;

/** Names that nobody has used on this broker. */
export const newNames = () => {
  last += 1;
  return { topic: `own_${fresh}_${last}.events.v1`, group: `own_${fresh}_${last}.handler` };
};

export const messageOf = (key: string, nth: number): BusMessage => ({
  id: `${key}-${nth}`,
  type: 'test.Happened.v1',
  key,
  data: JSON.stringify({ nth }),
});

/** `count` messages of each key, taking turns. */
export const messagesOf = (keys: readonly string[], count: number): BusMessage[] =>
  Array.from({ length: count }, (_, nth) => keys.map((key) => messageOf(key, nth))).flat();

export const keysOf = (count: number): string[] =>
  Array.from({ length: count }, (_, nth) => `key-${nth}`);

/** What a handler has begun and finished. */
export class Record {
  readonly begun: Delivery[] = [];
  readonly done: Delivery[] = [];

  constructor(private readonly work: (delivery: Delivery) => unknown = () => undefined) {}

  readonly handler: BusHandler = async (delivery) => {
    this.begun.push(delivery);
    await this.work(delivery);
    this.done.push(delivery);
  };

  get ids(): ReadonlySet<string> {
    return new Set(this.done.map(({ id }) => id));
  }

  idsOfKey(key: string): string[] {
    return this.done.filter((one) => one.key === key).map(({ id }) => id);
  }
}

/** Throws after the time, saying what was waited for. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await pause(10);
  }
}

/** Buses of a suite, as processes of their own would have them; closed all together. */
export class Buses {
  private readonly opened: KafkaBus[] = [];

  constructor(private readonly brokers: readonly string[]) {}

  async open(options: Partial<KafkaBusOptions> = {}): Promise<KafkaBus> {
    const namespace = 'own';
    const fixed = { brokers: this.brokers, namespace, retryPauseMs: 5 };
    const bus = await openKafkaBus({ ...fixed, ...options });
    this.opened.push(bus);
    return bus;
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((bus) => bus.close()));
  }
}

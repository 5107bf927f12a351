import type { Bus, BusHandler } from '@tamani/ports';
import type { RuntimePorts } from '@tamani/runtime';
import { faultyBus, randomOf, type Random } from '@tamani/testing/engines';
import { later } from '../harness/scene.js';

/** Changes how messages are handed over; everything else is the bus's own. */
export function withHandler(bus: Bus, change: (handler: BusHandler) => BusHandler): Bus {
  return {
    engine: bus.engine,
    publish: (topic, messages) => bus.publish(topic, messages),
    consume: (group, of, handler) => bus.consume(group, of, change(handler)),
    lag: (group, topics) => bus.lag(group, topics),
    close: () => bus.close(),
  };
}

const OFTEN = {
  ...{ deliverTwice: 0.3, publishTwice: 0.2, loseAck: 0.05 },
  ...{ loseAnswer: 0.1, refusePublish: 0.1 },
};
const LATE = 0.4;
const LONGEST_MS = 250;

/**
 * Messages are published and delivered twice, acknowledged in vain, and wait for so long that
 * those of other keys overtake them. Order within a key is kept, as the bus promises.
 */
export function unruly(seed: number, replica: string): (ports: RuntimePorts) => RuntimePorts {
  const own = seed * 2 + (replica === 'a' ? 0 : 1);
  const random = randomOf(own);
  return (ports) => {
    const { port } = faultyBus(ports.bus, own, OFTEN);
    return { ...ports, bus: withHandler(port, (handler) => delayed(handler, random)) };
  };
}

const delayed =
  (handler: BusHandler, random: Random): BusHandler =>
  async (delivery) => {
    if (random.chance(LATE)) await later(random.below(LONGEST_MS));
    await handler(delivery);
  };

/** A gate before all handlers. */
export class Gate {
  /** Messages that wait before it. */
  waiting = 0;
  private opened: Promise<void> | undefined;
  private opens: () => void = () => undefined;

  shut(): void {
    this.opened ??= new Promise((resolve) => (this.opens = resolve));
  }

  open(): void {
    this.opens();
    this.opened = undefined;
  }

  readonly before = (handler: BusHandler): BusHandler => {
    return async (delivery) => {
      this.waiting += 1;
      await this.opened;
      this.waiting -= 1;
      await handler(delivery);
    };
  };
}

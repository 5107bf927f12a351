import { OutcomeUnknown, StoreUnavailable, type Bus, type BusHandler } from '@tamani/ports';
import { FaultPlan, type Probabilities } from './fault-plan.js';
import type { Faulty } from './faulty-event-store.js';

/**
 * - `refusePublish`: a publish fails with StoreUnavailable, and nothing is published
 * - `loseAnswer`: a publish succeeds, and fails with OutcomeUnknown
 * - `publishTwice`: the messages of a call are published again after it
 * - `deliverTwice`: a message is handled again after its handler has returned
 * - `delay`: a message waits up to 5 ms before its handler gets it, its key with it
 * - `loseAck`: a message is handled, but its offset is not saved: it comes again
 */
export type BusFault =
  'refusePublish' | 'loseAnswer' | 'publishTwice' | 'deliverTwice' | 'delay' | 'loseAck';

const MAX_DELAY_MS = 5;

/** A bus that duplicates, delays and fails as the plan says. Order per key is kept. */
export function faultyBus(
  bus: Bus,
  seed: number,
  probabilities: Probabilities<BusFault> = {},
): Faulty<Bus, BusFault> {
  const plan = new FaultPlan<BusFault>(seed, { ...probabilities });
  const port: Bus = {
    engine: `${bus.engine} with faults`,
    publish: async (topic, messages) => {
      const at = `publish ${topic}`;
      if (plan.hits('refusePublish', at)) throw new StoreUnavailable(`injected: ${at}`);
      await bus.publish(topic, messages);
      if (plan.hits('publishTwice', at)) await bus.publish(topic, messages);
      if (plan.hits('loseAnswer', at)) throw new OutcomeUnknown(`injected, published: ${at}`);
    },
    consume: (group, of, handler) => bus.consume(group, of, faultyHandler(plan, group, handler)),
    lag: (group, topics) => bus.lag(group, topics),
    close: () => bus.close(),
  };
  return { port, plan };
}

const faultyHandler =
  (plan: FaultPlan<BusFault>, group: string, handler: BusHandler): BusHandler =>
  async (delivery) => {
    const at = `${group} ${delivery.topic} ${delivery.id}`;
    if (plan.hits('delay', at)) {
      const delayMs = plan.delayMs(MAX_DELAY_MS);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
    await handler(delivery);
    if (plan.hits('deliverTwice', at)) await handler(delivery);
    if (plan.hits('loseAck', at)) throw new Error(`injected: the offset of ${at} is lost`);
  };

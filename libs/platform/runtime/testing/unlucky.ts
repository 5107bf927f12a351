import { OutcomeUnknown, StoreUnavailable, type EventStore, type ReadStore } from '@tamani/ports';
import type { Random } from '@tamani/testing/engines';
import type { RuntimePorts } from '../src/index.js';
import { withMembers } from './memory-shop.js';

/** What a bad day did, so that a test can see that there was one. */
export interface Mishaps {
  unavailable: number;
  lostBefore: number;
  lostAfter: number;
  halfBatches: number;
  publishedAndLost: number;
  deliveredAgain: number;
}

export const noMishaps = (): Mishaps => ({
  unavailable: 0,
  lostBefore: 0,
  lostAfter: 0,
  halfBatches: 0,
  publishedAndLost: 0,
  deliveredAgain: 0,
});

/** Ports that fail by chance, before and after the effect, and deliver messages again. */
export const unlucky =
  (random: Random, seen: Mishaps, probability: number) =>
  (ports: RuntimePorts): RuntimePorts => {
    const happens = (what: keyof Mishaps): boolean => {
      const does = random.chance(probability);
      if (does) seen[what] += 1;
      return does;
    };
    return {
      ...ports,
      store: unluckyStore(ports.store, happens),
      reads: unluckyReads(ports.reads, happens, random),
      bus: unluckyBus(ports.bus, happens),
    };
  };

type Happens = (what: keyof Mishaps) => boolean;

function unluckyStore(store: EventStore, happens: Happens): EventStore {
  const append: EventStore['append'] = async (...args) => {
    if (happens('unavailable')) throw new StoreUnavailable('by chance');
    if (happens('lostBefore')) throw new OutcomeUnknown('by chance, not written');
    const appended = await store.append(...args);
    if (happens('lostAfter')) throw new OutcomeUnknown('by chance, written');
    return appended;
  };
  return withMembers(store, { append });
}

function unluckyReads(reads: ReadStore, happens: Happens, random: Random): ReadStore {
  const commit: ReadStore['commit'] = async (batch) => {
    if (!happens('halfBatches')) return reads.commit(batch);
    const writes = batch.writes.filter(() => random.chance(0.5));
    await reads.commit({ writes });
    throw new StoreUnavailable('by chance, half written');
  };
  return withMembers(reads, { commit });
}

function unluckyBus(bus: RuntimePorts['bus'], happens: Happens): RuntimePorts['bus'] {
  return withMembers(bus, {
    async publish(topic, messages) {
      await bus.publish(topic, messages);
      if (happens('publishedAndLost')) throw new StoreUnavailable('by chance, published');
    },
    consume: (group, of, handler) =>
      bus.consume(group, of, async (delivery) => {
        await handler(delivery);
        if (happens('deliveredAgain')) throw new StoreUnavailable('by chance, handled');
      }),
  });
}

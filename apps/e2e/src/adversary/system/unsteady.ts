import type { EventStore } from '@tamani/ports';
import { randomOf } from '@tamani/testing/engines';

/**
 * A store whose calls take their turns, some longer than others: requests that are sent together
 * overtake each other, in a way that the seed decides.
 */
export function unsteady(store: EventStore, seed: number): EventStore {
  const random = randomOf(seed);
  const turns = async (): Promise<void> => {
    for (let left = random.below(4); left > 0; left -= 1) await Promise.resolve();
  };
  return {
    engine: store.engine,
    append: async (...args) => turns().then(() => store.append(...args)),
    readStream: async (...args) => turns().then(() => store.readStream(...args)),
    readAll: (options) => store.readAll(options),
    subscribeAll: (options) => store.subscribeAll(options),
    head: () => store.head(),
    mark: (position) => store.mark(position),
    close: () => store.close(),
  };
}

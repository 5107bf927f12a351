import {
  OutcomeUnknown,
  StoreUnavailable,
  type Appended,
  type EventStore,
  type LogItem,
  type SubscribeOptions,
} from '@tamani/ports';
import { FaultPlan, type Probabilities } from './fault-plan.js';

/**
 * - `refuse`: an append fails with StoreUnavailable, and nothing is written
 * - `loseAnswer`: an append is written, and fails with OutcomeUnknown
 * - `loseRequest`: an append is not written, and fails with OutcomeUnknown
 * - `refuseRead`: a read fails with StoreUnavailable
 * - `endSubscription`: a subscription fails with StoreUnavailable before its next item
 */
export type EventStoreFault =
  'refuse' | 'loseAnswer' | 'loseRequest' | 'refuseRead' | 'endSubscription';

export interface Faulty<T, K extends string> {
  readonly port: T;
  readonly plan: FaultPlan<K>;
}

/** An event store that fails as the plan says; everything else is the store's own. */
export function faultyEventStore(
  store: EventStore,
  seed: number,
  probabilities: Probabilities<EventStoreFault> = {},
): Faulty<EventStore, EventStoreFault> {
  const plan = new FaultPlan<EventStoreFault>(seed, { ...probabilities });
  const readable = (at: string): void => {
    if (plan.hits('refuseRead', at)) throw new StoreUnavailable(`injected: ${at}`);
  };
  const port: EventStore = {
    engine: `${store.engine} with faults`,
    append: (...args) => faultyAppend(store, plan, args),
    readStream: async (stream, options) => {
      readable(`read ${stream}`);
      return store.readStream(stream, options);
    },
    readAll: async (options) => {
      readable('read all');
      return store.readAll(options);
    },
    subscribeAll: (options) => faultySubscription(store, plan, options),
    head: () => store.head(),
    mark: (position) => store.mark(position),
    close: () => store.close(),
  };
  return { port, plan };
}

async function faultyAppend(
  store: EventStore,
  plan: FaultPlan<EventStoreFault>,
  args: Parameters<EventStore['append']>,
): Promise<Appended> {
  const at = `append ${args[0]}`;
  if (plan.hits('refuse', at)) throw new StoreUnavailable(`injected: ${at}`);
  if (plan.hits('loseRequest', at)) throw new OutcomeUnknown(`injected, not written: ${at}`);
  const appended = await store.append(...args);
  if (plan.hits('loseAnswer', at)) throw new OutcomeUnknown(`injected, written: ${at}`);
  return appended;
}

async function* faultySubscription(
  store: EventStore,
  plan: FaultPlan<EventStoreFault>,
  options: SubscribeOptions,
): AsyncGenerator<LogItem> {
  for await (const item of store.subscribeAll(options)) {
    if (plan.hits('endSubscription', `subscription after ${options.after}`))
      throw new StoreUnavailable('injected: the subscription ended');
    yield item;
  }
}

import { systemIds, type Clock } from '@tamani/kernel';
import type { BusMessage, Delivery } from '@tamani/ports';
import {
  BusModel,
  FakeClock,
  memoryBus,
  memoryEventStore,
  memoryReadStore,
  ReadStoreModel,
} from '@tamani/testing/engines';
import {
  Runtime,
  type ContextDefinition,
  type RuntimePorts,
  type RuntimeSettings,
} from '../src/index.js';
import { shop } from './till-context.js';

/** The three stores; they outlive a runtime. */
export class Models {
  readonly bus = new BusModel();
  readonly reads = new ReadStoreModel();
  readonly engines = {
    store: memoryEventStore(),
    bus: memoryBus({ model: this.bus, retryPauseMs: 1 }),
    reads: memoryReadStore({ model: this.reads }),
  };
}

export interface MemoryShopOptions {
  readonly models?: Models;
  readonly settings?: Partial<RuntimeSettings>;
  readonly clock?: Clock;
  readonly wrap?: (ports: RuntimePorts) => RuntimePorts;
  /** Other read models than the shop's own. */
  readonly readModels?: ContextDefinition['readModels'];
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A runtime in memory; another one on the same models is a replica, or a restart. */
export function memoryShop(options: MemoryShopOptions = {}) {
  const { models = new Models(), clock = new FakeClock(undefined, 1) } = options;
  const { readModels = shop.readModels } = options;
  const ports: RuntimePorts = {
    ...models.engines,
    clock,
    ids: systemIds,
    log: quiet,
  };
  const settings = { leaseMs: 300, ...options.settings };
  const wrapped = options.wrap?.(ports) ?? ports;
  const runtime = new Runtime(wrapped, [{ ...shop, readModels }], settings);
  return { runtime, ports, models };
}

/** An object that is as another but for some of its members. */
export const withMembers = <T extends object>(of: T, members: Partial<T>): T =>
  Object.assign(Object.create(of) as T, members);

export const deliveryOf = (message: BusMessage): Delivery => ({
  ...message,
  topic: 'shop.events.v1',
  offset: '1',
  attempt: 1,
});

/** Polls until the condition holds; fails at the timeout. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 5_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`not so after ${timeoutMs} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

import { appendCases } from './event-store.append.js';
import type { EventStoreHarness } from './event-store.harness.js';
import { eventStoreModelCases } from './event-store.model-based.js';
import { readCases } from './event-store.read.js';
import { subscribeCases } from './event-store.subscribe.js';
import { describeContract, type ContractOptions } from '../suite.js';

/**
 * What every event store must do, sentence by sentence of its port, and 1,000 random histories
 * against the model. A suite shares its store with others: it reads by its own stream names.
 */
export const describeEventStoreContract = (
  name: string,
  factory: () => Promise<EventStoreHarness>,
  options: ContractOptions = {},
): void =>
  describeContract({
    name: `${name}: event store`,
    factory,
    options,
    engineOf: ({ store }) => store.engine,
    cases: { ...appendCases, ...readCases, ...subscribeCases, ...eventStoreModelCases },
  });

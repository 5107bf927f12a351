import { describeContract, type ContractOptions } from '../suite.js';
import { failureCases } from './bus.failures.js';
import type { BusHarness } from './bus.harness.js';
import { busModelCases } from './bus.model-based.js';
import { orderCases } from './bus.order.js';
import { restartCases } from './bus.restart.js';

/**
 * What every bus must do, sentence by sentence of its port, and 1,000 random schedules of
 * failures and restarts against the model.
 */
export const describeBusContract = (
  name: string,
  factory: () => Promise<BusHarness>,
  options: ContractOptions = {},
): void =>
  describeContract({
    name: `${name}: bus`,
    factory,
    options,
    engineOf: ({ bus }) => bus.engine,
    cases: { ...orderCases, ...failureCases, ...restartCases, ...busModelCases },
  });

import { describeContract, type ContractOptions } from '../suite.js';
import { leaseCases } from './read-store.leases.js';
import { pageCases } from './read-store.pages.js';
import type { ReadStoreHarness } from './read-store.harness.js';
import { readStoreModelCases } from './read-store.model-based.js';
import { queryCases } from './read-store.queries.js';
import { writeCases } from './read-store.writes.js';

/**
 * What every read store must do, sentence by sentence of its port, and 1,000 random histories of
 * writes and queries against the model.
 */
export const describeReadStoreContract = (
  name: string,
  factory: () => Promise<ReadStoreHarness>,
  options: ContractOptions = {},
): void =>
  describeContract({
    name: `${name}: read store`,
    factory,
    options,
    engineOf: ({ reads }) => reads.engine,
    cases: { ...writeCases, ...leaseCases, ...queryCases, ...pageCases, ...readStoreModelCases },
  });

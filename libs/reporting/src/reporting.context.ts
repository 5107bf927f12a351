import type { ContextDefinition } from '@tamani/runtime';
import { readModels } from './read-models/index.js';

/** Reporting decides and publishes nothing: it sums the movements of other contexts. */
export const reportingContext: ContextDefinition = {
  name: 'reporting',
  aggregates: [],
  translate: () => [],
  readModels,
  processes: [],
};

import type { ContextDefinition } from '@tamani/runtime';
import { readModels } from './read-models/index.js';

/** Reporting decides nothing and publishes nothing: it sums what the others did. */
export const reportingContext: ContextDefinition = {
  name: 'reporting',
  aggregates: [],
  translate: () => [],
  readModels,
  processes: [],
};

import type { ContextDefinition } from '@tamani/runtime';
import { eventHeadersReadModel } from './read-models/event-headers.read-model.js';

/** Audit decides nothing and publishes nothing: it reads the log of everybody. */
export const auditContext: ContextDefinition = {
  name: 'audit',
  aggregates: [],
  translate: () => [],
  readModels: [eventHeadersReadModel],
  processes: [],
};

import type { ContextDefinition } from '@tamani/runtime';
import { webhookAggregate } from './facts/webhook.facts.js';
import { eventHeadersReadModel } from './read-models/event-headers.read-model.js';
import { webhookList } from './read-models/webhooks.read-model.js';

/** Audit reads the log of everybody, and tells webhooks of it; it publishes nothing of its own. */
export const auditContext: ContextDefinition = {
  name: 'audit',
  aggregates: [webhookAggregate],
  translate: () => [],
  readModels: [eventHeadersReadModel, webhookList],
  processes: [],
};

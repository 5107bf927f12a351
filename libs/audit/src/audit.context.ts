import { aggregate, type ContextDefinition } from '@tamani/runtime';
import { webhook } from './domain/webhook/webhook.decide.js';
import { eventHeadersReadModel } from './read-models/event-headers.read-model.js';
import { webhookList } from './read-models/webhooks.read-model.js';

/** Audit reads the log of all contexts and sends it to webhooks; it publishes nothing itself. */
export const auditContext: ContextDefinition = {
  name: 'audit',
  aggregates: [aggregate(webhook)],
  translate: () => [],
  readModels: [eventHeadersReadModel, webhookList],
  processes: [],
};

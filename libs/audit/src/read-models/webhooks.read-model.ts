import { aggregateReadModel } from '@tamani/runtime';
import { webhook } from '../domain/webhook/webhook.decide.js';
import { renderWebhook } from './webhook.resource.js';

export const webhookList = aggregateReadModel({
  name: 'webhooks',
  version: 1,
  context: 'audit',
  decider: webhook,
  fields: { status: 'text', url: 'text' },
  indexes: [],
  values: ({ status, url }) => ({ status, url }),
  render: renderWebhook,
});

import type { Aggregate } from '@tamani/runtime';
import type { WebhookCommand } from '../domain/webhook/webhook.commands.js';
import { webhook } from '../domain/webhook/webhook.decide.js';
import type { WebhookEvent } from '../domain/webhook/webhook.events.js';
import type { WebhookState } from '../domain/webhook/webhook.state.js';

/** A webhook needs nothing but itself. */
export const webhookAggregate: Aggregate<WebhookState, WebhookCommand, WebhookEvent, unknown> = {
  decider: webhook,
  facts: async () => undefined,
};

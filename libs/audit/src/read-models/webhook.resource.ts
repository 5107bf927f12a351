import { resourceSchema } from '@tamani/runtime';
import { z } from 'zod';
import type { WebhookState } from '../domain/webhook/webhook.state.js';

const shape = {
  status: z.enum(['active', 'paused', 'disabled', 'closed']).meta({ id: 'WebhookStatus' }),
  url: z.string(),
  types: z.array(z.string()),
  description: z.string(),
  secretVersion: z.int(),
  reason: z.string().nullable().meta({ description: 'Why it was disabled' }),
};

export const webhookSchema = resourceSchema('Webhook', shape);

/** What is answered once: when the secret is made. */
export const webhookWithSecretSchema = resourceSchema('WebhookWithSecret', {
  ...shape,
  secret: z.string().nullable().meta({
    description: 'whsec_…: store it; it is not shown again. Null in the answer to a repeat',
  }),
});

/** A webhook as returned by the API. */
export const renderWebhook = (state: WebhookState) => ({
  status: state.status,
  url: state.url,
  types: state.types,
  description: state.description,
  secretVersion: state.secretVersion,
  reason: state.reason ?? null,
});

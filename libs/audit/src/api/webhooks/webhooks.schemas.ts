import { fieldCode } from '@tamani/kernel';
import { textOrEmpty } from '@tamani/nest';
import { z } from 'zod';
import { TYPE_PATTERN } from '../../domain/webhook/webhook.state.js';

const MAX_TYPES = 50;

export const registerWebhookBody = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .meta({
        description: 'https; an internal host, or http, only as TAMANI_WEBHOOK_HOSTS allows',
        examples: ['https://stock.example.org/tamani'],
      }),
    types: z
      .array(
        z
          .string()
          .max(100)
          .regex(TYPE_PATTERN, { error: fieldCode('webhook_type_malformed') }),
      )
      .min(1)
      .max(MAX_TYPES)
      .meta({
        description:
          'Types of messages (/asyncapi.json): procurement.ReceiptPosted.v1, budgets.*, *',
        examples: [['procurement.*']],
      }),
    description: textOrEmpty(200, 'Stock of the workshop'),
  })
  .meta({ id: 'RegisterWebhook' });

export const resendBody = z.strictObject({
  deliveryId: z
    .string()
    .max(100)
    .regex(/^[\w.-]+$/)
    .meta({
      description: 'Of GET /v1/webhooks/{id}/deliveries',
      examples: ['0198c0de-0000-7000-8000-000000000001'],
    }),
});

const attemptSchema = z.object({
  at: z.iso.datetime(),
  durationMs: z.int(),
  status: z.int().nullable().meta({ description: 'HTTP status; null: no answer' }),
  error: z
    .string()
    .nullable()
    .meta({ description: 'timeout, address_refused, key_missing, ECONNREFUSED, …' }),
  answer: z.string().meta({ description: 'The beginning of the answer' }),
});

export const deliverySchema = z
  .object({
    id: z.string(),
    messageId: z.string().meta({ description: 'webhook-id: the same for every attempt' }),
    type: z.string(),
    trigger: z.enum(['event', 'test', 'resend']),
    status: z.enum(['delivered', 'retrying', 'failed']),
    attempts: z.int(),
    nextAttemptAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    position: z.string(),
    log: z.array(attemptSchema).meta({ description: 'The last 20 attempts, newest first' }),
  })
  .meta({ id: 'WebhookDelivery' });

import { personSchema, type EventOf } from '@tamani/kernel';
import { z } from 'zod';

/** Which key and version the secret is derived with; the secret itself is nowhere. */
const secret = { keyId: z.string(), secretVersion: z.int().min(1) };

export const webhookEvents = {
  WebhookRegistered: {
    schemaVersion: 1,
    data: z.strictObject({
      url: z.string(),
      types: z.array(z.string()),
      description: z.string(),
      at: z.string(),
      ...secret,
      by: personSchema,
    }),
  },
  WebhookSecretRotated: {
    schemaVersion: 1,
    data: z.strictObject({ ...secret, at: z.string(), by: personSchema }),
  },
  WebhookPaused: { schemaVersion: 1, data: z.strictObject({ by: personSchema }) },
  WebhookResumed: { schemaVersion: 1, data: z.strictObject({ at: z.string(), by: personSchema }) },
  /** By the dispatcher: the receiver is gone, or has failed for too long. */
  WebhookDisabled: {
    schemaVersion: 1,
    data: z.strictObject({ reason: z.enum(['gone', 'failing']), detail: z.string() }),
  },
  WebhookClosed: { schemaVersion: 1, data: z.strictObject({ by: personSchema }) },
  WebhookTestRequested: { schemaVersion: 1, data: z.strictObject({ by: personSchema }) },
  WebhookResendRequested: {
    schemaVersion: 1,
    data: z.strictObject({
      messageId: z.string(),
      /** The place of the message's event. */
      stream: z.string(),
      revision: z.string(),
      by: personSchema,
    }),
  },
} as const;
export type WebhookEvent = EventOf<typeof webhookEvents>;

import { emptyBody, resource } from '@tamani/nest';
import { aggregate } from '@tamani/runtime';
import { z } from 'zod';
import { webhook as decider } from '../../domain/webhook/webhook.decide.js';
import { refuse } from '../../domain/webhook/webhook.rejections.js';
import { renderWebhook, webhookSchema } from '../../read-models/webhook.resource.js';
import { webhookList } from '../../read-models/webhooks.read-model.js';
import { registerWebhookBody } from './webhooks.schemas.js';

const webhook = resource(aggregate(decider));
const roles = ['administrator'] as const;
const parts = {
  path: 'webhooks',
  about: 'Internal tools that are told what happens, by signed HTTP requests',
  context: 'audit',
  list: webhookList,
  schema: webhookSchema,
  render: renderWebhook,
  filters: ['status', 'url'],
  readRoles: ['administrator', 'auditor'],
  refusals: [refuse],
} as const;

export const webhooks = webhook({
  ...parts,
  actions: {
    pause: {
      ...{ body: emptyBody, roles, summary: 'Pause a webhook' },
      command: (_, { by }) => ({ type: 'PauseWebhook', by }),
    },
    resume: {
      ...{ body: emptyBody, roles, summary: 'Resume a webhook from where it stopped' },
      command: (_, { by, now: at }) => ({ type: 'ResumeWebhook', at, by }),
    },
    close: {
      ...{ body: emptyBody, roles, summary: 'Close a webhook permanently; its history is kept' },
      command: (_, { by }) => ({ type: 'CloseWebhook', by }),
    },
    test: {
      ...{ body: emptyBody, roles, summary: 'Send a test message' },
      description: 'The result is listed among the deliveries.',
      command: (_, { by }) => ({ type: 'RequestWebhookTest', by }),
    },
  },
});

const keyed = z.strictObject({ keyId: z.string() });
const source = z.strictObject({ messageId: z.string(), stream: z.string(), revision: z.string() });

/** What takes more than the request says; WebhookController adds it. */
export const webhookWrites = webhook({
  ...parts,
  create: {
    ...{ body: registerWebhookBody.extend(keyed.shape), roles, summary: '' },
    command: (body, { by, now: at }) => ({ type: 'RegisterWebhook', ...body, at, by }),
  },
  actions: {
    'rotate-secret': {
      ...{ body: keyed, roles, summary: '' },
      command: ({ keyId }, { by, now: at }) => ({ type: 'RotateWebhookSecret', keyId, at, by }),
    },
    resend: {
      ...{ body: source, roles, summary: '' },
      command: (body, { by }) => ({ type: 'RequestWebhookResend', ...body, by }),
    },
  },
});

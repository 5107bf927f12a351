import { decideBy, err, ok, type Decider, type Rejection } from '@tamani/kernel';
import type { WebhookCommand } from './webhook.commands.js';
import { webhookEvents, type WebhookEvent } from './webhook.events.js';
import { refuse } from './webhook.rejections.js';
import { evolveWebhook, initialWebhook, type WebhookState } from './webhook.state.js';

/** Where internal tools are told what happens; see webhooks/ for how. */
export const webhook: Decider<WebhookState, WebhookCommand, WebhookEvent> = {
  category: 'audit.Webhook',
  events: webhookEvents,
  initial: initialWebhook,
  evolve: evolveWebhook,
  decide: decideBy<WebhookState, WebhookCommand, WebhookEvent>({
    RegisterWebhook({ url, types, description, keyId, at, by }, state) {
      const secret = { keyId, secretVersion: 1 };
      const data = { url, types: [...types], description, ...secret, at, by };
      return unless(state, 'none') ?? ok([{ type: 'WebhookRegistered', data }]);
    },
    RotateWebhookSecret({ keyId, at, by }, state) {
      const data = { keyId, secretVersion: state.secretVersion + 1, at, by };
      return unless(state, ...OPEN) ?? ok([{ type: 'WebhookSecretRotated', data }]);
    },
    PauseWebhook({ by }, state) {
      return unless(state, 'active') ?? ok([{ type: 'WebhookPaused', data: { by } }]);
    },
    ResumeWebhook({ at, by }, state) {
      const resumed: WebhookEvent = { type: 'WebhookResumed', data: { at, by } };
      return unless(state, 'paused', 'disabled') ?? ok([resumed]);
    },
    CloseWebhook({ by }, state) {
      return unless(state, ...OPEN) ?? ok([{ type: 'WebhookClosed', data: { by } }]);
    },
    RequestWebhookTest({ by }, state) {
      return unless(state, ...OPEN) ?? ok([{ type: 'WebhookTestRequested', data: { by } }]);
    },
    RequestWebhookResend({ messageId, stream, revision, by }, state) {
      const data = { messageId, stream, revision, by };
      return unless(state, ...OPEN) ?? ok([{ type: 'WebhookResendRequested', data }]);
    },
    /** Another process was faster: nothing to do. */
    DisableWebhook({ reason, detail }, state) {
      if (state.status !== 'active') return ok([]);
      return ok([{ type: 'WebhookDisabled', data: { reason, detail } }]);
    },
  }),
};

const OPEN = ['active', 'paused', 'disabled'] as const;

function unless({ url, status }: WebhookState, ...needed: readonly WebhookState['status'][]) {
  if (needed.includes(status)) return undefined;
  return err<Rejection>(refuse.webhook_wrong_status({ url, status, needed: needed.join(', ') }));
}

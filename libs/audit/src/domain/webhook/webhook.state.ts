import { evolveBy } from '@tamani/kernel';
import type { WebhookEvent } from './webhook.events.js';

export type WebhookStatus = 'none' | 'active' | 'paused' | 'disabled' | 'closed';

export interface WebhookState {
  readonly status: WebhookStatus;
  readonly url: string;
  readonly types: readonly string[];
  readonly description: string;
  readonly keyId: string;
  readonly secretVersion: number;
  /** When the secret was changed; the one before counts for a while. */
  readonly rotatedAt?: string | undefined;
  /** Since when it is active, this time: RFC 3339 UTC. */
  readonly activeSince: string;
  /** Why it was disabled. */
  readonly reason?: string | undefined;
}

export const initialWebhook: WebhookState = {
  status: 'none',
  url: '',
  types: [],
  description: '',
  keyId: '',
  secretVersion: 0,
  activeSince: '',
};

const unchanged = (state: WebhookState): WebhookState => state;

export const evolveWebhook = evolveBy<WebhookState, WebhookEvent>({
  WebhookRegistered: (_, { url, types, description, keyId, secretVersion, at }) => ({
    status: 'active',
    ...{ url, types, description, keyId, secretVersion },
    activeSince: at,
  }),
  WebhookSecretRotated: (state, { keyId, secretVersion, at }) => ({
    ...state,
    keyId,
    secretVersion,
    // Secrets of another key cannot be derived any more.
    rotatedAt: keyId === state.keyId ? at : undefined,
  }),
  WebhookPaused: (state) => ({ ...state, status: 'paused' }),
  WebhookResumed: (state, { at }) => ({
    ...state,
    status: 'active',
    activeSince: at,
    reason: undefined,
  }),
  WebhookDisabled: (state, { reason, detail }) => ({
    ...state,
    status: 'disabled',
    reason: `${reason}: ${detail}`,
  }),
  WebhookClosed: (state) => ({ ...state, status: 'closed' }),
  WebhookTestRequested: unchanged,
  WebhookResendRequested: unchanged,
});

/** `procurement.ReceiptPosted.v1`, `procurement.*` or `*`. */
export const TYPE_PATTERN = /^(\*|[a-z]+\.(\*|[A-Za-z]+\.v\d+))$/;

/** Whether a webhook wants a type of message. */
export const wants = (patterns: readonly string[], type: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern,
  );

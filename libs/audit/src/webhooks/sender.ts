import type { Clock, IntegrationEvent } from '@tamani/kernel';
import { createHmac } from 'node:crypto';
import { AddressRefused, type Addresses } from './addresses.js';
import { bodyOf } from './cloud-event.js';
import type { Attempt } from './delivery-log.js';
import { post } from './post.js';
import { SECRET_PREFIX, type SecretSource, type WebhookSecrets } from './secrets.js';

export interface Receiver extends SecretSource {
  readonly url: string;
}

export interface Outcome {
  readonly attempt: Attempt;
  readonly isDelivered: boolean;
  /** The receiver says that it is gone for good. */
  readonly isGone: boolean;
  readonly retryAfterMs: number | undefined;
}

export interface SenderOptions {
  readonly clock: Clock;
  readonly secrets: WebhookSecrets;
  readonly addresses: Addresses;
  readonly timeoutMs: number;
}

const GONE = 410;

/** Sends one message to one receiver, signed by Standard Webhooks. Never throws. */
export class Sender {
  constructor(private readonly options: SenderOptions) {}

  async send(to: Receiver, message: IntegrationEvent, signal: AbortSignal): Promise<Outcome> {
    const { clock, addresses, timeoutMs } = this.options;
    const [at, began] = [clock.now(), clock.monotonicMs()];
    const tried = (status: number | null, error: string | null, answer = ''): Attempt => {
      const durationMs = Math.trunc(clock.monotonicMs() - began);
      return { at, durationMs, status, error, answer };
    };
    try {
      const url = new URL(to.url);
      addresses.check(url);
      const body = bodyOf(message);
      const headers = this.headersOf(to, { id: message.id, at, body });
      if (!headers) return failure(tried(null, 'key_missing'));
      const lookup = addresses.lookupFor(url);
      const answer = await post({ url, headers, body, lookup, timeoutMs, signal });
      const { status, excerpt, retryAfterMs } = answer;
      const isDelivered = status >= 200 && status < 300;
      const attempt = tried(status, null, excerpt);
      return { attempt, isDelivered, isGone: status === GONE, retryAfterMs };
    } catch (error) {
      return failure(tried(null, codeOf(error)));
    }
  }

  private headersOf(to: Receiver, { id, at, body }: { id: string; at: string; body: string }) {
    const secrets = this.options.secrets.secretsAt(to, at);
    if (secrets.length === 0) return undefined;
    const seconds = String(Math.trunc(Date.parse(at) / 1000));
    const signed = `${id}.${seconds}.${body}`;
    return {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Tamani-Webhook',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': secrets.map((secret) => signature(secret, signed)).join(' '),
    };
  }
}

/** Standard Webhooks, symmetric signatures: `v1,<base64 of HMAC-SHA256>`. */
function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

const failure = (attempt: Attempt): Outcome => ({
  attempt,
  isDelivered: false,
  isGone: false,
  retryAfterMs: undefined,
});

function codeOf(error: unknown): string {
  if (error instanceof AddressRefused) return 'address_refused';
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' ? code : (name ?? 'failed');
}

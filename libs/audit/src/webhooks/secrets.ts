import { createHash, createHmac } from 'node:crypto';

/** What Standard Webhooks puts before the base64 of a secret. */
export const SECRET_PREFIX = 'whsec_';
/** Time after a rotation during which the previous secret also signs. */
const OVERLAP_MS = 24 * 3_600_000;

/** What of a webhook its secrets follow from. */
export interface SecretSource {
  readonly id: string;
  readonly keyId: string;
  readonly secretVersion: number;
  readonly rotatedAt?: string | undefined;
}

/**
 * Secrets of webhooks, derived from the system's key: `HMAC-SHA256(key, id, version)`. Nothing
 * secret is stored in events, documents or logs; the log keeps them permanently.
 */
export class WebhookSecrets {
  /** Identifies the key without revealing it. */
  readonly keyId: string;

  constructor(private readonly key: Uint8Array) {
    this.keyId = createHash('sha256')
      .update('webhook key id')
      .update(key)
      .digest('hex')
      .slice(0, 8);
  }

  /** `whsec_<base64>`, as Standard Webhooks writes it. */
  secretOf(id: string, version: number): string {
    const text = `webhook secret\n${id}\n${version}`;
    return SECRET_PREFIX + createHmac('sha256', this.key).update(text).digest('base64');
  }

  /**
   * The secrets to sign with at a moment, the newest first. None when another key made them: who
   * runs this process does not have it.
   */
  secretsAt({ id, keyId, secretVersion, rotatedAt }: SecretSource, now: string): readonly string[] {
    if (keyId !== this.keyId) return [];
    const current = this.secretOf(id, secretVersion);
    const isFresh = rotatedAt !== undefined && Date.parse(now) - Date.parse(rotatedAt) < OVERLAP_MS;
    return isFresh ? [current, this.secretOf(id, secretVersion - 1)] : [current];
  }
}

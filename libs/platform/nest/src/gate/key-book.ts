import { canonicalText, derivedId, Rejected } from '@tamani/kernel';
import { runtimeRefusals } from '@tamani/runtime';
import { createHash } from 'node:crypto';
import { refuse } from '../errors/api-errors.js';
import type { GatedRequest } from '../http/caller.js';

const KEY = /^[\x21-\x7e]{1,200}$/;
const MAX_REMEMBERED = 50_000;

/** A write as its Idempotency-Key names it. */
export interface NamedWrite {
  readonly commandId: string;
  readonly requestHash: string;
  /** Ends the hold: the same request may come again. */
  release(): void;
}

/**
 * Turns Idempotency-Keys into command ids. A key belongs to its caller and to one resource: two
 * streams never hold the same command id, for the ids of their events are derived from it.
 */
export class KeyBook {
  private readonly inHand = new Set<string>();
  /** Resource of each recent key, so that its use for another one is refused. */
  private readonly used = new Map<string, string>();

  /** Holds the write until it is released; the same one at the same time is told to wait. */
  take(request: GatedRequest, callerId: string, onBehalfOf = ''): NamedWrite {
    const key = keyOf(request);
    const resource = resourceOf(request.url);
    const named = `${callerId}\n${key}`;
    const known = this.used.get(named);
    if (known !== undefined && known !== resource) {
      throw new Rejected(runtimeRefusals.idempotency_key_reused());
    }
    const commandId = derivedId(callerId, key, resource);
    if (this.inHand.has(commandId)) throw new Rejected(refuse.request_in_progress());
    this.inHand.add(commandId);
    this.remember(named, resource);
    return {
      commandId,
      requestHash: hashOf(request, onBehalfOf),
      release: () => this.inHand.delete(commandId),
    };
  }

  private remember(named: string, resource: string): void {
    const [oldest] = this.used.keys();
    if (this.used.size >= MAX_REMEMBERED && oldest !== undefined) this.used.delete(oldest);
    this.used.set(named, resource);
  }
}

function keyOf(request: GatedRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Rejected(refuse.idempotency_key_required());
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new Rejected(refuse.idempotency_key_malformed());
}

/** `/v1/requisitions/{id}` of `/v1/requisitions/{id}/submit`. */
const resourceOf = (url: string): string => {
  const [path = ''] = url.split('?', 1);
  return path.split('/', 4).join('/');
};

/** Over what was asked, whatever the order of its keys; If-Match is not part of it. */
function hashOf({ method, url, body }: GatedRequest, onBehalfOf: string): string {
  const text = `${method}\n${url}\n${onBehalfOf}\n${canonicalOrPlain(body)}`;
  return createHash('sha256').update(text).digest('hex');
}

/** A body that has no canonical form (a fraction, say) is refused by its schema afterwards. */
function canonicalOrPlain(body: unknown): string {
  try {
    return canonicalText(body === undefined ? {} : body);
  } catch {
    return JSON.stringify(body);
  }
}

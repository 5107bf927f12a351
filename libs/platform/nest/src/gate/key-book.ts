import { canonicalText, derivedId, Rejected } from '@tamani/kernel';
import { createHash } from 'node:crypto';
import { refuse } from '../errors/api-errors.js';
import type { GatedRequest } from '../http/caller.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** A write as its Idempotency-Key names it. */
export interface NamedWrite {
  readonly commandId: string;
  readonly requestHash: string;
  /** Ends the hold: the same request may come again. */
  release(): void;
}

/**
 * Turns Idempotency-Keys into command ids. A key belongs to its caller, whatever the resource: the
 * runtime carries a request out on one stream only.
 */
export class KeyBook {
  private readonly inHand = new Set<string>();

  /** Holds the write until it is released; the same one at the same time is told to wait. */
  take(request: GatedRequest, callerId: string, onBehalfOf = ''): NamedWrite {
    const commandId = derivedId(callerId, keyOf(request));
    if (this.inHand.has(commandId)) throw new Rejected(refuse.request_in_progress());
    this.inHand.add(commandId);
    return {
      commandId,
      requestHash: hashOf(request, onBehalfOf),
      release: () => this.inHand.delete(commandId),
    };
  }
}

function keyOf(request: GatedRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Rejected(refuse.idempotency_key_required());
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new Rejected(refuse.idempotency_key_malformed());
}

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

import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { invariant } from './invariant.js';

/**
 * RFC 8785 (JCS) text of a JSON value: what is stored and hashed, never serialised again.
 * Strings are brought to NFC; numbers must be safe integers (money and quantities are strings).
 */
export function canonicalText(value: unknown): string {
  const text = canonicalize(normalised(value));
  invariant(text !== undefined, 'value has no JSON form');
  return text;
}

/** SHA-256 of the canonical text, in hex. */
export const canonicalHash = (value: unknown): string =>
  createHash('sha256').update(canonicalText(value)).digest('hex');

function normalised(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (typeof value === 'number') {
    invariant(Number.isSafeInteger(value), `not a safe integer: ${value}`);
    return value;
  }
  if (Array.isArray(value)) return value.map(normalised);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.map(([key, member]) => [key.normalize('NFC'), normalised(member)]),
  );
}

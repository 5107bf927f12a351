import { hash } from 'node:crypto';
import { parse, v7 } from 'uuid';

/** The only source of new identifiers of domain and runtime. */
export interface Ids {
  /** A new, time-ordered identifier (UUIDv7, RFC 9562). */
  next(): string;
}

export const systemIds: Ids = { next: () => v7() };

/** Namespace of every identifier that Tamani derives (UUIDv5, RFC 9562). */
const NAMESPACE = '6f1d7f0a-5d0e-5c1b-9d39-7a3c2f4e8b10';

/** The same parts always give the same identifier, so that a retry finds the first attempt. */
export const derivedId = (...parts: readonly string[]): string =>
  nameBased(parts.join('\n'), NAMESPACE);

/**
 * The id of event number `index` of a command: uuidv5(commandId, index and content). A store takes
 * an event of the same id for the same event, so what was decided otherwise has another one.
 */
export const eventId = (commandId: string, index: number, content: string): string =>
  nameBased(`${index}\n${content}`, commandId);

/** UUIDv5. Several are made for each command, so it is hashed natively and in one call. */
function nameBased(name: string, namespace: string): string {
  const sha1 = hash('sha1', Buffer.concat([parse(namespace), Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(sha1.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return (
    `${sha1.slice(0, 8)}-${sha1.slice(8, 12)}-5${sha1.slice(13, 16)}-` +
    `${variant}${sha1.slice(18, 20)}-${sha1.slice(20, 32)}`
  );
}

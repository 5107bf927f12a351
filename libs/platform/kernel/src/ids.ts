import { hash } from 'node:crypto';
import { v7 } from 'uuid';
import { invariant } from './invariant.js';

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
  namedId(parts.join('\n'), NAMESPACE);

/**
 * The id of event number `index` of a command: uuidv5(commandId, index and content). A store takes
 * an event of the same id for the same event, so what was decided otherwise has another one.
 */
export const eventId = (commandId: string, index: number, content: string): string =>
  namedId(`${index}\n${content}`, commandId);

const NAMESPACE_BYTES = 16;

/** UUIDv5: the SHA-1 of the namespace's bytes and the name, with the version and the variant. */
function namedId(name: string, namespace: string): string {
  const bytes = Buffer.allocUnsafe(NAMESPACE_BYTES + Buffer.byteLength(name));
  const written = bytes.write(namespace.replaceAll('-', ''), 'hex');
  invariant(written === NAMESPACE_BYTES, `no namespace: ${namespace}`);
  bytes.write(name, NAMESPACE_BYTES);
  const hex = hash('sha1', bytes, 'hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  const [low, mid] = [hex.slice(0, 8), hex.slice(8, 12)];
  return `${low}-${mid}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

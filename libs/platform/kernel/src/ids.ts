import { v5, v7 } from 'uuid';

/** The only source of new identifiers of domain and runtime. */
export interface Ids {
  /** A new, time-ordered identifier (UUIDv7, RFC 9562). */
  next(): string;
}

export const systemIds: Ids = { next: () => v7() };

/** Namespace of every identifier that Tamani derives (UUIDv5, RFC 9562). */
const NAMESPACE = '6f1d7f0a-5d0e-5c1b-9d39-7a3c2f4e8b10';

/** The same parts always give the same identifier, so that a retry finds the first attempt. */
export const derivedId = (...parts: readonly string[]): string => v5(parts.join('\n'), NAMESPACE);

/**
 * The id of event number `index` of a command: uuidv5(commandId, index and content). A store takes
 * an event of the same id for the same event, so what was decided otherwise has another one.
 */
export const eventId = (commandId: string, index: number, content: string): string =>
  v5(`${index}\n${content}`, commandId);

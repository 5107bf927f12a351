import { EVENT_STORE_LIMITS, type ExpectedRevision, type NewEvent } from '../event-store.port.js';
import { PayloadTooLarge, StoreMisuse } from '../store-errors.js';
import { isStorable } from './text.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NIL_UUID = '00000000-0000-0000-0000-000000000000';
const CONTROL = /\p{Cc}/u;
/** Revisions and positions fit a number: SQLite and JSON tools hold them as such. */
const MAX_REVISION = BigInt(Number.MAX_SAFE_INTEGER);

/** Refuses input that no engine accepts, before anything is queued. Returns the size in bytes. */
export function checkAppend(
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): number {
  checkName('stream', stream, EVENT_STORE_LIMITS.streamNameLength);
  if (expected !== 'no_stream') checkRevision('expected revision', expected);
  if (events.length === 0) throw new StoreMisuse(`${stream}: an append of no events`);
  if (events.length > EVENT_STORE_LIMITS.eventsPerAppend)
    throw new PayloadTooLarge(`${stream}: ${events.length} events in one append`);
  const bytes = events.reduce((sum, event) => sum + checkEvent(event), 0);
  if (bytes > EVENT_STORE_LIMITS.appendBytes)
    throw new PayloadTooLarge(`${stream}: ${bytes} bytes in one append`);
  if (new Set(events.map(({ id }) => id)).size !== events.length)
    throw new StoreMisuse(`${stream}: the same event id twice in one append`);
  return bytes;
}

function checkEvent(event: NewEvent): number {
  if (!UUID.test(event.id) || event.id === NIL_UUID)
    throw new StoreMisuse(`event id is no lower-case UUID: ${event.id}`);
  checkName('event type', event.type, EVENT_STORE_LIMITS.typeLength);
  const bytes = checkText(event.data) + checkText(event.meta);
  if (bytes > EVENT_STORE_LIMITS.eventBytes)
    throw new PayloadTooLarge(`${event.type}: ${bytes} bytes in one event`);
  return bytes;
}

function checkText(text: string): number {
  if (!isStorable(text) || text.length === 0)
    throw new StoreMisuse('event data and meta are JSON texts');
  return Buffer.byteLength(text);
}

/** Throws StoreMisuse for a name that an engine would refuse or change. */
export function checkName(what: string, name: string, maxLength: number): void {
  if (name.length === 0 || name.length > maxLength || CONTROL.test(name) || !isStorable(name))
    throw new StoreMisuse(`${what} is empty, longer than ${maxLength} or malformed: ${name}`);
}

/** Throws StoreMisuse for anything that is not a revision or position. */
export function checkRevision(what: string, revision: bigint): void {
  if (typeof revision !== 'bigint' || revision < 0n || revision > MAX_REVISION)
    throw new StoreMisuse(`${what} is no revision: ${revision}`);
}

/** Throws StoreMisuse for a page limit outside 1..5,000. */
export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > EVENT_STORE_LIMITS.pageLimit)
    throw new StoreMisuse(`limit is not within 1..${EVENT_STORE_LIMITS.pageLimit}: ${limit}`);
}

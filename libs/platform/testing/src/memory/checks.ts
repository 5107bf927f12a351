import {
  EVENT_STORE_LIMITS,
  PayloadTooLarge,
  StoreMisuse,
  type ExpectedRevision,
  type LogFilter,
  type NewEvent,
} from '@tamani/ports';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MALFORMED = /[\p{Cc}\p{Cs}]/u;

/** Refuses with StoreMisuse what is a mistake of the caller's. */
export function must(condition: boolean, message: string): void {
  if (!condition) throw new StoreMisuse(message);
}

export function checkAppend(
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): void {
  checkName(stream, EVENT_STORE_LIMITS.streamNameLength);
  must(expected === 'no_stream' || expected >= 0n, `no revision: ${expected}`);
  must(events.length > 0, `${stream}: an append of no events`);
  if (events.length > EVENT_STORE_LIMITS.eventsPerAppend)
    throw new PayloadTooLarge(`${stream}: ${events.length} events in one append`);
  must(new Set(events.map(({ id }) => id)).size === events.length, `${stream}: an id twice`);
  for (const { id, type, data, meta } of events) {
    must(UUID.test(id), `event id is no lower-case UUID: ${id}`);
    checkName(type, EVENT_STORE_LIMITS.typeLength);
    must(data !== '' && meta !== '', `${type}: data and meta are JSON texts`);
    if (Buffer.byteLength(data) + Buffer.byteLength(meta) > EVENT_STORE_LIMITS.eventBytes)
      throw new PayloadTooLarge(`${type}: above ${EVENT_STORE_LIMITS.eventBytes} bytes`);
  }
}

export function checkName(name: string, maxLength: number): void {
  const fits = name.length > 0 && name.length <= maxLength && !MALFORMED.test(name);
  must(fits, `a name is empty, longer than ${maxLength} or malformed: ${name}`);
}

export function checkPage(limit: number, from: bigint, maxLimit: number): void {
  must(Number.isInteger(limit) && limit >= 1 && limit <= maxLimit, `limit ${limit}`);
  must(from >= 0n, `before the beginning: ${from}`);
}

export function checkFilter(filter: LogFilter | undefined): void {
  const empty = filter?.types?.length === 0 || filter?.streamPrefixes?.length === 0;
  must(!empty, 'a filter with an empty list takes nothing: leave the list out');
}

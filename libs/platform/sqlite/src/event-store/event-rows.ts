import { StoreCorrupt, type NewEvent, type StoredEvent } from '@tamani/ports';
import { crc32 } from 'node:zlib';

/** Columns of an event with its stream's name, in the order of `EventRow`. */
export const EVENT_COLUMNS =
  'e.position, e.revision, e.checksum, s.name, e.id, e.type, e.data, e.meta';

export type EventRow = [number, number, number, string, string, string, string, string];

export interface EventPlace {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/** CRC-32 over everything that is served of an event, and over its place. */
export function checksumOf(event: NewEvent, place: EventPlace): number {
  return crc32(
    `${place.position}\n${place.revision}\n${place.stream}\n` +
      `${event.id}\n${event.type}\n${event.data}\n${event.meta}`,
  );
}

/** An event of a row, its checksum verified: altered bytes are never served. */
export function eventOf(row: EventRow): StoredEvent {
  const [position, revision, checksum, stream, id, type, data, meta] = row;
  const event = { id, type, data, meta };
  if (checksumOf(event, { stream, revision, position }) !== checksum)
    throw new StoreCorrupt(`event at position ${position} does not have its checksum`);
  return { ...event, stream, revision: BigInt(revision), position: BigInt(position) };
}

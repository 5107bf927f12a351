import { binaryEvent, type ResolvedEvent } from '@eventstore/db-client';
import { StoreCorrupt, type NewEvent, type StoredEvent } from '@tamani/ports';

/**
 * RFC 7464 puts this character before a JSON text of a sequence. Here it keeps the client from
 * parsing the metadata when it is read: a text that was parsed and written anew is another one,
 * and its hash with it.
 */
const RECORD_SEPARATOR = '\u001e';

/** An event as bytes, not as the client's JSON: what comes back is what was written. */
export const toWire = ({ id, type, data, meta }: NewEvent) =>
  binaryEvent({
    id,
    type,
    data: Buffer.from(data, 'utf8'),
    // The client looks at the constructor: a Buffer would be written as JSON.
    metadata: new Uint8Array(Buffer.from(RECORD_SEPARATOR + meta, 'utf8')),
  });

/** The event that was written. Throws StoreCorrupt of one that this adapter cannot have written. */
export function fromWire({ event }: ResolvedEvent, namespace: string): StoredEvent {
  if (!event?.position) throw new StoreCorrupt('an event without its position');
  const { id, type, streamId, revision, position } = event;
  if (!isBytes(event.data) || !isBytes(event.metadata))
    throw new StoreCorrupt(`${streamId}@${revision}: not written by this adapter`);
  const meta = textOf(event.metadata);
  return {
    id,
    type,
    data: textOf(event.data),
    meta: meta.startsWith(RECORD_SEPARATOR) ? meta.slice(1) : meta,
    stream: streamId.slice(namespace.length),
    revision,
    position: position.commit,
  };
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** By name: in a test the bytes may be of another realm. */
const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';

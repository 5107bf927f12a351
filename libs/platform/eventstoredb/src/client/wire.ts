import { binaryEvent, jsonEvent, type JSONType, type ResolvedEvent } from '@eventstore/db-client';
import { StoreCorrupt, type NewEvent, type StoredEvent } from '@tamani/ports';

/**
 * RFC 7464 puts this character before a JSON text of a sequence. Here it keeps the client from
 * parsing metadata that would not come back as the same text.
 */
const RECORD_SEPARATOR = '\u001e';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * An event for the client. Its texts are JSON where the client gives the very same text back, so
 * that the server's own browser, its `$by_correlation_id` and filters on content see them; bytes
 * otherwise. Either way what comes back is what was written: hashes are made of it.
 */
export function toWire({ id, type, data, meta }: NewEvent) {
  const metadata = metadataOf(meta);
  const object = exactObject(data);
  if (object) return jsonEvent({ id, type, data: object as JSONType, metadata });
  return binaryEvent({ id, type, data: Buffer.from(data, 'utf8'), metadata });
}

/** The event that was written. Throws StoreCorrupt of one that this adapter cannot have written. */
export function fromWire({ event }: ResolvedEvent, namespace: string): StoredEvent {
  if (!event?.position) throw new StoreCorrupt('an event without its position');
  const { id, type, streamId, revision, position } = event;
  const data = dataText(event.data);
  const meta = metaText(event.metadata);
  if (data === undefined || meta === undefined)
    throw new StoreCorrupt(`${streamId}@${revision}: not written by this adapter`);
  const stream = streamId.slice(namespace.length);
  return { id, type, data, meta, stream, revision, position: position.commit };
}

/** With the server's own names of the two ids beside ours. */
function metadataOf(meta: string): Uint8Array | JsonObject {
  const own = exactObject(meta);
  if (!own || '$correlationId' in own || '$causationId' in own)
    // The client looks at the constructor: a Buffer would be written as JSON.
    return new Uint8Array(Buffer.from(RECORD_SEPARATOR + meta, 'utf8'));
  const { correlationId, causationId } = own;
  return {
    ...own,
    ...(typeof correlationId === 'string' && { $correlationId: correlationId }),
    ...(typeof causationId === 'string' && { $causationId: causationId }),
  };
}

function metaText(metadata: unknown): string | undefined {
  if (isBytes(metadata)) {
    const text = textOf(metadata);
    return text.startsWith(RECORD_SEPARATOR) ? text.slice(1) : text;
  }
  if (!isObject(metadata)) return undefined;
  const { $correlationId: _correlation, $causationId: _causation, ...own } = metadata;
  return JSON.stringify(own);
}

function dataText(data: unknown): string | undefined {
  if (isBytes(data)) return textOf(data);
  return isObject(data) ? JSON.stringify(data) : undefined;
}

/** The object of a JSON text; undefined where it would be another text once written again. */
function exactObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** By name: in a test the bytes may be of another realm. */
const isBytes = (value: unknown): value is Uint8Array =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';

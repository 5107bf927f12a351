import { isUtf8 } from 'node:buffer';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { EVENT_STORE_LIMITS, type NewEvent, type StoredEvent } from '@tamani/ports';

/** An event as a client proposes it: bytes. */
export interface ProposedEvent {
  /** As the client wrote it; checked by the desk. */
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What of a stored event is not in its columns. */
export interface RecordedBytes {
  readonly isJson: boolean;
  readonly createdMs: number;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** How bytes became a text: none, as UTF-8, in base64, deflated and in base64. */
type Form = 'e' | 'u' | 'b' | 'z';

const NO_BYTES = '-';
const RADIX = 36;

/**
 * Events for the project's own log, which keeps texts. The meta begins with how to get the bytes
 * back: `ouu<time>:` and the metadata. An append above the limits of that log is deflated; what
 * is too large even so is refused by the log.
 */
export function toStored(events: readonly ProposedEvent[], createdMs: number): NewEvent[] {
  const plain = events.map((event) => stored(event, createdMs, false));
  const sizes = plain.map(({ data, meta }) => Buffer.byteLength(data) + Buffer.byteLength(meta));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const fits = sizes.every((size) => size <= EVENT_STORE_LIMITS.eventBytes);
  if (fits && total <= EVENT_STORE_LIMITS.appendBytes) return plain;
  return events.map((event) => stored(event, createdMs, true));
}

/** The bytes that were proposed, and when. */
export function fromStored({ data, meta }: StoredEvent): RecordedBytes {
  const colon = meta.indexOf(':');
  const [kind, dataForm, metaForm] = meta as unknown as readonly [string, Form, Form];
  return {
    isJson: kind === 'j',
    createdMs: Number.parseInt(meta.slice(3, colon), RADIX),
    data: bytesOf(dataForm, data),
    metadata: bytesOf(metaForm, meta.slice(colon + 1)),
  };
}

function stored(event: ProposedEvent, createdMs: number, deflated: boolean): NewEvent {
  const [dataForm, data] = textOf(event.data, deflated);
  const [metaForm, metadata] = textOf(event.metadata, deflated);
  const head = `${event.isJson ? 'j' : 'o'}${dataForm}${metaForm}${createdMs.toString(RADIX)}:`;
  return { id: event.id.toLowerCase(), type: event.type, data, meta: head + metadata };
}

function textOf(bytes: Uint8Array, deflated: boolean): readonly [Form, string] {
  if (bytes.length === 0) return ['e', NO_BYTES];
  if (deflated) return ['z', deflateRawSync(bytes).toString('base64')];
  // A NUL and what is no UTF-8 would not come back as it was.
  if (bytes.includes(0) || !isUtf8(bytes)) return ['b', Buffer.from(bytes).toString('base64')];
  return ['u', Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')];
}

function bytesOf(form: Form, text: string): Uint8Array {
  if (form === 'e') return Buffer.alloc(0);
  if (form === 'u') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'base64');
  return form === 'z' ? inflateRawSync(bytes) : bytes;
}

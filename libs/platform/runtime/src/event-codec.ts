import {
  canonicalText,
  invariant,
  type DomainEvent,
  type EventMeta,
  type EventSpecs,
  type Recorded,
} from '@tamani/kernel';
import type { NewEvent, StoredEvent } from '@tamani/ports';

/** An event ready to be stored, but for its id; with its data as a reader will find it. */
export interface EncodedEvent {
  readonly stored: Omit<NewEvent, 'id'>;
  readonly data: unknown;
  readonly meta: EventMeta;
}

/** Writes: data is checked against its schema before it is stored, so that reads can trust it. */
export function encodeChecked(
  specs: EventSpecs,
  event: DomainEvent,
  of: Omit<EventMeta, 'schemaVersion' | 'effectiveAt'>,
): EncodedEvent {
  const { type, effectiveAt } = event;
  const spec = specs[type];
  invariant(spec, `event type without a codec: ${type}`);
  const checked = spec.data.safeParse(event.data);
  invariant(checked.success, `${type}: ${checked.error?.message}`);
  const business = effectiveAt === undefined ? {} : { effectiveAt };
  const meta: EventMeta = { ...of, ...business, schemaVersion: spec.schemaVersion };
  const text = canonicalText(checked.data);
  // Storing normalises to NFC: state must be folded from what a reader will find.
  const data: unknown = ASCII.test(text) ? checked.data : JSON.parse(text);
  return { stored: { type, data: text, meta: canonicalText(meta) }, data, meta };
}

const ASCII = /^[\x20-\x7e]*$/;

/** Reads: parses and brings older versions up to today's. */
export function decodeEvent(specs: EventSpecs, stored: StoredEvent): Recorded {
  const meta = JSON.parse(stored.meta) as EventMeta;
  const spec = specs[stored.type];
  let data: unknown = JSON.parse(stored.data);
  for (let version = meta.schemaVersion; spec && version < spec.schemaVersion; version++) {
    const upcast = spec.upcast?.[version] as ((data: unknown) => unknown) | undefined;
    invariant(upcast, `${stored.type}: no upcaster from version ${version}`);
    data = upcast(data);
  }
  const { id, type, stream, revision, position } = stored;
  const effective = meta.effectiveAt === undefined ? {} : { effectiveAt: meta.effectiveAt };
  return { id, type, data, stream, revision, position, meta, ...effective };
}

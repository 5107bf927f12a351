import {
  canonicalText,
  invariant,
  type DomainEvent,
  type EventMeta,
  type EventSpecs,
  type Recorded,
} from '@tamani/kernel';
import { StoreCorrupt, type NewEvent, type StoredEvent } from '@tamani/ports';

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
  const meta = metaOf(stored);
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

/** Who writes into the log by other means leaves no such metadata. Throws StoreCorrupt. */
function metaOf({ meta, stream, revision }: StoredEvent): EventMeta {
  let own: Partial<EventMeta> | null = null;
  try {
    own = JSON.parse(meta) as Partial<EventMeta> | null;
  } catch {
    // Said below.
  }
  if (typeof own?.schemaVersion === 'number') return own as EventMeta;
  throw new StoreCorrupt(`${stream}@${revision}: not written by this program`);
}

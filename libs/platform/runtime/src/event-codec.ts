import {
  canonicalText,
  invariant,
  type DomainEvent,
  type EventMeta,
  type EventSpecs,
  type Recorded,
} from '@tamani/kernel';
import type { NewEvent, StoredEvent } from '@tamani/ports';

/** Writes: data is checked against its schema before it is stored, so that reads can trust it. */
export function encodeEvent(specs: EventSpecs, event: DomainEvent, id: string, meta: EventMeta): NewEvent {
  const spec = specs[event.type];
  invariant(spec, `event type without a codec: ${event.type}`);
  const checked = spec.data.safeParse(event.data);
  invariant(checked.success, `${event.type}: ${checked.error?.message}`);
  return { id, type: event.type, data: canonicalText(checked.data), meta: canonicalText(meta) };
}

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

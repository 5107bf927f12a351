import type { Recorded } from '@tamani/kernel';
import {
  StaleWrite,
  type DocumentWrite,
  type JsonObject,
  type Lease,
  type ReadStore,
  type StoredDocument,
} from '@tamani/ports';
import type { AnyReadModel, AnyStreamFold, ReadModelEvent } from '../definitions.js';
import { aggregateIdOf } from './aggregate-read-model.js';
import { shownOf, stepped, type StreamStates } from '../states/stream-states.js';

const MAX_STALE = 10;
const MAX_KEYS = 5_000;

/** One read model in one collection. */
export interface FoldTarget {
  readonly model: AnyReadModel;
  readonly collection: string;
  readonly reads: ReadStore;
  readonly states: StreamStates;
}

/** A recorded event as the model sees it: itself, or what it is translated to. */
interface Seen {
  readonly position: bigint;
  readonly events: readonly ReadModelEvent[];
}

export const takes = (model: AnyReadModel, event: Recorded): boolean =>
  model.streams.some((prefix) => event.stream.startsWith(prefix));

/**
 * Folds events into documents and writes them with the checkpoint. Each document carries the
 * position of the last event it has applied, so that a batch can be run again at any time.
 */
export async function foldBatch(
  target: FoldTarget,
  events: readonly Recorded[],
  checkpoint: { readonly position: bigint; readonly lease?: Lease },
): Promise<void> {
  const seen = events.filter((event) => takes(target.model, event)).map((e) => view(target, e));
  for (let tries = 1; ; tries++) {
    try {
      const writes = await foldedWrites(target, seen);
      const saved = { name: target.collection, ...checkpoint };
      await target.reads.commit({ writes, checkpoint: saved, isRemade: true });
      return;
    } catch (error) {
      // Another worker wrote meanwhile: its documents are folded on.
      if (!(error instanceof StaleWrite) || tries >= MAX_STALE) throw error;
    }
  }
}

function view({ model }: FoldTarget, event: Recorded): Seen {
  const aggregateId = aggregateIdOf(event.stream);
  const { translate } = model;
  if (!translate) return { position: event.position, events: [{ ...event, aggregateId }] };
  const events = translate(event).map(({ type, data }) => ({ ...event, type, data, aggregateId }));
  return { position: event.position, events };
}

async function foldedWrites(
  target: FoldTarget,
  seen: readonly Seen[],
): Promise<readonly DocumentWrite[]> {
  const { model, collection, reads } = target;
  const stored = await loadAll(reads, collection, keysOf(model, seen));
  const shown = new Map<string, Shown>();
  const folded = new Map<string, Folded>();
  const sequence = await sequenceOf(target, seen);
  for (const touch of touches(model, seen)) {
    const { position, event, key } = touch;
    const before = stored.get(key);
    const fold = model.shows?.(event);
    if (before && before.position >= position) sequence?.made(before.doc, position);
    else if (fold) noteShown(shown, touch, fold);
    else {
      const doc = handled(target, touch, { doc: folded.get(key)?.doc ?? before?.doc, sequence });
      if (doc) folded.set(key, { doc, position });
    }
  }
  for (const [key, one] of await shownDocuments(target, shown)) folded.set(key, one);
  return [...folded].map(([key, { doc, position }]) => {
    return { collection, key, doc, position, expected: stored.get(key)?.position };
  });
}

interface Folded {
  readonly doc: JsonObject;
  readonly position: bigint;
}

/** The document after one more event; undefined where the model has nothing to do with it. */
function handled(
  { model }: FoldTarget,
  { position, event, key }: Touch,
  before: { readonly doc: JsonObject | undefined; readonly sequence: Sequence | undefined },
): JsonObject | undefined {
  const { doc, sequence } = before;
  const handler = model.on[event.type] ?? model.on['*'];
  if (!handler) return undefined;
  const made = handler(doc, sequence ? { ...event, last: sequence.before(position) } : event, key);
  sequence?.made(made, position);
  return made;
}

function noteShown(shown: Map<string, Shown>, { key, event }: Touch, fold: AnyStreamFold): void {
  const known = shown.get(key);
  if (known) known.events.push(event);
  else shown.set(key, { fold, events: [event] });
}

/** New events of one stream, of which a document is shown. */
interface Shown {
  readonly fold: AnyStreamFold;
  readonly events: ReadModelEvent[];
}

/** Streams whose states are read side by side. */
const SIDE_BY_SIDE = 16;

async function shownDocuments(
  { collection, states }: FoldTarget,
  shown: ReadonlyMap<string, Shown>,
): Promise<readonly (readonly [string, Folded])[]> {
  const documentOf = async ([key, { fold, events }]: readonly [string, Shown]) => {
    const [first] = events as [ReadModelEvent, ...ReadModelEvent[]];
    const { stream, aggregateId } = first;
    let state = await states.before(collection, fold, first);
    for (const event of events) state = stepped(fold, state, event);
    states.keep(collection, stream, state);
    const position = events.at(-1)?.position ?? first.position;
    return [key, { doc: shownOf(fold, aggregateId, state), position }] as const;
  };
  const entries = [...shown];
  const documents = [];
  for (let at = 0; at < entries.length; at += SIDE_BY_SIDE) {
    documents.push(...(await Promise.all(entries.slice(at, at + SIDE_BY_SIDE).map(documentOf))));
  }
  return documents;
}

/** Of a model with a `sequence`: the last document before each event, in the order of the log. */
class Sequence {
  private newest: { readonly doc: JsonObject; readonly position: bigint } | undefined;

  constructor(private last: JsonObject | undefined) {}

  before(position: bigint): JsonObject | undefined {
    if (this.newest && this.newest.position < position) this.last = this.newest.doc;
    return this.last;
  }

  made(doc: JsonObject, position: bigint): void {
    this.before(position);
    this.newest = { doc, position };
  }
}

async function sequenceOf(
  { model: { sequence: field }, collection, reads }: FoldTarget,
  [first]: readonly Seen[],
): Promise<Sequence | undefined> {
  if (field === undefined || !first) return undefined;
  const { documents } = await reads.find(collection, {
    where: [{ field, op: 'lt', value: Number(first.position) }],
    sort: { field, direction: 'desc' },
    limit: 1,
  });
  return new Sequence(documents[0]?.doc);
}

interface Touch {
  readonly position: bigint;
  readonly event: ReadModelEvent;
  readonly key: string;
}

/** Each document that an event touches, in the order of the log. */
function* touches(model: AnyReadModel, seen: readonly Seen[]): Generator<Touch> {
  for (const { position, events } of seen) {
    for (const event of events) {
      for (const key of model.keys(event)) yield { position, event, key };
    }
  }
}

const keysOf = (model: AnyReadModel, seen: readonly Seen[]): readonly string[] => [
  ...new Set(seen.flatMap(({ events }) => events.flatMap((event) => model.keys(event)))),
];

async function loadAll(
  reads: ReadStore,
  collection: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StoredDocument>> {
  if (keys.length <= MAX_KEYS) return reads.load(collection, keys);
  const all = new Map<string, StoredDocument>();
  for (let at = 0; at < keys.length; at += MAX_KEYS) {
    const part = await reads.load(collection, keys.slice(at, at + MAX_KEYS));
    for (const [key, document] of part) all.set(key, document);
  }
  return all;
}

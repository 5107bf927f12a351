import { canonicalText, type JsonObject } from '@tamani/kernel';
import type { EventStore, ReadStore, StoredEvent } from '@tamani/ports';
import type { Side } from '../side/side.js';

/**
 * Everything that a system has kept, as texts. Engines give positions as they like and interleave
 * streams as it comes; so a position, wherever it is kept, is named by the event that is there.
 */
export interface Snapshot {
  readonly events: number;
  /** By stream, the texts of its events in their order. */
  readonly streams: ReadonlyMap<string, readonly string[]>;
  /** By collection, the text of each document by key. */
  readonly collections: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const PAGE = 1_000;
const CAUGHT_UP_MS = 120_000;
const POSITION = /"(\w*[pP]osition)":"?(\d+)"?/g;

type Names = ReadonlyMap<string, string>;

/** The time of the log follows from the order of the log, which is each engine's own. */
const LOG_TIME = /"knownAt":"[^"]+"/g;

/** The id of an input of a process depends on its content, which holds a position. */
const EVENT_ID = /"eventId":"([^"]+)"/g;

const named = (text: string, names: Names): string =>
  text
    .replace(POSITION, (_, field: string, at: string) => `"${field}":"${names.get(at) ?? at}"`)
    .replace(EVENT_ID, (_, id: string) => `"eventId":"${names.get(id) ?? id}"`)
    .replace(LOG_TIME, '"knownAt":"of the log"');

/** Refusals and reads are noted in figures by each process, at times of its own. */
const isCompared = ({ stream }: { readonly stream: string }): boolean =>
  !/^\w+\.Access-/.test(stream);
/** The same of a row of the audit: one may be noted after the log was read. */
const isNoted = ({ category }: JsonObject): boolean =>
  typeof category === 'string' && category.endsWith('.Access');

/** Reads a system at rest, once its read models have all of the log. */
export async function snapshotOf(side: Side): Promise<Snapshot> {
  const log = await projected(side);
  const names: Names = new Map(
    log.flatMap(({ id, type, position, stream, revision }): [string, string][] => {
      const name = `${stream}@${revision}`;
      const own: [string, string][] = type === 'ProcessInputHandled' ? [[id, name]] : [];
      return [[String(position), name], ...own];
    }),
  );
  const streams = new Map<string, string[]>();
  for (const event of log.filter(isCompared)) {
    const { id, type, revision, data, meta } = event;
    const own = names.get(id) ?? id;
    const text = `${revision} ${own} ${type} ${named(data, names)} ${named(meta, names)}`;
    const before = streams.get(event.stream);
    if (before) before.push(text);
    else streams.set(event.stream, [text]);
  }
  const collections = new Map<string, ReadonlyMap<string, string>>();
  for (const { name } of side.collections()) {
    collections.set(name, await documentsOf(side.runtime.ports.reads, name, names));
  }
  return { events: log.length, streams, collections };
}

async function wholeLog(store: EventStore): Promise<readonly StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (let after = 0n; ;) {
    const page = await store.readAll({ after, limit: PAGE });
    all.push(...page.events);
    if (page.atHead) return all;
    after = page.next;
  }
}

/** The whole log of a system at rest, once each read model has the last event that it takes. */
export async function projected(side: Side): Promise<readonly StoredEvent[]> {
  const log = await wholeLog(side.runtime.ports.store);
  for (const { context, model } of side.collections()) {
    const last = log.findLast(({ stream }) => model.streams.some((p) => stream.startsWith(p)));
    if (!last) continue;
    const at = { position: last.position, timeoutMs: CAUGHT_UP_MS };
    const isThere = await side.runtime.waitFor(context, model, at);
    if (!isThere) throw new Error(`${side.name}: ${context} ${model.name} stays behind`);
  }
  return log;
}

async function documentsOf(
  reads: ReadStore,
  collection: string,
  names: Names,
): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const at: { cursor?: string } = cursor === null ? {} : { cursor };
    const page = await reads.find(collection, { limit: PAGE, ...at });
    for (const { key, doc, position } of page.documents) {
      const last = names.get(String(position)) ?? `position ${position}`;
      // A document in columns has the position of its event for a key.
      const own = names.get(key.replace(/^0+(?=\d)/, '')) ?? key;
      if (!isCompared({ stream: last }) || isNoted(doc)) continue;
      all.set(own, `${last} ${named(canonicalText(doc), names)}`);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

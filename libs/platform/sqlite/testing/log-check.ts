import { EVENT_STORE_LIMITS, type EventStore, type StoredEvent } from '@tamani/ports';

/** Every event of a store, page by page. */
export async function wholeLog(store: EventStore): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after = 0n; ;) {
    const page = await store.readAll({ after, limit: EVENT_STORE_LIMITS.pageLimit });
    events.push(...page.events);
    if (page.atHead) return events;
    after = page.next;
  }
}

export function byStream(events: readonly StoredEvent[]): ReadonlyMap<string, StoredEvent[]> {
  const streams = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const known = streams.get(event.stream);
    if (known) known.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}

/**
 * What is wrong with a log that writers of `writer.ts` wrote, in words: acknowledged events that
 * are lost, gaps, appends that are there by half, streams that differ from the log.
 */
export async function complaints(
  store: EventStore,
  acknowledged: readonly string[],
): Promise<readonly string[]> {
  const log = await wholeLog(store);
  const streams = byStream(log);
  const found = [...gapsOf(log), ...halvesOf(log)];
  for (const [stream, events] of streams) {
    const read = await store.readStream(stream);
    if (JSON.stringify(read.map(idOf)) !== JSON.stringify(events.map(idOf)))
      found.push(`${stream} reads otherwise than the log`);
  }
  for (const line of acknowledged) {
    const [stream = '', ids = ''] = line.split(' ');
    const there = streams.get(stream)?.map(idOf).join() ?? '';
    if (!there.includes(ids)) found.push(`lost: ${line}`);
  }
  return found;
}

const idOf = ({ id }: StoredEvent): string => id;

function gapsOf(log: readonly StoredEvent[]): string[] {
  const next = new Map<string, bigint>();
  const gaps: string[] = [];
  for (const { stream, revision, position } of log) {
    const expected = next.get(stream) ?? 0n;
    if (revision !== expected) gaps.push(`gap: ${stream} ${expected} at position ${position}`);
    next.set(stream, revision + 1n);
  }
  return gaps;
}

function halvesOf(log: readonly StoredEvent[]): string[] {
  const seen = new Map<string, number>();
  const wanted = new Map<string, number>();
  for (const { data } of log) {
    const { append, of } = JSON.parse(data) as { append: string; of: number };
    seen.set(append, (seen.get(append) ?? 0) + 1);
    wanted.set(append, of);
  }
  return [...wanted]
    .filter(([append, of]) => seen.get(append) !== of)
    .map(([append]) => `half: ${append}`);
}

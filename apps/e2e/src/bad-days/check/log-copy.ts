import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { predicateOf, type EventStore, type StoredEvent } from '@tamani/ports';

const PAGE = 1_000;

/** The whole log, in its order. */
export async function wholeLog(store: EventStore): Promise<readonly StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (let after = 0n; ;) {
    const page = await store.readAll({ after, limit: PAGE });
    all.push(...page.events);
    if (page.atHead) return all;
    after = page.next;
  }
}

/** Writes a log into a file, for diagnosis; returns its name. */
export async function keepLog(log: readonly StoredEvent[]): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'tamani-bad-day-')), 'log.ndjson');
  const lines = log.map(({ position, stream, revision, type, data, meta }) => {
    const place = { position: `${position}`, stream, revision: `${revision}`, type };
    return JSON.stringify({ ...place, data: JSON.parse(data), meta: JSON.parse(meta) });
  });
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

/** A log that has been read, to be read again without asking the engine. */
export function storeOf(log: readonly StoredEvent[]): EventStore {
  const refuse = (): never => {
    throw new Error('this copy of a log is only to be read as a whole');
  };
  const head = log.at(-1)?.position ?? 0n;
  return {
    engine: 'a copy of a log',
    append: refuse,
    readStream: refuse,
    subscribeAll: refuse,
    head: async () => head,
    async mark(position) {
      const event = log.findLast((one) => one.position <= position)?.id ?? '';
      return position > head ? undefined : { log: 'a copy', position, event };
    },
    async readAll({ after, limit, filter }) {
      const takes = predicateOf(filter);
      const rest = log.filter((event) => event.position > after && takes(event));
      const events = rest.slice(0, limit);
      const atHead = rest.length <= limit;
      return { events, atHead, next: atHead ? head : (events.at(-1)?.position ?? after) };
    },
    close: async () => undefined,
  };
}

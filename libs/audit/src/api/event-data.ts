import { streamOf } from '@tamani/kernel';
import type { EventStore } from '@tamani/ports';
import type { EventHeader } from '../domain/event-header.js';

/** Events of one stream that are read together, with what lies between them. */
const MOST_TOGETHER = 500;

/** The data of events, in the order of their headers; one read per stream, as a rule. */
export async function dataOf(
  store: Pick<EventStore, 'readStream'>,
  headers: readonly EventHeader[],
): Promise<readonly unknown[]> {
  const data = new Map<string, unknown>();
  for (const { stream, from, to } of readsOf(headers)) {
    const events = await store.readStream(stream, { from: BigInt(from), limit: to - from + 1 });
    for (const one of events) data.set(`${stream}@${one.revision}`, JSON.parse(one.data));
  }
  return headers.map((header) => data.get(`${nameOf(header)}@${header.revision}`));
}

const nameOf = ({ category, entityId }: EventHeader): string => streamOf(category, entityId);

interface StreamRead {
  readonly stream: string;
  readonly from: number;
  to: number;
}

function readsOf(headers: readonly EventHeader[]): readonly StreamRead[] {
  const reads: StreamRead[] = [];
  const open = new Map<string, StreamRead>();
  for (const header of [...headers].sort((a, b) => a.revision - b.revision)) {
    const { revision } = header;
    const stream = nameOf(header);
    const last = open.get(stream);
    if (last && revision - last.from < MOST_TOGETHER) last.to = revision;
    else {
      const read = { stream, from: revision, to: revision };
      open.set(stream, read);
      reads.push(read);
    }
  }
  return reads;
}

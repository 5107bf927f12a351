import { canonicalText, eventId, type EventMeta } from '@tamani/kernel';
import type { EventStore } from '@tamani/ports';
import { recorded } from './recorded.js';

const NAMESPACE = '00000000-0000-5000-8000-0000000000aa';

/** Writes unremarkable events, each to the end of its stream; the ids in the order written. */
export class LogWriter {
  readonly ids: string[] = [];
  private readonly revisions = new Map<string, bigint>();

  constructor(private readonly store: EventStore) {}

  async write(
    stream: string,
    change: { readonly type?: string; readonly meta?: Partial<EventMeta> } = {},
  ): Promise<string> {
    const id = eventId(NAMESPACE, this.ids.length, '');
    const { type, data, meta } = recorded({ id, ...change, data: { n: this.ids.length } });
    this.ids.push(id);
    const one = { id, type, data: canonicalText(data), meta: canonicalText(meta) };
    const before = this.revisions.get(stream);
    this.revisions.set(stream, before === undefined ? 0n : before + 1n);
    await this.store.append(stream, [one], before ?? 'no_stream');
    return id;
  }
}

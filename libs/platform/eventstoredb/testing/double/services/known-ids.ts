import type { NewEvent } from '@tamani/ports';
import type { Receipt } from '../wire/messages.js';

interface KnownEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
}

/** `mixed`: known ids with others after them. */
export type Seen =
  | { readonly kind: 'new' }
  | { readonly kind: 'mixed' }
  | { readonly kind: 'repeat'; readonly receipt: Receipt };

const MOST_KNOWN = 100_000;

/**
 * Ids that this process has written last. The real server asks the like of it about appends to
 * any revision, and no more: what it has forgotten, or had before a restart, is written twice.
 */
export class KnownIds {
  private readonly events = new Map<string, KnownEvent>();

  /** Notes an append; its events are the last ones up to the receipt. */
  note(stream: string, events: readonly NewEvent[], { revision, position }: Receipt): void {
    events.forEach(({ id }, index) => {
      const back = BigInt(events.length - 1 - index);
      this.events.delete(id);
      this.events.set(id, { stream, revision: revision - back, position: position - back });
    });
    for (const id of this.events.keys()) {
      if (this.events.size <= MOST_KNOWN) return;
      this.events.delete(id);
    }
  }

  /**
   * Whether an append to any revision is one that was written before; its first id decides. Known
   * ids are a repeat in whichever order, answered as the last of them was.
   */
  find(stream: string, events: readonly NewEvent[]): Seen {
    const known = events.map(({ id }) => {
      const event = this.events.get(id);
      return event?.stream === stream ? event : undefined;
    });
    const [first] = known;
    if (!first) return { kind: 'new' };
    return known.includes(undefined)
      ? { kind: 'mixed' }
      : { kind: 'repeat', receipt: known.at(-1) ?? first };
  }
}

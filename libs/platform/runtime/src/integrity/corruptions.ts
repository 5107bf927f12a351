import { ForeignLog, StoreCorrupt } from '@tamani/ports';

export type Part = 'store' | 'bus' | 'reads';

/** Stored bytes that are not as they were written, or belong to another log. */
export interface Corruption {
  readonly part: Part;
  readonly what: string;
}

/** So many are remembered and told; they are all of one kind by then. */
const MOST = 100;

/**
 * What was found corrupt since the start. A process that has met any is not ready: what it answers
 * may be wrong, and only an operator can mend it.
 */
export class Corruptions {
  /** Told of each that is new. */
  onFound: (found: Corruption) => void = () => undefined;
  /** Told when the log is another one than at the start: caches and lists are of the old one. */
  onForeign: (error: Error) => void = () => undefined;
  private readonly found = new Map<string, Corruption>();

  get list(): readonly Corruption[] {
    return [...this.found.values()];
  }

  /** Notes an error that tells of corruption; others are not for it. */
  note(part: Part, error: unknown): void {
    const isForeign = error instanceof ForeignLog;
    if (!isForeign && !(error instanceof StoreCorrupt)) return;
    const what = error.message;
    const isKnown = this.found.has(what) || this.found.size >= MOST;
    if (isKnown) return;
    this.found.set(what, { part, what });
    this.onFound({ part, what });
    if (isForeign) this.onForeign(error);
  }
}

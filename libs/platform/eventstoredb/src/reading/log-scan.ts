import { END, START, type ReadPosition, type ResolvedEvent } from '@eventstore/db-client';
import { StoreMisuse, type EventPredicate, type LogPage, type StoredEvent } from '@tamani/ports';
import type { Reads } from './reads.js';

/** What a scan needs of the store. */
export interface ScanSource {
  readonly reads: Reads;
  isOurs(event: ResolvedEvent): boolean;
  fromWire(event: ResolvedEvent): StoredEvent;
}

const HEAD_PAGE = 32;
/** Events of $all in one read, at least: system events and other namespaces lie between. */
const LEAST_PAGE = 64;
/** Events of ours that one page may leave out by its filter before it is given back. */
const MOST_SCANNED = 5_000;

/**
 * The log without the events of the system and of other namespaces: the client does not filter
 * what it reads of $all, and reads forwards from a position with the event that is there.
 */
export class LogScan {
  /** The highest position of an event of ours that this process has seen. */
  seen = 0n;
  /** No event of ours lies after `from` up to `to`; a log does not change. */
  private clear = { from: 0n, to: 0n };

  constructor(private readonly source: ScanSource) {}

  see(position: bigint): void {
    if (position > this.seen) this.seen = position;
  }

  /** Position of the last event of $all, whoever wrote it; 0n without any. */
  async rawHead(): Promise<bigint> {
    const [last] = await this.backwards(END, 1);
    return last ? positionOf(last) : 0n;
  }

  /** Position of the last event of ours; 0n without any. */
  async head(): Promise<bigint> {
    let fromPosition: ReadPosition = END;
    let top: bigint | undefined;
    for (;;) {
      const page = await this.backwards(fromPosition, HEAD_PAGE);
      for (const event of page) {
        const position = positionOf(event);
        top ??= position;
        if (this.source.isOurs(event)) this.see(position);
        if (position <= this.seen || this.isClear(position)) return this.headAt(top);
      }
      const last = page.at(-1);
      if (!last || page.length < HEAD_PAGE) return this.headAt(top ?? 0n);
      fromPosition = placeOf(positionOf(last));
    }
  }

  /**
   * Id of the last event of ours up to a position, '' before the first one; undefined where the
   * log has no such position. Events of the system may go in a scavenge: those of ours never do.
   */
  async eventUpTo(position: bigint): Promise<string | undefined> {
    if (position === 0n) return '';
    const [at] = await this.at(position);
    if (!at) return undefined;
    if (positionOf(at) === position && this.source.isOurs(at)) return at.event?.id;
    for (let below = positionOf(at); ;) {
      const page = await this.backwards(placeOf(below), HEAD_PAGE);
      const ours = page.find((event) => this.source.isOurs(event));
      if (ours) return ours.event?.id;
      const last = page.at(-1);
      if (!last || page.length < HEAD_PAGE) return '';
      below = positionOf(last);
    }
  }

  /** The event at a position, or the next one where that one is gone. */
  private async at(position: bigint): Promise<readonly ResolvedEvent[]> {
    try {
      return await this.source.reads.log({ fromPosition: placeOf(position), maxCount: 1 });
    } catch (error) {
      // A position inside of an event: no checkpoint of this log.
      if (error instanceof StoreMisuse) return [];
      throw error;
    }
  }

  /** One page strictly after a position. */
  async page(after: bigint, limit: number, takes: EventPredicate): Promise<LogPage> {
    const events: StoredEvent[] = [];
    let at = after >= this.clear.from && after < this.clear.to ? this.clear.to : after;
    let next = after;
    for (let scanned = 0; scanned < MOST_SCANNED;) {
      const maxCount = Math.max(limit - events.length + 1, LEAST_PAGE);
      const fromPosition = at === 0n ? START : placeOf(at);
      const raw = await this.source.reads.log({ fromPosition, maxCount });
      for (const one of raw) {
        const position = positionOf(one);
        if (position <= at || !this.source.isOurs(one)) continue;
        if (events.length === limit) return { events, next, atHead: false };
        const event = this.source.fromWire(one);
        if (takes(event)) events.push(event);
        this.see(position);
        next = position;
        scanned += 1;
      }
      const last = raw.at(-1);
      if (last) at = positionOf(last);
      if (raw.length < maxCount) {
        this.noteClear(next, at);
        return { events, next, atHead: true };
      }
    }
    return { events, next, atHead: false };
  }

  private backwards(fromPosition: ReadPosition, maxCount: number) {
    return this.source.reads.log({ fromPosition, maxCount, backwards: true });
  }

  private headAt(top: bigint): bigint {
    this.noteClear(this.seen, top);
    return this.seen;
  }

  private isClear(position: bigint): boolean {
    return position <= this.clear.to && this.clear.from <= this.seen;
  }

  private noteClear(from: bigint, to: bigint): void {
    if (to > this.clear.to && to > from) this.clear = { from, to };
  }
}

export const positionOf = ({ event }: ResolvedEvent): bigint => event?.position?.commit ?? 0n;

/** Commit and prepare of an event are the same. */
export const placeOf = (position: bigint) => ({ commit: position, prepare: position });

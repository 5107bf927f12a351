import type { BusHandler } from '@tamani/ports';
import { handledFrom, type Handled } from './offsets.js';
import type { TopicLog, TopicMessage } from './topic-log.js';

/** One `consume` call. Closed: takes no more messages. */
export interface Member {
  readonly handler: BusHandler;
  closed: boolean;
  /** Messages being handled. */
  busy: number;
  /** Called when no message is being handled. */
  onIdle: (() => void) | undefined;
}

/** Messages of one key that were read and not yet handled; the first one is being handled. */
interface Lane {
  readonly key: string;
  readonly messages: TopicMessage[];
  attempt: number;
}

export interface DeliveryHooks {
  /** Types of messages that are delivered; all of them by default. */
  readonly types?: ReadonlySet<string>;
  /** The offset that may be saved has moved on. */
  moved(): void;
  /** The pause before the next try of a message. */
  pauseMs(attempt: number): number;
  /** The log could not be read. */
  failed(error: unknown): void;
}

/** Different keys that are handled at the same time. */
const MAX_CONCURRENT = 16;
/** Messages read beyond the first unhandled one: bounds memory, and what a crash repeats. */
const MAX_SPREAD = 1_000;
const PAGE = 256;

/**
 * Delivers one topic to one group: in order within a key, keys side by side. `handled` names only
 * messages whose handler has returned, so what it says can be saved at any time.
 */
export class TopicDelivery {
  readonly members: Member[] = [];
  private readonly lanes = new Map<string, Lane>();
  private readonly ready: Lane[] = [];
  private readonly pauses = new Set<NodeJS.Timeout>();
  private handledBeyond: Set<number>;
  private handledUpTo: number;
  private readUpTo: number;
  private running = 0;
  private nextMember = 0;
  private refillScheduled = false;
  private stopped = false;

  constructor(
    private readonly log: TopicLog,
    handled: Handled,
    private readonly hooks: DeliveryHooks,
  ) {
    this.handledUpTo = handled.upTo;
    this.handledBeyond = new Set(handled.beyond);
    this.readUpTo = handled.upTo;
  }

  /** What has been handled, as it is now. */
  get handled(): Handled {
    return { upTo: this.handledUpTo, beyond: this.handledBeyond };
  }

  /** Messages not yet handled. */
  get lag(): number {
    return this.log.head - this.handledUpTo - this.handledBeyond.size;
  }

  /** Where its topic begins later: what was before is not to be handled, or comes again. */
  beginAt({ first, name }: Pick<TopicLog, 'first' | 'name'>): void {
    if (name !== this.log.name) return;
    const { upTo, beyond } = handledFrom(first, this.handled);
    this.handledUpTo = upTo;
    this.handledBeyond = new Set(beyond);
    this.readUpTo = Math.max(this.readUpTo, upTo);
    this.hooks.moved();
  }

  join(member: Member): void {
    this.members.push(member);
    this.pump();
  }

  /** Removes a member; the messages it is handling still count when they are done. */
  leave(member: Member): void {
    this.members.splice(this.members.indexOf(member), 1);
    if (this.members.length === 0) this.stop();
  }

  /** Starts nothing any more. */
  stop(): void {
    this.stopped = true;
    for (const pause of this.pauses) clearTimeout(pause);
  }

  /** Reads and starts what can be started. Called after each publish. */
  pump(): void {
    if (this.stopped) return;
    this.fill();
    while (this.running < MAX_CONCURRENT && this.ready.length > 0) {
      const member = this.pickMember();
      if (!member) return;
      void this.handle(this.ready.shift() as Lane, member);
    }
  }

  /** Goes on over what is for others, until there is something to do. */
  private fill(): void {
    try {
      while (this.ready.length < MAX_CONCURRENT && this.readUpTo < this.log.head) {
        const room = Math.min(PAGE, this.handledUpTo + MAX_SPREAD - this.readUpTo);
        if (room <= 0) return;
        for (const message of this.log.after(this.readUpTo, room)) this.enqueue(message);
      }
    } catch (error) {
      this.stopped = true;
      this.hooks.failed(error);
    }
  }

  private enqueue(message: TopicMessage): void {
    this.readUpTo = message.offset;
    if (this.handledBeyond.has(message.offset)) return;
    if (this.hooks.types?.has(message.type) === false) return this.passed(message.offset);
    const lane = this.lanes.get(message.key);
    if (lane) return void lane.messages.push(message);
    const fresh: Lane = { key: message.key, messages: [message], attempt: 1 };
    this.lanes.set(message.key, fresh);
    this.ready.push(fresh);
  }

  private pickMember(): Member | undefined {
    for (let tries = 0; tries < this.members.length; tries += 1) {
      const member = this.members[this.nextMember++ % this.members.length];
      if (member && !member.closed) return member;
    }
    return undefined;
  }

  private async handle(lane: Lane, member: Member): Promise<void> {
    const message = lane.messages[0] as TopicMessage;
    this.running += 1;
    member.busy += 1;
    try {
      const { offset, ...rest } = message;
      const place = { topic: this.log.name, offset: String(offset), attempt: lane.attempt };
      await member.handler({ ...rest, ...place });
      this.succeeded(lane, message);
    } catch {
      this.retryLater(lane);
    }
    this.running -= 1;
    member.busy -= 1;
    if (member.busy === 0) member.onIdle?.();
    this.pumpSoon();
  }

  private succeeded(lane: Lane, message: TopicMessage): void {
    lane.messages.shift();
    lane.attempt = 1;
    if (lane.messages.length > 0) this.ready.push(lane);
    else this.lanes.delete(lane.key);
    this.passed(message.offset);
  }

  private passed(offset: number): void {
    if (offset > this.handledUpTo) this.handledBeyond.add(offset);
    while (this.handledBeyond.delete(this.handledUpTo + 1)) this.handledUpTo += 1;
    this.hooks.moved();
  }

  /** The key waits with this message first; other keys can use the slot in the meantime. */
  private retryLater(lane: Lane): void {
    if (this.stopped) return;
    const pause = setTimeout(() => {
      this.pauses.delete(pause);
      lane.attempt += 1;
      this.ready.push(lane);
      this.pump();
    }, this.hooks.pauseMs(lane.attempt));
    this.pauses.add(pause);
  }

  /** At the end of the turn, so that fast handlers do not block the event loop. */
  private pumpSoon(): void {
    if (this.refillScheduled) return;
    this.refillScheduled = true;
    setImmediate(() => {
      this.refillScheduled = false;
      this.pump();
    });
  }
}

import { budgetLineView } from '@tamani/budgets/published';
import { minorOf, streamOf, type MoneyJson } from '@tamani/kernel';
import type { EventStore, StoredEvent } from '@tamani/ports';
import type { HotLine } from './plan.js';

/** What a line's stream says, and what is wrong with it. */
export interface Verdict {
  readonly lineId: string;
  readonly events: number;
  /** By reservation id. */
  readonly outcomes: ReadonlyMap<string, 'accepted' | 'refused'>;
  readonly reservedMinor: bigint;
  readonly availableMinor: bigint;
  readonly problems: readonly string[];
}

interface EventData {
  readonly reservationId: string;
  readonly amount: MoneyJson;
  readonly code: string;
  readonly requested: MoneyJson;
  readonly available: MoneyJson;
  readonly shortfall: MoneyJson;
}

const PAGE = 1_000;

export async function readWhole(store: EventStore, stream: string): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (;;) {
    const page = await store.readStream(stream, { from: BigInt(all.length), limit: PAGE });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** Reads the stream of a line and judges it event by event. */
export async function judge(store: EventStore, line: HotLine): Promise<Verdict> {
  const events = await readWhole(store, streamOf(budgetLineView.category, line.id));
  return new Judge(line).over(events);
}

/**
 * A few lines of arithmetic that know nothing of the decider: what is there is what was allotted
 * less what was reserved. It must never be below zero; and whoever was refused must have asked
 * for more than was there at that very moment.
 */
class Judge {
  private availableMinor = 0n;
  private reservedMinor = 0n;
  private readonly outcomes = new Map<string, 'accepted' | 'refused'>();
  private readonly commandIds = new Set<string>();
  private readonly problems: string[] = [];

  constructor(private readonly line: HotLine) {}

  over(events: readonly StoredEvent[]): Verdict {
    for (const [index, event] of events.entries()) {
      if (event.revision !== BigInt(index)) this.problem(event, `revision gap at ${index}`);
      this.once(event);
      this.take(event, JSON.parse(event.data) as EventData);
    }
    const { outcomes, reservedMinor, availableMinor, problems } = this;
    if (this.availableMinor + this.reservedMinor !== this.line.allottedMinor)
      problems.push('what was allotted is not what is reserved and available');
    const lineId = this.line.id;
    return { lineId, events: events.length, outcomes, reservedMinor, availableMinor, problems };
  }

  private once(event: StoredEvent): void {
    const { commandId } = JSON.parse(event.meta) as { readonly commandId: string };
    if (this.commandIds.has(commandId)) this.problem(event, `command ${commandId} twice`);
    this.commandIds.add(commandId);
  }

  private take(event: StoredEvent, data: EventData): void {
    if (event.type === 'FundsAllotted') this.availableMinor += minorOf(data.amount);
    if (event.type === 'FundsReserved') this.accepted(event, data);
    if (event.type === 'ReservationRejected') this.refused(event, data);
    if (this.availableMinor < 0n) this.problem(event, `overspent: ${this.availableMinor}`);
  }

  private accepted(event: StoredEvent, { reservationId, amount }: EventData): void {
    this.availableMinor -= minorOf(amount);
    this.reservedMinor += minorOf(amount);
    this.decided(event, reservationId, 'accepted');
  }

  private refused(event: StoredEvent, data: EventData): void {
    const { reservationId, code, requested, available, shortfall } = data;
    this.decided(event, reservationId, 'refused');
    if (code !== 'insufficient_funds') return this.problem(event, `refused: ${code}`);
    const wanted = minorOf(requested);
    if (wanted <= this.availableMinor)
      this.problem(event, `refused, though it fitted: ${wanted} of ${this.availableMinor}`);
    if (minorOf(available) !== this.availableMinor)
      this.problem(event, `was told ${available.amount}, there was ${this.availableMinor}`);
    if (minorOf(shortfall) !== wanted - this.availableMinor)
      this.problem(event, `the shortfall is not ${shortfall.amount}`);
  }

  private decided(event: StoredEvent, id: string, outcome: 'accepted' | 'refused'): void {
    if (this.outcomes.has(id)) this.problem(event, `reservation ${id} decided twice`);
    this.outcomes.set(id, outcome);
  }

  private problem({ stream, revision }: StoredEvent, text: string): void {
    this.problems.push(`${stream}@${revision}: ${text}`);
  }
}

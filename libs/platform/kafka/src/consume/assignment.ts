import type { Lanes } from './lanes.js';
import { PartitionWork } from './partition-work.js';

/** Partitions by topic, as the group gives them to a member. Names are those on the broker. */
export type Partitions = Readonly<Record<string, readonly number[]>>;

/** The partitions that a consumer owns, through rebalances and restarts. */
export class Assignment {
  private readonly owned = new Map<string, PartitionWork>();
  /** Dropped ones whose messages are still in hand. */
  private readonly leaving = new Map<string, PartitionWork>();
  private member = '';

  constructor(private readonly lanes: Lanes) {}

  work(topic: string, partition: number): PartitionWork | undefined {
    return this.owned.get(placeOf(topic, partition));
  }

  get dirty(): readonly PartitionWork[] {
    return [...this.owned.values()].filter(({ isDirty }) => isDirty);
  }

  /**
   * Takes over what a rebalance gave. A partition that stays goes on where it is; but a member
   * that the group had forgotten may have been replaced meanwhile, so it starts afresh.
   */
  assign(member: string, partitions: Partitions): void {
    if (member !== this.member) this.dropAll();
    this.member = member;
    const given = new Set<string>();
    for (const [topic, numbers] of Object.entries(partitions))
      for (const partition of numbers) {
        given.add(placeOf(topic, partition));
        this.own(topic, partition);
      }
    for (const place of this.owned.keys()) if (!given.has(place)) this.drop(place);
  }

  dropAll(): void {
    for (const place of this.owned.keys()) this.drop(place);
  }

  private own(topic: string, partition: number): void {
    const place = placeOf(topic, partition);
    if (this.owned.has(place)) return;
    const work = new PartitionWork(topic, partition);
    this.owned.set(place, work);
    // Messages of an earlier time are still in hand: no key may be handled twice at once.
    work.isHeld = this.leaving.has(place);
  }

  /** Nothing of the partition is started or committed here from now on. */
  drop(place: string): void {
    const work = this.owned.get(place);
    this.owned.delete(place);
    work?.drop();
    if (!work || work.running === 0) return;
    this.leaving.set(place, work);
    work.onIdle = () => this.left(place);
  }

  private left(place: string): void {
    this.leaving.delete(place);
    const now = this.owned.get(place);
    if (now?.isHeld) this.lanes.release(now);
  }
}

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

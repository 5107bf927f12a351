import type { Random } from '@tamani/testing/engines';
import type { Rig } from '../rig/rig.js';
import type { Client } from '../workload/client.js';

const LOOK_EVERY_MS = 5;
/** Answers that the purchases of a day get, about. */
const ANSWERS = 50;

export const later = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** A running day as the trouble sees it: its moments are places in the work, not times. */
export class Scene {
  /** Purchases that have ended. */
  readonly ended = new Set<string>();
  private isOver = false;
  private readonly before: number;

  constructor(
    readonly rig: Rig,
    readonly client: Client,
  ) {
    this.before = client.acknowledged.length;
  }

  async run(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      this.isOver = true;
    }
  }

  end(purchase: string): void {
    this.ended.add(purchase);
  }

  /** A moment somewhere between two parts of the work, 0 its beginning and 1 its end. */
  async moment(random: Random, [from, to]: readonly [number, number]): Promise<void> {
    const answers = Math.floor(ANSWERS * (from + random.next() * (to - from)));
    await this.until(() => this.client.acknowledged.length - this.before >= answers);
  }

  /** Until it is so, or the purchases are over, one way or the other. */
  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    while (!this.isOver && !(await isSo())) await later(LOOK_EVERY_MS);
  }
}

import type { Lease, ReadStore } from '@tamani/ports';

/** A checkpoint is saved this often while work goes on, and once when it pauses. */
const SAVE_EVERY_MS = 1_000;

/**
 * Saves how far a worker has come, now and then instead of after each batch: a write of its own
 * costs more than the small batch it stands for. After a crash the last part is done again,
 * which everything behind a checkpoint is made for.
 */
export class CheckpointSaver {
  private reached: bigint | undefined;
  private savedAtMs = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reads: ReadStore,
    private readonly name: string,
    private readonly lease: Lease,
  ) {}

  /** Records a position; saves it now if the last save is old enough, else later. */
  async reach(position: bigint, nowMs: number): Promise<void> {
    this.reached = position;
    if (nowMs - this.savedAtMs >= SAVE_EVERY_MS) {
      this.savedAtMs = nowMs;
      await this.save();
      return;
    }
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      // A failure appears at the next awaited save; this save is only earlier.
      this.save().catch(() => undefined);
    }, SAVE_EVERY_MS);
  }

  /** Saves the last position; call when the work ends. */
  async end(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.save();
  }

  private async save(): Promise<void> {
    const position = this.reached;
    if (position === undefined) return;
    this.reached = undefined;
    const checkpoint = { name: this.name, position, lease: this.lease };
    try {
      await this.reads.commit({ writes: [], checkpoint, isRemade: true });
    } catch (error) {
      // Still to be saved, by the next one, unless there is a later position by then.
      this.reached ??= position;
      throw error;
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { PartitionWork } from './partition-work.js';

/** Offsets of partitions by topic; each is that of the next record to handle. */
export interface TopicOffsets {
  readonly topic: string;
  readonly partitions: { partition: number; offset: string }[];
}

/** Pause between two commits of a consumer, so that it does not commit each message. */
const EVERY_MS = 25;
const AFTER_FAILURE_MS = 200;
/** Closing does not wait longer than this for a broker that does not answer. */
const LAST_MS = 5_000;

export interface CommitterOptions {
  /** Partitions whose handled offsets Kafka does not know yet. */
  dirty(): readonly PartitionWork[];
  /** Throws when the group does not take it: it is rebalancing, or the member is no longer in. */
  commit(offsets: readonly TopicOffsets[]): Promise<void>;
  failed(error: unknown): void;
}

/** Commits handled offsets soon after they have moved, one request at a time. */
export class Committer {
  private timer: NodeJS.Timeout | undefined;
  private committing: Promise<boolean> | undefined;
  private isStopped = false;

  constructor(private readonly options: CommitterOptions) {}

  /** Something was handled. */
  soon(afterMs = EVERY_MS): void {
    if (this.isStopped || this.committing) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.commit();
    }, afterMs);
  }

  /** Commits what is left; gives up after some seconds: it is then delivered again. */
  async last(): Promise<void> {
    const late = pause(LAST_MS, 'late', { ref: false });
    const tried = async (): Promise<unknown> => {
      await this.committing;
      return (await this.commit()) || pause(AFTER_FAILURE_MS);
    };
    while (this.options.dirty().length > 0) {
      if ((await Promise.race([tried(), late])) === 'late') break;
    }
    this.stop();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private commit(): Promise<boolean> {
    this.committing ??= this.commitNow();
    return this.committing;
  }

  private async commitNow(): Promise<boolean> {
    // First a turn, so that `committing` is set before it is cleared below.
    await Promise.resolve();
    const moved = this.options.dirty().map((work) => ({ work, offset: work.position }));
    let isDone = true;
    try {
      if (moved.length > 0) await this.options.commit(offsetsOf(moved));
      for (const { work, offset } of moved) work.committed = offset;
    } catch (error) {
      isDone = false;
      this.options.failed(error);
    }
    this.committing = undefined;
    if (this.options.dirty().length > 0) this.soon(isDone ? EVERY_MS : AFTER_FAILURE_MS);
    return isDone;
  }
}

function offsetsOf(
  moved: readonly { readonly work: PartitionWork; readonly offset: number }[],
): readonly TopicOffsets[] {
  const topics = new Map<string, TopicOffsets>();
  for (const { work, offset } of moved) {
    const { topic, partition } = work;
    const known = topics.get(topic) ?? { topic, partitions: [] };
    topics.set(topic, known);
    known.partitions.push({ partition, offset: String(offset) });
  }
  return [...topics.values()];
}

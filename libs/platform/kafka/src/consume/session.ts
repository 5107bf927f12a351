import type { Consumer, EachBatchPayload } from 'kafkajs';
import { kafkaClient, type KafkaAddress } from '../client.js';
import { isUnanswered } from '../kafka-errors.js';
import type { Partitions } from './assignment.js';
import type { TopicOffsets } from './committer.js';

export interface SessionOptions {
  readonly address: KafkaAddress;
  /** Names on the broker. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Time without a heartbeat after which a member leaves the group and loses its partitions. */
  readonly sessionTimeoutMs: number;
  joined(member: string, partitions: Partitions): void;
  eachBatch(payload: EachBatchPayload): Promise<void>;
}

/** Also how late a rebalance is seen, which holds up those who join. */
const HEARTBEAT_MS = 250;
/** A fetch that finds nothing waits this long; one that finds records returns at once. */
const MAX_WAIT_MS = 250;
const REBALANCE_TIMEOUT_MS = 30_000;
const MAX_BYTES_PER_PARTITION = 1024 * 1024;
/** Batches wait for room side by side. */
const BATCHES_SIDE_BY_SIDE = 64;
const CLOSE_TIMEOUT_MS = 5_000;

/** One session of the driver's consumer: from joining the group to leaving it or to a crash. */
export class Session {
  /** Resolves with the error that ended it. */
  readonly crashed: Promise<unknown>;
  private readonly consumer: Consumer;
  private commitOffsets: EachBatchPayload['commitOffsetsIfNecessary'] | undefined;
  private crash: (error: unknown) => void = () => undefined;
  private isClosed = false;

  constructor(private readonly options: SessionOptions) {
    const { address, group, sessionTimeoutMs, joined } = options;
    this.consumer = kafkaClient(address).consumer({
      groupId: group,
      sessionTimeout: sessionTimeoutMs,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      minBytes: 1,
      maxWaitTimeInMs: MAX_WAIT_MS,
      maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
      allowAutoTopicCreation: false,
      // The driver restarts after some errors and not after others, and one that is closed
      // meanwhile may restart nevertheless; so it never does, and the owner of the session does.
      retry: { restartOnFailure: async () => false },
    });
    const { CRASH, GROUP_JOIN } = this.consumer.events;
    this.crashed = new Promise((resolve) => (this.crash = resolve));
    this.consumer.on(CRASH, ({ payload }) => this.crash(payload.error));
    this.consumer.on(GROUP_JOIN, ({ payload: { memberId, memberAssignment } }) =>
      joined(memberId, memberAssignment),
    );
  }

  /** Resolves once the first try to join is over, well or not. Throws what the driver throws. */
  async open(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: BATCHES_SIDE_BY_SIDE,
      eachBatch: (payload) => {
        this.commitOffsets = payload.commitOffsetsIfNecessary;
        return this.options.eachBatch(payload);
      },
    });
  }

  /**
   * Commits as the member of the generation that it is now, once: the driver's own commit tries
   * again, and would then commit, in a later generation, what is another member's by now. One
   * that is not answered ends the session: the driver tells of a crash only when no request waits
   * any more, and the next commits would keep it from telling for ever.
   */
  async commit(topics: readonly TopicOffsets[]): Promise<void> {
    if (this.isClosed) throw new Error('the session has ended');
    if (!this.commitOffsets) throw new Error('nothing was fetched in this session');
    try {
      await this.commitOffsets({ topics: [...topics] });
    } catch (error) {
      if (isUnanswered(error)) this.crash(error);
      throw error;
    }
  }

  /** Stops fetching; heartbeats continue. */
  rest(): void {
    try {
      this.consumer.pause(this.options.topics.map((topic) => ({ topic })));
    } catch {
      // Not running: then nothing is fetched either.
    }
  }

  /** Leaves the group. Waits only a few seconds for a broker that is gone. */
  async close(): Promise<void> {
    this.isClosed = true;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
    });
    const closing = this.consumer.disconnect().catch(() => undefined);
    await Promise.race([closing, timeout]);
    clearTimeout(timer);
  }
}

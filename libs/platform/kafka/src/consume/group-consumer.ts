import type { BusConsumer, BusHandler } from '@tamani/ports';
import type { EachBatchPayload } from 'kafkajs';
import type { KafkaAddress, KafkaLog } from '../client.js';
import { reasonOf } from '../kafka-errors.js';
import { Assignment, type Partitions } from './assignment.js';
import { Committer } from './committer.js';
import { feed } from './feeding.js';
import { Lanes } from './lanes.js';
import { Session } from './session.js';

export interface GroupConsumerOptions {
  readonly address: KafkaAddress;
  /** Names on the broker: `<namespace>.<name>`. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly handler: BusHandler;
  readonly sessionTimeoutMs: number;
  readonly retryPauseMs: number;
  /** The name of a topic above this package. */
  topicOf(name: string): string;
}

export interface ConsumerHealth {
  readonly group: string;
  readonly topics: readonly string[];
  /** Has joined its group; messages may arrive. */
  readonly isJoined: boolean;
  /** Partitions that are its own. */
  readonly partitions: number;
  /** Number of restarts after a crash. */
  readonly restarts: number;
  readonly lastError: string | undefined;
}

const MAX_RETRY_PAUSE_MS = 5_000;
const FIRST_RESTART_PAUSE_MS = 250;
const MAX_RESTART_PAUSE_MS = 5_000;

/** One `consume` call: a member of its group that rejoins by itself until it is closed. */
export class GroupConsumer implements BusConsumer {
  private readonly lanes: Lanes;
  private readonly assignment: Assignment;
  private readonly committer: Committer;
  private readonly log: KafkaLog;
  private session: Session | undefined;
  private state = { isJoined: false, partitions: 0, restarts: 0, lastError: '' };
  private restartPauseMs = FIRST_RESTART_PAUSE_MS;
  private closing: Promise<void> | undefined;
  private running: Promise<void> | undefined;
  private onJoin: () => void = () => undefined;
  private onClose: () => void = () => undefined;
  private readonly closed = new Promise<void>((resolve) => (this.onClose = resolve));

  constructor(private readonly options: GroupConsumerOptions) {
    const { group, handler, retryPauseMs, address } = options;
    this.log = (level, message, fields) => address.log(level, message, { group, ...fields });
    this.lanes = new Lanes({
      handler,
      pauseMs: (attempt) => Math.min(retryPauseMs * 2 ** (attempt - 1), MAX_RETRY_PAUSE_MS),
      moved: () => this.committer.soon(),
      failed: ({ delivery: { topic, offset, key } }, attempt, error) =>
        this.log('warn', 'message failed, trying again', {
          ...{ topic, offset, key, attempt },
          error: reasonOf(error),
        }),
    });
    this.assignment = new Assignment(this.lanes);
    this.committer = new Committer({
      dirty: () => this.assignment.dirty,
      commit: async (offsets) => this.session?.commit(offsets),
      failed: (error) => this.log('info', 'offsets not committed yet', { error: reasonOf(error) }),
    });
  }

  /** Resolves once it has joined its group, or was closed before. */
  async open(): Promise<void> {
    const joined = new Promise<void>((resolve) => (this.onJoin = resolve));
    this.running = this.run();
    await Promise.race([joined, this.closed]);
  }

  health(): ConsumerHealth {
    const { group, topics } = this.options;
    const { lastError, ...state } = this.state;
    return { group, topics, ...state, lastError: lastError || undefined };
  }

  async close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    await this.closing;
  }

  /** A member until the last offset is committed: its partitions wait for what is in hand. */
  private async closeInOrder(): Promise<void> {
    this.session?.rest();
    await this.lanes.stop();
    if (this.state.isJoined) await this.committer.last();
    this.committer.stop();
    this.onClose();
    await this.running;
    this.assignment.dropAll();
  }

  /** Sessions, one after the other. */
  private async run(): Promise<void> {
    while (!this.closing) {
      const session = this.newSession();
      this.session = session;
      const error = await this.live(session);
      this.state = { ...this.state, isJoined: false, partitions: 0 };
      await session.close();
      if (this.closing) return;
      this.assignment.dropAll();
      await this.restartLater(error);
    }
  }

  /** Returns why it crashed; nothing when this consumer is closed. */
  private async live(session: Session): Promise<unknown> {
    try {
      await Promise.race([session.open(), this.closed]);
      return await Promise.race([session.crashed, this.closed]);
    } catch (error) {
      return error;
    }
  }

  private async restartLater(error: unknown): Promise<void> {
    const { restarts } = this.state;
    const lastError = reasonOf(error);
    this.state = { ...this.state, restarts: restarts + 1, lastError };
    const pauseMs = this.restartPauseMs;
    this.restartPauseMs = Math.min(pauseMs * 2, MAX_RESTART_PAUSE_MS);
    this.log('error', 'consumer crashed, starting it again', { pauseMs, error: lastError });
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<void>((resolve) => (timer = setTimeout(resolve, pauseMs)));
    await Promise.race([pause, this.closed]);
    clearTimeout(timer);
  }

  private newSession(): Session {
    const { address, group, topics, sessionTimeoutMs } = this.options;
    return new Session({
      ...{ address, group, topics, sessionTimeoutMs },
      joined: (member, partitions) => this.joined(member, partitions),
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  private joined(member: string, partitions: Partitions): void {
    if (this.closing) this.session?.rest();
    this.assignment.assign(member, partitions);
    const count = Object.values(partitions).reduce((sum, { length }) => sum + length, 0);
    this.state = { ...this.state, isJoined: true, partitions: count };
    this.restartPauseMs = FIRST_RESTART_PAUSE_MS;
    this.log('info', 'consumer joined its group', { member, partitions: count });
    this.committer.soon();
    this.onJoin();
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const work = this.assignment.work(topic, partition);
    if (!work || this.closing) return;
    const { lanes, options } = this;
    const isOpen = (): boolean => !this.closing;
    await feed(payload, { work, lanes, topic: options.topicOf(topic), isOpen });
  }
}

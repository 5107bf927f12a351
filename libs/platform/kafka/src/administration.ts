import { DISTRUST, StoreMisuse, StoreUnavailable } from '@tamani/ports';
import type { Admin } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaClient, type KafkaAddress } from './client.js';
import { isSignInRefused, reasonOf, typeOf } from './kafka-errors.js';
import { Renewable } from './renewable.js';

export interface TopicSettings {
  readonly partitions: number;
  readonly replication: number;
}

const TRIES = 4;
const PAUSE_MS = 200;
/** Answers of a broker that a retry does not change. */
const REFUSALS = new Set([
  'INVALID_REPLICATION_FACTOR',
  'INVALID_PARTITIONS',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_CONFIG',
  'POLICY_VIOLATION',
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
]);

/** Topics and offsets, as an administrator sees them. Names are those on the broker. */
export class Administration {
  private readonly admin: Renewable<Admin>;
  private readonly made = new Map<string, Promise<void>>();

  constructor(
    address: KafkaAddress,
    private readonly settings: TopicSettings,
  ) {
    this.admin = new Renewable(() => kafkaClient(address).admin());
  }

  async clusterId(): Promise<string> {
    return (await this.call('describe the cluster', (admin) => admin.describeCluster())).clusterId;
  }

  /** Makes the topics that are not there yet. Throws StoreUnavailable, StoreMisuse. */
  async ensure(topics: readonly string[]): Promise<void> {
    await Promise.all(topics.map((topic) => this.ensureOne(topic)));
  }

  /** Created again if it is gone. */
  forget(topic: string): void {
    this.made.delete(topic);
  }

  /**
   * Messages beyond the group's committed offsets. The offsets are read first: a message that
   * comes in between is counted, and 0 is never reported while one is waiting.
   */
  async lag(group: string, topics: readonly string[]): Promise<number> {
    await this.ensure(topics);
    return this.call('read offsets', async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
      const lags = topics.map(async (topic) => {
        const heads = await admin.fetchTopicOffsets(topic);
        if (heads.length === 0) throw new Error(`${topic} has no partitions`);
        const reached = committed.find((one) => one.topic === topic)?.partitions ?? [];
        const offsetOf = new Map(reached.map(({ partition, offset }) => [partition, offset]));
        return heads.map(({ partition, high, low }) =>
          Number(BigInt(high) - larger(BigInt(offsetOf.get(partition) ?? -1), BigInt(low))),
        );
      });
      return (await Promise.all(lags)).flat().reduce((sum, one) => sum + Math.max(one, 0), 0);
    });
  }

  /** Deletes what there is of these. Throws StoreUnavailable of a group that has members. */
  async erase(topics: readonly string[], groups: readonly string[]): Promise<void> {
    await this.call('delete groups', async (admin) => {
      const there = new Set((await admin.listGroups()).groups.map(({ groupId }) => groupId));
      const gone = groups.filter((group) => there.has(group));
      if (gone.length > 0) await admin.deleteGroups(gone);
    });
    await this.call('delete topics', async (admin) => {
      const there = new Set(await admin.listTopics());
      const gone = topics.filter((topic) => there.has(topic));
      if (gone.length > 0) await admin.deleteTopics({ topics: gone });
    });
    for (const topic of topics) this.forget(topic);
  }

  close(): Promise<void> {
    return this.admin.close();
  }

  private ensureOne(topic: string): Promise<void> {
    const known = this.made.get(topic);
    if (known) return known;
    const making = this.create(topic);
    this.made.set(topic, making);
    making.catch(() => this.made.delete(topic));
    return making;
  }

  /** For ever, as the log of events is: a group that comes late starts at the beginning. */
  private async create(topic: string): Promise<void> {
    const { partitions, replication } = this.settings;
    const configEntries = [
      { name: 'cleanup.policy', value: 'delete' },
      { name: 'retention.ms', value: '-1' },
      { name: 'retention.bytes', value: '-1' },
      { name: 'min.insync.replicas', value: String(Math.max(1, replication - 1)) },
    ];
    const wanted = {
      topic,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries,
    };
    await this.call(`create the topic ${topic}`, async (admin) => {
      await admin.createTopics({ topics: [wanted], waitForLeaders: true });
    });
  }

  /** Retries on a new connection: each of these calls may be repeated. */
  private async call<T>(what: string, work: (admin: Admin) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(await this.admin.get());
      } catch (error) {
        const sentence = `Kafka could not be asked to ${what}: ${reasonOf(error)}`;
        if (REFUSALS.has(typeOf(error) ?? '')) throw new StoreMisuse(sentence);
        this.admin.discard();
        if (isSignInRefused(error) || DISTRUST.test(sentence)) throw new StoreMisuse(sentence);
        if (tries === TRIES) throw new StoreUnavailable(sentence);
      }
      await pause(PAUSE_MS);
    }
  }
}

const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other);

import {
  checkMessages,
  checkTopic,
  handlerOfTypes,
  StoreMisuse,
  StoreUnavailable,
  type Bus,
  type BusConsumer,
  type BusHandler,
  type BusMessage,
  type Subscription,
} from '@tamani/ports';
import { Administration } from './administration.js';
import { driverName, type KafkaAddress, type KafkaLog } from './client.js';
import { recordOf } from './cloud-event.js';
import { GroupConsumer, type ConsumerHealth } from './consume/group-consumer.js';
import { Publisher } from './publish/publisher.js';

export interface KafkaBusOptions extends Omit<KafkaAddress, 'log'> {
  /** Prefix of topics and groups, so that several systems can share a cluster; may be ''. */
  readonly namespace: string;
  /** For topics created here; an existing topic keeps its own. */
  readonly partitions?: number;
  /** Copies of each partition; with 3, a message counts as published once two have it. */
  readonly replication?: number;
  /** Pause before the next try of a message whose handler threw; it doubles up to 5 s. */
  readonly retryPauseMs?: number;
  /** Time without a heartbeat after which a consumer's messages go to the others of its group. */
  readonly sessionTimeoutMs?: number;
  readonly log?: KafkaLog;
}

/** Names of Kafka have at most 249 characters, ours at most 200. */
const NAMESPACE = /^[A-Za-z0-9_-]{0,40}$/;
const PARTITIONS = 12;
const RETRY_PAUSE_MS = 50;
/** Brokers take no less than 6 s by default. */
const SESSION_TIMEOUT_MS = 10_000;

/** Connects to Kafka. Throws StoreMisuse for a bad namespace, StoreUnavailable without a broker. */
export async function openKafkaBus(options: KafkaBusOptions): Promise<KafkaBus> {
  const { brokers, namespace, partitions = PARTITIONS, replication = 1 } = options;
  if (!NAMESPACE.test(namespace)) throw new StoreMisuse(`not a namespace: ${namespace}`);
  if (brokers.length === 0) throw new StoreMisuse('Kafka without an address of a broker');
  const { tls, user, log = () => undefined } = options;
  const address = { brokers, tls, user, log };
  const administration = new Administration(address, { partitions, replication });
  try {
    const engine = `kafka (cluster ${await administration.clusterId()}, ${driverName})`;
    return new KafkaBus({ engine, address, administration, options });
  } catch (error) {
    await administration.close();
    throw error;
  }
}

interface Opened {
  readonly engine: string;
  readonly address: KafkaAddress;
  readonly administration: Administration;
  readonly options: KafkaBusOptions;
}

/** The bus on Kafka: one Kafka topic per topic, ordered by key within its partitions. */
export class KafkaBus implements Bus {
  readonly engine: string;
  private readonly publisher: Publisher;
  private readonly consumers = new Set<GroupConsumer>();
  private readonly prefix: string;
  private closing: Promise<void> | undefined;
  private isClosed = false;

  constructor(private readonly opened: Opened) {
    const { engine, address, administration, options } = opened;
    this.engine = engine;
    this.prefix = options.namespace === '' ? '' : `${options.namespace}.`;
    this.publisher = new Publisher(address, (topic) => administration.forget(topic));
  }

  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    this.checkOpen();
    checkTopic(topic);
    checkMessages(messages);
    if (messages.length === 0) return;
    const name = this.prefix + topic;
    await this.opened.administration.ensure([name]);
    await this.publisher.send(
      name,
      messages.map((message) => recordOf(topic, message)),
    );
  }

  async consume(
    group: string,
    { topics, types }: Subscription,
    handler: BusHandler,
  ): Promise<BusConsumer> {
    this.checkOpen();
    [group, ...topics].forEach(checkTopic);
    const names = this.namesOf(topics);
    await this.opened.administration.ensure(names);
    this.checkNotClosing();
    const consumer = this.newConsumer(group, names, handlerOfTypes(types, handler));
    this.consumers.add(consumer);
    await consumer.open();
    this.checkNotClosing();
    return { close: () => this.leave(consumer) };
  }

  async lag(group: string, topics: readonly string[]): Promise<number> {
    this.checkOpen();
    [group, ...topics].forEach(checkTopic);
    return this.opened.administration.lag(this.prefix + group, this.namesOf(topics));
  }

  /** Deletes topics with their messages, and groups with their offsets; nobody may be at work. */
  async erase(topics: readonly string[], groups: readonly string[]): Promise<void> {
    this.checkOpen();
    [...groups, ...topics].forEach(checkTopic);
    const named = groups.map((group) => this.prefix + group);
    await this.opened.administration.erase(this.namesOf(topics), named);
  }

  /** The consumers of this process, for readiness: one that is not joined gets no messages. */
  health(): readonly ConsumerHealth[] {
    return [...this.consumers].map((consumer) => consumer.health());
  }

  async close(): Promise<void> {
    this.closing ??= this.closeInOrder();
    await this.closing;
  }

  /** Consumers first: what their last handlers publish is still taken. */
  private async closeInOrder(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    this.isClosed = true;
    await this.publisher.close();
    await this.opened.administration.close();
  }

  private newConsumer(
    group: string,
    topics: readonly string[],
    handler: BusHandler,
  ): GroupConsumer {
    const { address, options } = this.opened;
    return new GroupConsumer({
      ...{ address, topics, handler },
      group: this.prefix + group,
      sessionTimeoutMs: options.sessionTimeoutMs ?? SESSION_TIMEOUT_MS,
      retryPauseMs: options.retryPauseMs ?? RETRY_PAUSE_MS,
      topicOf: (name) => name.slice(this.prefix.length),
    });
  }

  private async leave(consumer: GroupConsumer): Promise<void> {
    await consumer.close();
    this.consumers.delete(consumer);
  }

  private namesOf(topics: readonly string[]): readonly string[] {
    return [...new Set(topics)].map((topic) => this.prefix + topic);
  }

  private checkNotClosing(): void {
    if (this.closing) throw new StoreUnavailable('the bus is closing');
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the bus is closed');
  }
}

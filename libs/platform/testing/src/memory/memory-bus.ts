import {
  handlerOfTypes,
  StoreMisuse,
  StoreUnavailable,
  type Bus,
  type BusConsumer,
  type BusHandler,
  type BusMessage,
  type Subscription,
} from '@tamani/ports';
import { BusModel, type ModelMessage } from './bus.model.js';

export interface MemoryBusOptions {
  /** The messages of a closed bus, to have it "opened again". */
  readonly model?: BusModel;
  /** Pause before the next try of a message whose handler threw. */
  readonly retryPauseMs?: number;
}

/** The bus in memory, for fast tests of the runtime. */
export const memoryBus = (options: MemoryBusOptions = {}): Bus => new MemoryBus(options);

const NAME = /^[A-Za-z0-9._-]{1,200}$/;

class MemoryBus implements Bus {
  readonly engine = 'memory';
  private readonly model: BusModel;
  private readonly retryPauseMs: number;
  private readonly consumers = new Set<MemoryConsumer>();
  /** Messages that a consumer of the group has in hand. */
  private readonly inHand = new Map<string, Set<ModelMessage>>();
  private isClosed = false;

  constructor({ model = new BusModel(), retryPauseMs = 5 }: MemoryBusOptions) {
    this.model = model;
    this.retryPauseMs = retryPauseMs;
  }

  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    this.checkOpen();
    checkNames(topic);
    for (const { id, type, key } of messages)
      if (!id || !type || !key) throw new StoreMisuse('a message without id, type or key');
    this.model.publish(topic, messages);
    this.wake();
  }

  async consume(
    group: string,
    { topics, types }: Subscription,
    handler: BusHandler,
  ): Promise<BusConsumer> {
    this.checkOpen();
    checkNames(group, ...topics);
    const inHand = this.inHand.get(group) ?? new Set<ModelMessage>();
    this.inHand.set(group, inHand);
    const { model, retryPauseMs } = this;
    const shared = { model, group, topics: [...new Set(topics)], inHand, retryPauseMs };
    const takes = handlerOfTypes(types, handler);
    const consumer = new MemoryConsumer(shared, takes, () => this.wake());
    this.consumers.add(consumer);
    consumer.wake();
    const close = (): Promise<void> => {
      this.consumers.delete(consumer);
      return consumer.close();
    };
    return { close };
  }

  async lag(group: string, topics: readonly string[]): Promise<number> {
    this.checkOpen();
    return this.model.waiting(group, [...new Set(topics)]).length;
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    this.consumers.clear();
    this.isClosed = true;
  }

  private wake(): void {
    for (const consumer of this.consumers) consumer.wake();
  }

  private checkOpen(): void {
    if (this.isClosed) throw new StoreUnavailable('the bus is closed');
  }
}

interface Shared {
  readonly model: BusModel;
  readonly group: string;
  readonly topics: readonly string[];
  readonly inHand: Set<ModelMessage>;
  readonly retryPauseMs: number;
}

class MemoryConsumer implements BusConsumer {
  private readonly attempts = new Map<ModelMessage, number>();
  private readonly running = new Set<Promise<void>>();
  private readonly pausing = new Map<ModelMessage, NodeJS.Timeout>();
  private closed = false;

  constructor(
    private readonly shared: Shared,
    private readonly handler: BusHandler,
    private readonly wakeAll: () => void,
  ) {}

  wake(): void {
    if (this.closed) return;
    const { model, group, topics, inHand } = this.shared;
    for (const message of model.next(group, topics)) {
      if (inHand.has(message)) continue;
      inHand.add(message);
      const run: Promise<void> = this.handle(message).finally(() => this.running.delete(run));
      this.running.add(run);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const [message, pause] of this.pausing) this.resume(message, pause);
    await Promise.all(this.running);
    this.wakeAll();
  }

  private async handle(message: ModelMessage): Promise<void> {
    // Not within the call that published it: a handler is always somebody else's turn.
    await Promise.resolve();
    const attempt = (this.attempts.get(message) ?? 0) + 1;
    this.attempts.set(message, attempt);
    const { offset, ...rest } = message;
    try {
      await this.handler({ ...rest, offset: String(offset), attempt });
      this.shared.model.handled(this.shared.group, message);
      this.attempts.delete(message);
      this.shared.inHand.delete(message);
      this.wakeAll();
    } catch {
      const pause = setTimeout(() => this.resume(message, pause), this.shared.retryPauseMs);
      this.pausing.set(message, pause);
      if (this.closed) this.resume(message, pause);
    }
  }

  /** Free for the next try, of this consumer or, when it is closed, of another. */
  private resume(message: ModelMessage, pause: NodeJS.Timeout): void {
    clearTimeout(pause);
    this.pausing.delete(message);
    this.shared.inHand.delete(message);
    this.wakeAll();
  }
}

function checkNames(...names: readonly string[]): void {
  for (const name of names)
    if (!NAME.test(name)) throw new StoreMisuse(`not a topic or group name: ${name}`);
}

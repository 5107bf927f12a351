import type { Delivery, StoredEvent } from '@tamani/ports';
import { topicOf, type ProcessRunner, type Runtime } from '@tamani/runtime';
import type { Random } from '@tamani/testing/engines';

/** What one group has still to handle of one key of a topic, in order. */
interface Lane {
  readonly name: string;
  readonly handle: (delivery: Delivery) => Promise<void>;
  readonly waiting: Delivery[];
  readonly handled: Delivery[];
  isBusy: boolean;
}

const FAULTS_IN_A_ROW = 200;

/**
 * The bus of a history: relays what was written, and brings messages in an order that a seed
 * decides. Of one key they keep their order; a group may be set back, and then gets its last
 * messages once more.
 */
export class Courier {
  private readonly lanes = new Map<string, Lane>();
  constructor(
    private readonly written: readonly StoredEvent[],
    /** Replicas: any of them may be given a message. */
    private readonly runtimes: readonly Runtime[],
    /** How much of it was relayed, and handled, before. */
    private relayed = 0,
  ) {}

  /** Handles every message, whatever fails on the way. */
  async all(random: Random): Promise<void> {
    for (let faults = 0; faults < FAULTS_IN_A_ROW;) {
      const lane = this.next(random);
      if (!lane) return;
      faults = (await this.bring(lane)) ? 0 : faults + 1;
    }
    throw new Error('the messages do not come to rest');
  }

  /** Handles some messages, and forgets now and then that it has. */
  async some(random: Random): Promise<void> {
    for (let left = random.below(7); left > 0; left -= 1) {
      const lane = this.next(random);
      if (!lane) return;
      await this.bring(lane);
      if (random.chance(0.15)) setBack(lane, 1 + random.below(3));
    }
  }

  private next(random: Random): Lane | undefined {
    this.relay();
    const ready = [...this.lanes.values()].filter(
      (lane) => lane.waiting.length > 0 && !lane.isBusy,
    );
    return ready.length === 0 ? undefined : random.pick(ready);
  }

  private async bring(lane: Lane): Promise<boolean> {
    const [delivery] = lane.waiting;
    if (!delivery) return true;
    lane.isBusy = true;
    try {
      await lane.handle(delivery);
      lane.handled.push(...lane.waiting.splice(0, 1));
      return true;
    } catch {
      return false;
    } finally {
      lane.isBusy = false;
    }
  }

  private relay(): void {
    for (; this.relayed < this.written.length; this.relayed += 1) {
      const [runtime] = this.runtimes;
      const event = this.written[this.relayed] as StoredEvent;
      for (const message of runtime?.messagesOf(event) ?? []) {
        const [context = ''] = event.stream.split('.', 1);
        const { id, type, key } = message;
        const data = JSON.stringify(message);
        const topic = topicOf(context);
        this.post({ id, type, key, data, topic, offset: String(this.relayed), attempt: 1 });
      }
    }
  }

  private post(delivery: Delivery): void {
    const { topic, key, type } = delivery;
    const runners = this.runtimes[0]?.processRunners ?? [];
    for (const [at, { group, subscription }] of runners.entries()) {
      const { topics, types } = subscription;
      if (!topics.includes(topic) || types?.includes(type) === false) continue;
      const name = `${group} ${topic} ${key}`;
      const lane = this.lanes.get(name) ?? this.lane(name, at);
      lane.waiting.push(delivery);
    }
  }

  private lane(name: string, runner: number): Lane {
    let turn = 0;
    const handle = (delivery: Delivery): Promise<void> => {
      const replica = this.runtimes[(turn += 1) % this.runtimes.length] as Runtime;
      return (replica.processRunners[runner] as ProcessRunner).handle(delivery);
    };
    const lane: Lane = { name, handle, waiting: [], handled: [], isBusy: false };
    this.lanes.set(name, lane);
    return lane;
  }
}

function setBack(lane: Lane, count: number): void {
  lane.waiting.unshift(...lane.handled.splice(-count, count));
}

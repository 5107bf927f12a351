import type { Bus, BusConsumer, BusHandler, BusMessage, Subscription } from '@tamani/ports';

/**
 * A bus that can be held: messages are published, but no handler sees them before the release. So
 * requests come first and what follows of them afterwards, on every engine, and what is still on
 * its way is known without asking the engine.
 */
export class HeldBus implements Bus {
  /** Ids published and not handled yet, by consumer group. */
  private readonly outstanding = new Map<string, Set<string>>();
  private readonly groupsOf = new Map<string, string[]>();
  private gate: Promise<void> = Promise.resolve();
  private open: () => void = () => undefined;

  constructor(private readonly inner: Bus) {}

  get engine(): string {
    return this.inner.engine;
  }

  /** True if every group has handled all messages of its topics. */
  get isIdle(): boolean {
    return [...this.outstanding.values()].every((ids) => ids.size === 0);
  }

  hold(): void {
    this.open();
    this.gate = new Promise((resolve) => (this.open = resolve));
  }

  release(): void {
    this.open();
  }

  async publish(topic: string, messages: readonly BusMessage[]): Promise<void> {
    for (const group of this.groupsOf.get(topic) ?? []) {
      for (const { id } of messages) this.outstanding.get(group)?.add(id);
    }
    await this.inner.publish(topic, messages);
  }

  /** All types are held: what counts as handled without its handler would be outstanding. */
  consume(group: string, { topics }: Subscription, handler: BusHandler): Promise<BusConsumer> {
    const ids = new Set<string>();
    this.outstanding.set(group, ids);
    for (const topic of topics) {
      this.groupsOf.set(topic, [...(this.groupsOf.get(topic) ?? []), group]);
    }
    return this.inner.consume(group, { topics }, async (delivery) => {
      await this.gate;
      await handler(delivery);
      ids.delete(delivery.id);
    });
  }

  lag(group: string, topics: readonly string[]): Promise<number> {
    return this.inner.lag(group, topics);
  }

  close(): Promise<void> {
    this.release();
    return this.inner.close();
  }
}

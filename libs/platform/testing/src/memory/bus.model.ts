import type { BusMessage } from '@tamani/ports';

export interface ModelMessage extends BusMessage {
  readonly topic: string;
  readonly offset: number;
}

/** The bus as its port says it: a list of messages a topic, and what each group has handled. */
export class BusModel {
  private readonly topics = new Map<string, ModelMessage[]>();
  private readonly groups = new Map<string, Set<ModelMessage>>();

  publish(topic: string, messages: readonly BusMessage[]): void {
    const there = this.messages(topic);
    for (const message of messages) there.push({ ...message, topic, offset: there.length });
    this.topics.set(topic, there);
  }

  messages(topic: string): ModelMessage[] {
    return this.topics.get(topic) ?? [];
  }

  handled(group: string, message: ModelMessage): void {
    this.groups.set(group, (this.groups.get(group) ?? new Set()).add(message));
  }

  /** What the group has still to handle, in the order of the topic. */
  waiting(group: string, topics: readonly string[]): ModelMessage[] {
    const done = this.groups.get(group);
    return topics.flatMap((topic) => this.messages(topic).filter((one) => !done?.has(one)));
  }

  /** The first that waits of each key of each topic: what may be in hand now. */
  next(group: string, topics: readonly string[]): ModelMessage[] {
    const first = new Map<string, ModelMessage>();
    for (const message of this.waiting(group, topics)) {
      const lane = `${message.topic}\n${message.key}`;
      if (!first.has(lane)) first.set(lane, message);
    }
    return [...first.values()];
  }
}

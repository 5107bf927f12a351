import type { LogMark } from './event-store.port.js';

/**
 * Messages between services. Order holds per key only; delivery is at least once. A message is
 * a CloudEvents 1.0 event: attributes beside an opaque JSON text.
 */
export interface Bus {
  /** Engine and version, for logs and test output. */
  readonly engine: string;
  /** Where it is, as an operator knows it: a file. */
  readonly place?: string;

  /**
   * Messages of one call are kept in their order. Durable when it returns; of a bus with `reached`
   * the last ones may go with the process, and come again from there.
   */
  publish(topic: string, messages: readonly BusMessage[]): Promise<void>;

  /**
   * Delivers every message of the topics to one consumer of the group, in order per key; a new
   * group starts at the beginning. The offset is saved after the handler has returned; a
   * handler that throws gets the same message again after a pause; its key waits in the meantime.
   * The promise resolves once the consumer is ready; `close` ends it after the current message.
   * Messages of types that the subscription does not name count as handled.
   */
  consume(group: string, of: Subscription, handler: BusHandler): Promise<BusConsumer>;

  /**
   * Of a bus that deletes what every group has handled: makes a group known before anything is
   * published, so that what it has not handled is kept. Where what a new group begins with is
   * deleted, the topic begins again: nothing of it is `reached`, and all of it comes again.
   */
  join?(group: string, topics: readonly string[]): Promise<void>;

  /** Messages published and not yet handled by the group, over the topics. */
  lag(group: string, topics: readonly string[]): Promise<number>;

  /**
   * Of a bus whose storage is derived from the log: keeps which log, if it knows none, and answers
   * the mark of the newest event that it knows.
   */
  keepLog?(log: string): Promise<LogMark>;

  /** Notes that a topic has the messages of every event up to a position; kept in passing. */
  reach?(topic: string, position: bigint): void;
  /** Up to where a topic is known to have them: what comes after may not be there. */
  reached?(topic: string): Promise<bigint>;

  /** Errors since it was opened, counted by name (`unknown_outcomes`), for the metrics. */
  counters?(): Readonly<Record<string, number>>;

  close(): Promise<void>;
}

/** What a group takes; the same for all consumers of a group. */
export interface Subscription {
  readonly topics: readonly string[];
  /** Types of messages; all of them by default. */
  readonly types?: readonly string[];
}

export interface BusMessage {
  /** CloudEvents id: a second delivery has the same. */
  readonly id: string;
  readonly type: string;
  readonly key: string;
  /** JSON text of the IntegrationEvent. */
  readonly data: string;
  /** W3C traceparent and the like. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Delivery extends BusMessage {
  readonly topic: string;
  /** Where it is in its topic or partition, a decimal string. */
  readonly offset: string;
  /** 1 for the first try of this consumer. */
  readonly attempt: number;
}

export type BusHandler = (delivery: Delivery) => Promise<void>;

export interface BusConsumer {
  /** Stops taking messages and waits for the current one. */
  close(): Promise<void>;
}

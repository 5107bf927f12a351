import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Bus, BusConsumer, Delivery } from '@tamani/ports';
import { isObservable, lastValueFrom } from 'rxjs';

/** The pattern of an `@EventPattern` handler on the bus. */
export interface BusPattern {
  /** Consumer group: `budgets.reservation`. */
  readonly group: string;
  /** Names with a space between; Nest has no lists in patterns. */
  readonly topics: string;
  /** Types of messages, in the same form; absent: all. */
  readonly types?: string;
}

/**
 * The bus port as a Nest transport: each `@EventPattern({ group, topics })` handler is a
 * consumer group. A handler that throws makes the bus deliver the message again, in its order;
 * Nest's own Kafka transport would send it to the tail instead.
 */
export class BusTransport extends Server implements CustomTransportStrategy {
  private consumers: BusConsumer[] = [];
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly bus: Bus) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.consumeAll().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.consumers.splice(0).map((consumer) => consumer.close()));
  }

  override on(): never {
    throw new Error('the bus has no transport events');
  }

  override unwrap<T>(): T {
    return this.bus as T;
  }

  private async consumeAll(): Promise<void> {
    for (const [pattern, handler] of this.messageHandlers) {
      const { group, topics, types } = JSON.parse(pattern) as BusPattern;
      const of = { topics: topics.split(' '), ...(types && { types: types.split(' ') }) };
      const handle = (delivery: Delivery): Promise<void> => this.dispatch(handler, delivery);
      this.consumers.push(await this.bus.consume(group, of, handle));
    }
  }

  private async dispatch(handler: MessageHandler, delivery: Delivery): Promise<void> {
    const answer: unknown = await handler(delivery);
    if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
  }
}

import { derivedId, streamOf, type DomainEvent, type IntegrationEvent } from '@tamani/kernel';
import { ContextApp, openContext, type ContextParts } from '@tamani/nest/testing';
import type { BusConsumer } from '@tamani/ports';
import {
  PROCUREMENT_TOPIC,
  procurementEvents,
  type ProcurementData,
  type ProcurementEventType,
} from '@tamani/procurement/published';
import { projectView } from '@tamani/projects/published';
import { encodeChecked } from '@tamani/runtime';
import { budgetsContext, BudgetsModule } from '../src/index.js';
import { BUDGETS_TOPIC, type BudgetsData, type BudgetsEventType } from '../src/published/index.js';

const GROUP = 'test.heard';

/** Budgets over REST and the bus; the test speaks for procurement. */
export class BudgetsApp extends ContextApp {
  private said = 0;

  private constructor(
    parts: ContextParts,
    readonly heard: readonly IntegrationEvent[],
    private readonly consumer: BusConsumer,
  ) {
    super(parts);
  }

  static async open(): Promise<BudgetsApp> {
    const parts = await openContext({ context: budgetsContext, module: BudgetsModule });
    const heard: IntegrationEvent[] = [];
    const { bus } = parts.runtime.ports;
    const consumer = await bus.consume(GROUP, { topics: [BUDGETS_TOPIC] }, (delivery) => {
      heard.push(JSON.parse(delivery.data) as IntegrationEvent);
      return Promise.resolve();
    });
    return new BudgetsApp(parts, heard, consumer);
  }

  /** Publishes as procurement. Data that does not match the schema is a mistake of the test. */
  async publish<T extends ProcurementEventType>(
    type: T,
    key: string,
    data: ProcurementData<T>,
  ): Promise<void> {
    const id = derivedId('test', String(++this.said));
    const message: IntegrationEvent = {
      ...{ id, type, key, data: procurementEvents[type].parse(data) },
      recordedAt: '2026-11-25T09:00:00.000Z',
      actor: { id: 'somebody', roles: ['buyer'] },
      ...{ correlationId: id, causationId: id, position: '1' },
    };
    const json = JSON.stringify(message);
    await this.runtime.ports.bus.publish(PROCUREMENT_TOPIC, [{ id, type, key, data: json }]);
  }

  /** A project with the events of its life so far, as its own context would have written them. */
  async project(id: string, ...events: readonly DomainEvent[]): Promise<void> {
    const actor = { id: 'project-officer', roles: [] };
    const recordedAt = '2026-07-01T08:00:00.000Z';
    const meta = { actor, commandId: id, requestHash: '', recordedAt };
    const cause = { correlationId: id, causationId: id };
    const encoded = events.map((event, n) => {
      const { stored } = encodeChecked(projectView.events, event, { ...meta, ...cause });
      return { ...stored, id: derivedId(id, String(n)) };
    });
    const { store } = this.runtime.ports;
    await store.append(streamOf(projectView.category, id), encoded, 'no_stream');
  }

  /** The messages of budgets of one type, in order. */
  of<T extends BudgetsEventType>(type: T): readonly BudgetsData<T>[] {
    return this.heard.filter((one) => one.type === type).map((one) => one.data as BudgetsData<T>);
  }

  override async settled(): Promise<void> {
    do await this.runtime.settled();
    while ((await this.runtime.ports.bus.lag(GROUP, [BUDGETS_TOPIC])) > 0);
  }

  override async close(): Promise<void> {
    await this.consumer.close();
    await super.close();
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { derivedId, systemIds, type IntegrationEvent } from '@tamani/kernel';
import { createApp, DemoIssuer, PlatformModule, type DemoUser } from '@tamani/nest';
import type { BusConsumer } from '@tamani/ports';
import {
  PROCUREMENT_TOPIC,
  procurementEvents,
  type ProcurementData,
  type ProcurementEventType,
} from '@tamani/procurement/published';
import { Runtime } from '@tamani/runtime';
import { FakeClock, memoryBus, memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { budgetsContext, BudgetsModule } from '../src/index.js';
import { BUDGETS_TOPIC, type BudgetsData, type BudgetsEventType } from '../src/published/index.js';

@Module({})
class Root {}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: Record<string, unknown> & { readonly id: string; readonly status: string };
}

interface Parts {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly runtime: Runtime;
  readonly demo: DemoIssuer;
  readonly heard: readonly IntegrationEvent[];
  /** Warnings and errors: refused commands, parked messages. */
  readonly problems: unknown[];
  readonly end: () => Promise<void>;
}

const GROUP = 'test.heard';

/** Budgets over REST and the bus, on engines in memory; the test speaks for procurement. */
export class BudgetsApp {
  private count = 0;

  private constructor(private readonly parts: Parts) {}

  get runtime(): Runtime {
    return this.parts.runtime;
  }

  get problems(): unknown[] {
    return this.parts.problems;
  }

  /** Today is 2026-11-25. */
  static async open(): Promise<BudgetsApp> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-budgets-'));
    const problems: unknown[] = [];
    const noted = (...of: unknown[]) => void problems.push(of);
    const log = { info: () => undefined, warn: noted, error: noted };
    const [store, bus, reads] = [memoryEventStore(), memoryBus(), memoryReadStore()];
    const clock = new FakeClock('2026-11-25T09:00:00.000Z', 1);
    const ports = { store, bus, reads, clock, ids: systemIds, log };
    const runtime = new Runtime(ports, [budgetsContext], { soleWriter: false, owner: 'test' });
    await runtime.start({ consume: true });
    const heard: IntegrationEvent[] = [];
    const consumer: BusConsumer = await bus.consume(GROUP, [BUDGETS_TOPIC], (delivery) => {
      heard.push(JSON.parse(delivery.data) as IntegrationEvent);
      return Promise.resolve();
    });
    const demo = await DemoIssuer.open(folder);
    const platform = PlatformModule.forRoot({ runtime, tokens: demo, version: 'test' });
    const root = { module: Root, imports: [platform, BudgetsModule] };
    const app = await createApp(root, { consume: false, logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const end = async () => {
      await consumer.close();
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(folder, { recursive: true });
    };
    return new BudgetsApp({ app, runtime, demo, heard, problems, end });
  }

  get(user: DemoUser, path: string): Promise<Answer> {
    return this.send('GET', user, { path });
  }

  post(user: DemoUser, path: string, body: unknown): Promise<Answer> {
    return this.send('POST', user, { path, body });
  }

  /** `budget-lines/<id>/open`: an action at the revision of now. */
  async act(user: DemoUser, action: string, body: unknown = {}): Promise<Answer> {
    const { etag } = await this.get(user, action.slice(0, action.lastIndexOf('/')));
    return this.send('POST', user, { path: action, body, etag });
  }

  /** Expects 200 or 201 and gives the body. */
  async done(answer: Promise<Answer>): Promise<Answer['body']> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Speaks for procurement. Data that its schema does not allow is a mistake of the test. */
  async publish<T extends ProcurementEventType>(
    type: T,
    key: string,
    data: ProcurementData<T>,
  ): Promise<void> {
    const id = derivedId('test', String(++this.count));
    const message: IntegrationEvent = {
      ...{ id, type, key, data: procurementEvents[type].parse(data) },
      recordedAt: '2026-11-25T09:00:00.000Z',
      actor: { id: 'somebody', roles: ['buyer'] },
      ...{ correlationId: id, causationId: id, position: '1' },
    };
    const json = JSON.stringify(message);
    await this.runtime.ports.bus.publish(PROCUREMENT_TOPIC, [{ id, type, key, data: json }]);
  }

  /** What budgets has said of one type, in its order. */
  of<T extends BudgetsEventType>(type: T): readonly BudgetsData<T>[] {
    return this.heard.filter((one) => one.type === type).map((one) => one.data as BudgetsData<T>);
  }

  get heard(): readonly IntegrationEvent[] {
    return this.parts.heard;
  }

  async settled(): Promise<void> {
    do await this.runtime.settled();
    while ((await this.runtime.ports.bus.lag(GROUP, [BUDGETS_TOPIC])) > 0);
  }

  async close(): Promise<void> {
    await this.parts.app.close();
    await this.parts.end();
  }

  async send(
    method: 'GET' | 'POST',
    user: DemoUser,
    sent: { readonly path: string; readonly body?: unknown; readonly etag?: string },
  ): Promise<Answer> {
    const { path, body, etag } = sent;
    const headers: Record<string, string> = {
      authorization: `Bearer ${await this.parts.demo.token(user)}`,
      'idempotency-key': `key-${++this.count}`,
      'accept-language': 'en',
    };
    if (etag !== undefined) headers['if-match'] = etag;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.parts.app.inject({ method, url: `/v1/${path}`, headers, payload });
    return {
      status: answer.statusCode,
      etag: String(answer.headers['etag']),
      body: answer.json() as Answer['body'],
    };
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { systemIds } from '@tamani/kernel';
import { createApp, DemoIssuer, PlatformModule, type DemoUser } from '@tamani/nest';
import { Runtime } from '@tamani/runtime';
import { FakeClock, memoryBus, memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { procurementContext, ProcurementModule } from '../src/index.js';
import { PROCUREMENT_TOPIC } from '../src/published/index.js';
import { BudgetsStandIn } from './budgets-stand-in.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

@Module({})
class Root {}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly replayed: boolean;
  readonly body: Record<string, unknown> & { readonly id: string; readonly status: string };
}

export interface Sent {
  readonly path: string;
  readonly body?: unknown;
  readonly etag?: string;
  readonly key?: string;
}

interface Parts {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly runtime: Runtime;
  readonly budgets: BudgetsStandIn;
  readonly clock: FakeClock;
  readonly demo: DemoIssuer;
  readonly end: () => Promise<void>;
}

/** The context's REST over engines in memory, with budgets answering. Today is 2026-11-25. */
export class ProcurementApp {
  private keys = 0;

  private constructor(private readonly parts: Parts) {}

  get runtime(): Runtime {
    return this.parts.runtime;
  }

  get budgets(): BudgetsStandIn {
    return this.parts.budgets;
  }

  static async open(): Promise<ProcurementApp> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-procurement-'));
    const store = memoryEventStore();
    const bus = memoryBus();
    const reads = memoryReadStore();
    const clock = new FakeClock('2026-11-25T09:00:00.000Z', 1);
    const ports = { store, bus, reads, clock, ids: systemIds, log };
    const runtime = new Runtime(ports, [procurementContext], {
      soleWriter: false,
      owner: 'test',
    });
    await runtime.start({ consume: true });
    const budgets = new BudgetsStandIn(store, bus);
    await budgets.open();
    const demo = await DemoIssuer.open(folder);
    const platform = PlatformModule.forRoot({ runtime, tokens: demo, version: 'test' });
    const root = { module: Root, imports: [platform, ProcurementModule] };
    const app = await createApp(root, { consume: false, logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const end = async () => {
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(folder, { recursive: true });
    };
    return new ProcurementApp({ app, runtime, budgets, clock, demo, end });
  }

  get(user: DemoUser, path: string): Promise<Answer> {
    return this.send('GET', user, { path });
  }

  post(user: DemoUser, path: string, body: unknown): Promise<Answer> {
    return this.send('POST', user, { path, body });
  }

  /** `requisitions/<id>/certify`: an action at the revision of now. */
  async act(user: DemoUser, action: string, body: unknown = {}): Promise<Answer> {
    const { etag } = await this.get(user, action.slice(0, action.lastIndexOf('/')));
    return this.send('POST', user, { path: action, body, etag });
  }

  /** Until log, relay, bus, processes, budgets and lists have nothing left to do. */
  async settled(): Promise<void> {
    do await this.runtime.settled();
    while ((await this.runtime.ports.bus.lag('test.budgets', [PROCUREMENT_TOPIC])) > 0);
    await this.runtime.settled();
  }

  async close(): Promise<void> {
    await this.parts.app.close();
    await this.parts.end();
  }

  async send(method: 'GET' | 'POST', user: DemoUser, sent: Sent): Promise<Answer> {
    const { path, body, etag, key = `key-${++this.keys}` } = sent;
    const headers: Record<string, string> = {
      authorization: `Bearer ${await this.parts.demo.token(user)}`,
      'idempotency-key': key,
      'accept-language': 'en',
    };
    if (etag !== undefined) headers['if-match'] = etag;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.parts.app.inject({ method, url: `/v1/${path}`, headers, payload });
    return {
      status: answer.statusCode,
      etag: String(answer.headers['etag']),
      replayed: answer.headers['idempotent-replayed'] === 'true',
      body: answer.json() as Answer['body'],
    };
  }
}

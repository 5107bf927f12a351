import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { systemIds } from '@tamani/kernel';
import { createApp, DemoIssuer, PlatformModule, type DemoUser } from '@tamani/nest';
import { procurementContext, ProcurementModule } from '@tamani/procurement';
import { projectsContext, ProjectsModule } from '@tamani/projects';
import { Runtime } from '@tamani/runtime';
import { FakeClock, memoryBus, memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { budgetsContext, BudgetsModule } from '../src/index.js';

const problems: unknown[] = [];
const noted = (...of: unknown[]) => void problems.push(of);
const log = { info: () => undefined, warn: noted, error: noted };

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
  readonly end: () => Promise<void>;
}

/** Budgets with procurement and projects over REST, on engines in memory. Today is 2026-11-25. */
export class PurchaseApp {
  private keys = 0;

  private constructor(private readonly parts: Parts) {}

  get runtime(): Runtime {
    return this.parts.runtime;
  }

  /** What was logged as a warning or an error: refused commands, parked messages. */
  get problems(): readonly unknown[] {
    return problems;
  }

  static async open(): Promise<PurchaseApp> {
    problems.length = 0;
    const folder = mkdtempSync(join(tmpdir(), 'tamani-budgets-'));
    const store = memoryEventStore();
    const bus = memoryBus();
    const reads = memoryReadStore();
    const clock = new FakeClock('2026-11-25T09:00:00.000Z', 1);
    const ports = { store, bus, reads, clock, ids: systemIds, log };
    const contexts = [budgetsContext, procurementContext, projectsContext];
    const runtime = new Runtime(ports, contexts, { soleWriter: false, owner: 'test' });
    await runtime.start({ consume: true });
    const demo = await DemoIssuer.open(folder);
    const platform = PlatformModule.forRoot({ runtime, tokens: demo, version: 'test' });
    const imports = [platform, BudgetsModule, ProcurementModule, ProjectsModule];
    const app = await createApp({ module: Root, imports }, { consume: false, logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const end = async () => {
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(folder, { recursive: true });
    };
    return new PurchaseApp({ app, runtime, demo, end });
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

  /** Expects 200 or 201 and gives the body. */
  async done(answer: Promise<Answer>): Promise<Answer['body']> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }

  settled(): Promise<void> {
    return this.runtime.settled();
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
      'idempotency-key': `key-${++this.keys}`,
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

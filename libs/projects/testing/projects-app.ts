import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { systemClock, systemIds } from '@tamani/kernel';
import { createApp, DemoIssuer, PlatformModule, type DemoUser } from '@tamani/nest';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { projectsContext, ProjectsModule } from '../src/index.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

@Module({})
class Root {}

interface Parts {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly runtime: Runtime;
  readonly demo: DemoIssuer;
  readonly end: () => Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: Record<string, unknown>;
}

/** The context's REST over files of its own. */
export class ProjectsApp {
  private keys = 0;

  private constructor(private readonly parts: Parts) {}

  get runtime(): Runtime {
    return this.parts.runtime;
  }

  static async open(): Promise<ProjectsApp> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-projects-api-'));
    const store = openSqliteEventStore({ file: join(folder, 'events.db') });
    const bus = openSqliteBus({ file: join(folder, 'bus.db') });
    const reads = openSqliteReadStore({ file: join(folder, 'read.db') });
    const ports = { store, bus, reads, clock: systemClock, ids: systemIds, log };
    const runtime = new Runtime(ports, [projectsContext], { soleWriter: true, owner: 'test' });
    await runtime.start();
    const demo = await DemoIssuer.open(folder);
    const platform = PlatformModule.forRoot({ runtime, tokens: demo, version: 'test' });
    const root = { module: Root, imports: [platform, ProjectsModule] };
    const app = await createApp(root, { consume: true, logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    const end = async (): Promise<void> => {
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(folder, { recursive: true });
    };
    return new ProjectsApp({ app, runtime, demo, end });
  }

  get(user: DemoUser, path: string): Promise<Answer> {
    return this.send('GET', user, { path });
  }

  post(user: DemoUser, path: string, body: unknown): Promise<Answer> {
    return this.send('POST', user, { path, body });
  }

  /** An action at the revision of now. */
  async act(user: DemoUser, path: string, sent: { action: string; body?: unknown }) {
    const { etag } = await this.get(user, path);
    const { action, body = {} } = sent;
    return this.send('POST', user, { path: `${path}/${action}`, body, etag });
  }

  async close(): Promise<void> {
    await this.parts.app.close();
    await this.parts.end();
  }

  private async send(
    method: 'GET' | 'POST',
    user: DemoUser,
    { path, body, etag }: { path: string; body?: unknown; etag?: string },
  ): Promise<Answer> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${await this.parts.demo.token(user)}`,
      'idempotency-key': `key-${++this.keys}`,
    };
    if (etag !== undefined) headers['if-match'] = etag;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const answer = await this.parts.app.inject({ method, url: `/v1/${path}`, headers, payload });
    const json: unknown = answer.json();
    return {
      status: answer.statusCode,
      etag: String(answer.headers['etag']),
      body: json as Record<string, unknown>,
    };
  }
}

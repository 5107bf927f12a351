import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { canonicalText, systemClock, systemIds, type Recorded } from '@tamani/kernel';
import { createApp, DemoIssuer, PlatformModule, type DemoUser } from '@tamani/nest';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { auditContext, AuditModule } from '../src/index.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

@Module({})
class Root {}

interface Parts {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly runtime: Runtime;
  readonly demo: DemoIssuer;
  readonly end: () => Promise<void>;
}

/** The context's REST over a log that a test writes. */
export class AuditApp {
  private constructor(private readonly parts: Parts) {}

  /** Each event is the next one of its stream. */
  static async open(events: readonly Recorded[]): Promise<AuditApp> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-audit-api-'));
    const store = openSqliteEventStore({ file: join(folder, 'events.db') });
    const bus = openSqliteBus({ file: join(folder, 'bus.db') });
    const reads = openSqliteReadStore({ file: join(folder, 'read.db') });
    for (const { id, type, stream, revision, data, meta } of events) {
      const stored = { id, type, data: canonicalText(data), meta: canonicalText(meta) };
      await store.append(stream, [stored], revision === 0n ? 'no_stream' : revision - 1n);
    }
    const ports = { store, bus, reads, clock: systemClock, ids: systemIds, log };
    const runtime = new Runtime(ports, [auditContext], { soleWriter: true, owner: 'test' });
    await runtime.start();
    const demo = await DemoIssuer.open(folder);
    const platform = PlatformModule.forRoot({ runtime, tokens: demo, version: 'test' });
    const root = { module: Root, imports: [platform, AuditModule] };
    const app = await createApp(root, { consume: true, logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await runtime.settled();
    const end = async (): Promise<void> => {
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(folder, { recursive: true });
    };
    return new AuditApp({ app, runtime, demo, end });
  }

  async get(user: DemoUser, path: string, headers: Readonly<Record<string, string>> = {}) {
    const authorization = `Bearer ${await this.parts.demo.token(user)}`;
    const answer = await this.parts.app.inject({
      method: 'GET',
      url: `/v1/${path}`,
      headers: { ...headers, authorization },
    });
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
  }

  get store() {
    return this.parts.runtime.ports.store;
  }

  token(user: DemoUser): Promise<string> {
    return this.parts.demo.token(user);
  }

  /** Its address over HTTP; listens from the first time on. */
  async listen(): Promise<string> {
    const server = this.parts.app.getHttpServer() as Server;
    if (!server.listening) await this.parts.app.listen(0, '127.0.0.1');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  settled(): Promise<void> {
    return this.parts.runtime.settled();
  }

  /** Position of the last event of the log. */
  head(): Promise<bigint> {
    return this.parts.runtime.ports.store.head();
  }

  async close(): Promise<void> {
    await this.parts.app.close();
    await this.parts.end();
  }
}

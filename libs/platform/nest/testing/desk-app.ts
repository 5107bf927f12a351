import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemClock, systemIds } from '@tamani/kernel';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, DemoIssuer, PlatformModule, type DemoUser } from '../src/index.js';
import { desk, DeskModule } from './notes.context.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Sent {
  readonly user?: DemoUser;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
}

@Module({})
class Root {}

/** The platform over real files, with one small context, asked by `inject`. */
export class DeskApp {
  private constructor(
    private readonly app: NestFastifyApplication,
    private readonly demo: DemoIssuer,
    private readonly end: () => Promise<void>,
  ) {}

  static async open(more: readonly Type[] = []): Promise<DeskApp> {
    const dir = mkdtempSync(join(tmpdir(), 'tamani-nest-'));
    const store = openSqliteEventStore({ file: join(dir, 'events.db') });
    const bus = openSqliteBus({ file: join(dir, 'bus.db') });
    const reads = openSqliteReadStore({ file: join(dir, 'read.db') });
    const ports = { store, bus, reads, clock: systemClock, ids: systemIds, log };
    const runtime = new Runtime(ports, [desk], { soleWriter: true, owner: 'test' });
    const end = async (): Promise<void> => {
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(dir, { recursive: true, force: true });
    };
    try {
      await runtime.start();
      const demo = await DemoIssuer.open(dir);
      const platform = PlatformModule.forRoot({ runtime, tokens: demo, version: 'test' });
      const root: DynamicModule = {
        module: Root,
        imports: [platform, DeskModule],
        controllers: [...more],
      };
      const app = await createApp(root, { consume: true, logger: false });
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      return new DeskApp(app, demo, end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  async send(method: 'GET' | 'POST' | 'PUT', url: string, sent: Sent = {}) {
    const headers: Record<string, string> = { ...sent.headers };
    if (sent.user) headers['authorization'] = `Bearer ${await this.demo.token(sent.user)}`;
    if (sent.key !== undefined) headers['idempotency-key'] = sent.key;
    const payload = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
    if (payload !== undefined) headers['content-type'] ??= 'application/json';
    const answer = await this.app.inject({ method, url, headers, payload });
    const isJson = String(answer.headers['content-type']).match(/application\/(problem\+)?json/);
    const body = (isJson ? answer.json() : {}) as Record<string, unknown>;
    return { status: answer.statusCode, headers: answer.headers, body, text: answer.body };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.end();
  }
}

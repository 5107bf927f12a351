import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { systemClock, systemIds } from '@tamani/kernel';
import { Runtime, type RuntimePorts } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createApp,
  DemoIssuer,
  Platform,
  PlatformModule,
  type DemoUser,
  type OidcSettings,
} from '../src/index.js';
import { desk, DeskModule } from './desk.context.js';

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

export interface DeskOptions {
  readonly controllers?: readonly Type[];
  readonly oidc?: OidcSettings;
  readonly corsOrigins?: readonly string[];
  /** Puts something between the runtime and its engines. */
  readonly wrap?: (ports: RuntimePorts) => RuntimePorts;
}

/** The platform over real files, with one small context, asked by `inject` or over HTTP. */
export class DeskApp {
  private constructor(
    readonly runtime: Runtime,
    private readonly app: NestFastifyApplication,
    private readonly parts: { readonly demo: DemoIssuer; readonly end: () => Promise<void> },
  ) {}

  static async open({
    controllers = [],
    oidc,
    wrap,
    corsOrigins = [],
  }: DeskOptions = {}): Promise<DeskApp> {
    const dir = mkdtempSync(join(tmpdir(), 'tamani-nest-'));
    const store = openSqliteEventStore({ file: join(dir, 'events.db') });
    const bus = openSqliteBus({ file: join(dir, 'bus.db'), retryPauseMs: 5 });
    const reads = openSqliteReadStore({ file: join(dir, 'read.db') });
    const real: RuntimePorts = { store, bus, reads, clock: systemClock, ids: systemIds, log };
    const settings = { soleWriter: true, owner: 'test' };
    const runtime = new Runtime(wrap ? wrap(real) : real, [desk], settings);
    const end = async (): Promise<void> => {
      await runtime.stop();
      await Promise.all([store.close(), bus.close(), reads.close()]);
      rmSync(dir, { recursive: true, force: true });
    };
    try {
      await runtime.start();
      const demo = await DemoIssuer.open(dir);
      const tokens = oidc ?? demo;
      const platform = PlatformModule.forRoot({ runtime, tokens, version: 'test' });
      const imports = [platform, DeskModule];
      const root: DynamicModule = { module: Root, imports, controllers: [...controllers] };
      const app = await createApp(root, { consume: true, logger: false, corsOrigins });
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      return new DeskApp(runtime, app, { demo, end });
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** Listens as well; the port. */
  async listen(): Promise<number> {
    await this.app.listen(0, '127.0.0.1');
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  token(user: DemoUser): Promise<string> {
    return this.parts.demo.token(user);
  }

  async send(method: 'GET' | 'HEAD' | 'POST' | 'PUT', url: string, sent: Sent = {}) {
    const headers: Record<string, string> = { ...sent.headers };
    if (sent.user) headers['authorization'] = `Bearer ${await this.token(sent.user)}`;
    if (sent.key !== undefined) headers['idempotency-key'] = sent.key;
    const payload = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
    if (payload !== undefined) headers['content-type'] ??= 'application/json';
    const answer = await this.app.inject({ method, url, headers, payload });
    const isJson = String(answer.headers['content-type']).match(/application\/(problem\+)?json/);
    const body = (isJson && answer.body !== '' ? answer.json() : {}) as Record<string, unknown>;
    return { status: answer.statusCode, headers: answer.headers, body, text: answer.body };
  }

  /** The first step of a stop: what Nest tells the platform before it closes anything. */
  beginStop(): void {
    this.app.get(Platform).onModuleDestroy();
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.parts.end();
  }
}

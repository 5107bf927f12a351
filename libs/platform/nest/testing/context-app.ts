import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { canonicalText, systemIds, type Recorded } from '@tamani/kernel';
import type { EventStore } from '@tamani/ports';
import {
  Runtime,
  type ContextDefinition,
  type RuntimeOptions,
  type RuntimePorts,
} from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { FakeClock, memoryBus, memoryEventStore, memoryReadStore } from '@tamani/testing/engines';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
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
  type RateLimit,
} from '../src/index.js';

@Module({})
class Root {}

export interface ContextAppOptions {
  readonly context: ContextDefinition;
  /** The context's Nest module. */
  readonly module: Type;
  readonly controllers?: readonly Type[];
  /** Instead of the demo tokens. */
  readonly oidc?: OidcSettings;
  readonly corsOrigins?: readonly string[];
  readonly rateLimit?: RateLimit;
  /** SQLite files instead of engines in memory, and the bus read by Nest's transport. */
  readonly files?: boolean;
  /** In the log before anything starts; each is the next one of its stream. */
  readonly events?: readonly Recorded[];
  /** Puts something between the runtime and its engines. */
  readonly wrap?: (ports: RuntimePorts) => RuntimePorts;
  readonly settings?: RuntimeOptions;
}

/** A call of the API with its conventions. */
export interface Call {
  /** Behind `/v1/`. */
  readonly path: string;
  readonly body?: unknown;
  readonly etag?: string;
  /** Default: a new one. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A raw request, with nothing added. */
export interface Sent {
  readonly user?: DemoUser;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly raw?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly replayed: boolean;
  readonly retryAfter?: string | undefined;
  readonly body: Record<string, unknown> & { readonly id: string; readonly status: string };
}

export interface ContextParts {
  readonly app: NestFastifyApplication;
  readonly runtime: Runtime;
  readonly demo: DemoIssuer;
  readonly clock: FakeClock;
  /** Warnings and errors: refused commands, parked messages. */
  readonly problems: unknown[];
  readonly end: () => Promise<void>;
}

/** A context behind its REST, asked by `inject` or over HTTP. Today is 2026-11-25. */
export async function openContext(options: ContextAppOptions): Promise<ContextParts> {
  const folder = mkdtempSync(join(tmpdir(), 'tamani-context-'));
  const problems: unknown[] = [];
  const clock = new FakeClock('2026-11-25T09:00:00.000Z', 1);
  const engines = options.files === true ? sqliteEngines(folder) : memoryEngines();
  const noted = (...of: unknown[]) => void problems.push(of);
  const log = { info: () => undefined, warn: noted, error: noted };
  const ports: RuntimePorts = { ...engines, clock, ids: systemIds, log };
  const runtime = new Runtime(options.wrap?.(ports) ?? ports, [options.context], {
    ...{ soleWriter: options.files === true, owner: 'test' },
    ...options.settings,
  });
  const end = async (): Promise<void> => {
    await runtime.stop();
    await Promise.all([engines.store.close(), engines.bus.close(), engines.reads.close()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await write(engines.store, options.events ?? []);
    await runtime.start({ consume: options.files !== true });
    const demo = await DemoIssuer.open(folder);
    const app = await appOf(options, { runtime, demo });
    await runtime.settled();
    return { app, runtime, demo, clock, problems, end };
  } catch (error) {
    await end();
    throw error;
  }
}

const memoryEngines = () => ({
  store: memoryEventStore(),
  bus: memoryBus(),
  reads: memoryReadStore(),
});
const sqliteEngines = (folder: string) => ({
  store: openSqliteEventStore({ file: join(folder, 'events.db') }),
  bus: openSqliteBus({ file: join(folder, 'bus.db'), retryPauseMs: 5 }),
  reads: openSqliteReadStore({ file: join(folder, 'read.db') }),
});

async function write(store: EventStore, events: readonly Recorded[]): Promise<void> {
  for (const { id, type, stream, revision, data, meta } of events) {
    const stored = { id, type, data: canonicalText(data), meta: canonicalText(meta) };
    await store.append(stream, [stored], revision === 0n ? 'no_stream' : revision - 1n);
  }
}

async function appOf(
  { module, controllers = [], oidc, files, rateLimit, corsOrigins = [] }: ContextAppOptions,
  { runtime, demo }: Pick<ContextParts, 'runtime' | 'demo'>,
): Promise<NestFastifyApplication> {
  const outbound = { key: Buffer.alloc(32, 7), hosts: ['127.0.0.1'] };
  const tokens = oidc ?? demo;
  const platform = PlatformModule.forRoot({
    ...{ runtime, tokens, outbound, version: 'test' },
    ...(rateLimit && { rateLimit }),
  });
  const imports = [platform, module];
  const root: DynamicModule = { module: Root, imports, controllers: [...controllers] };
  const app = await createApp(root, { consume: files === true, logger: false, corsOrigins });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** The calls that tests make. A context's own test app adds what is its own. */
export class ContextApp {
  private keys = 0;

  constructor(protected readonly parts: ContextParts) {}

  get runtime(): Runtime {
    return this.parts.runtime;
  }

  get problems(): unknown[] {
    return this.parts.problems;
  }

  get(user: DemoUser, path: string, headers: Call['headers'] = {}): Promise<Answer> {
    return this.send('GET', user, { path, headers });
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

  async send(method: 'GET' | 'POST', user: DemoUser, call: Call): Promise<Answer> {
    const { path, body, etag, key = `key-${++this.keys}` } = call;
    const headers: Record<string, string> = { 'accept-language': 'en', ...call.headers };
    if (etag !== undefined) headers['if-match'] = etag;
    const answer = await this.request(method, `/v1/${path}`, { user, key, headers, body });
    return {
      status: answer.status,
      etag: String(answer.headers['etag']),
      replayed: answer.headers['idempotent-replayed'] === 'true',
      retryAfter: answer.headers['retry-after']?.toString(),
      body: answer.body as Answer['body'],
    };
  }

  async request(method: 'GET' | 'HEAD' | 'POST' | 'PUT', url: string, sent: Sent = {}) {
    const headers: Record<string, string> = { ...sent.headers };
    if (sent.user) headers['authorization'] = `Bearer ${await this.token(sent.user)}`;
    if (sent.key !== undefined) headers['idempotency-key'] = sent.key;
    const payload = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
    if (payload !== undefined) headers['content-type'] ??= 'application/json';
    const answer = await this.parts.app.inject({ method, url, headers, payload });
    const isJson = String(answer.headers['content-type']).match(/application\/(problem\+)?json/);
    const body = (isJson && answer.body !== '' ? answer.json() : {}) as Record<string, unknown>;
    return { status: answer.statusCode, headers: answer.headers, body, text: answer.body };
  }

  token(user: DemoUser): Promise<string> {
    return this.parts.demo.token(user);
  }

  /** Listens from the first call on; the port. */
  async listen(): Promise<number> {
    const server = this.parts.app.getHttpServer() as Server;
    if (!server.listening) await this.parts.app.listen(0, '127.0.0.1');
    return (server.address() as AddressInfo).port;
  }

  /** Until log, relay, bus, processes and lists are idle. */
  async settled(): Promise<void> {
    await this.runtime.settled();
  }

  /** Position of the last event of the log. */
  head(): Promise<bigint> {
    return this.runtime.ports.store.head();
  }

  /** What counts refusals and what auditors read. */
  get access(): Platform['access'] {
    return this.parts.app.get(Platform).access;
  }

  /** The first step of a stop: what Nest tells the platform before it closes anything. */
  beginStop(): void {
    this.parts.app.get(Platform).onModuleDestroy();
  }

  async close(): Promise<void> {
    await this.parts.app.close();
    await this.parts.end();
  }
}

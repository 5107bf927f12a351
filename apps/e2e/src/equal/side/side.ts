import 'reflect-metadata';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule, auditContext } from '@tamani/audit';
import { BudgetsModule, budgetsContext } from '@tamani/budgets';
import { systemIds, type Clock } from '@tamani/kernel';
import { createApp, PlatformModule, type DemoIssuer, type DemoUser } from '@tamani/nest';
import type { Bus, EventStore, ReadStore } from '@tamani/ports';
import { ProcurementModule, procurementContext } from '@tamani/procurement';
import { ProjectsModule, projectsContext } from '@tamani/projects';
import { ReportingModule, reportingContext } from '@tamani/reporting';
import { collectionName, Runtime, type RuntimeSettings } from '@tamani/runtime';
import type { Answer, Request } from '../script/request.js';
import { HeldBus } from './held-bus.js';
import { WatchedStore } from './watched-store.js';

const contexts = [
  projectsContext,
  budgetsContext,
  procurementContext,
  reportingContext,
  auditContext,
];
const modules = [ProjectsModule, BudgetsModule, ProcurementModule, ReportingModule, AuditModule];

@Module({})
class Root {}

export interface SideOptions {
  readonly name: string;
  readonly engines: {
    readonly store: EventStore;
    readonly bus: Bus;
    readonly reads: ReadStore;
    close(): Promise<void>;
  };
  readonly settings: Partial<RuntimeSettings>;
  readonly clock: Clock;
  readonly demo: DemoIssuer;
}

const REST_TIMEOUT_MS = 120_000;
const LOOK_EVERY_MS = 4;
const HEADERS = ['etag', 'location', 'idempotent-replayed', 'retry-after', 'x-correlation-id'];

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A whole system in this process, on the engines of one profile, driven over its REST layer. */
export class Side {
  /** Warnings and errors that the system has logged. */
  readonly problems: string[] = [];
  private readonly store: WatchedStore;
  private readonly bus: HeldBus;
  private readonly tokens = new Map<DemoUser, Promise<string>>();
  private app: Awaited<ReturnType<typeof createApp>> | undefined;
  readonly runtime: Runtime;

  private constructor(private readonly options: SideOptions) {
    const { engines, clock, settings } = options;
    this.store = new WatchedStore(engines.store);
    this.bus = new HeldBus(engines.bus);
    const noted = (message: string, fields?: object): void => {
      this.problems.push(`${message} ${JSON.stringify(fields)}`);
    };
    const log = { info: () => undefined, warn: noted, error: noted };
    const ports = { store: this.store, bus: this.bus, reads: engines.reads, clock, log };
    this.runtime = new Runtime({ ...ports, ids: systemIds }, contexts, settings);
  }

  static async open(options: SideOptions): Promise<Side> {
    const side = new Side(options);
    const { runtime } = side;
    await runtime.start();
    const tokens = options.demo;
    const outbound = { key: Buffer.alloc(32), hosts: [] };
    const platform = PlatformModule.forRoot({ runtime, tokens, outbound, version: 'test' });
    const root: DynamicModule = { module: Root, imports: [platform, ...modules] };
    side.app = await createApp(root, { consume: true, logger: false });
    await side.app.init();
    await side.app.getHttpAdapter().getInstance().ready();
    return side;
  }

  get name(): string {
    return this.options.name;
  }

  get engine(): string {
    const { store, bus, reads } = this.runtime.ports;
    return [store, bus, reads].map(({ engine }) => engine).join(', ');
  }

  /** Nothing that the requests lead to happens before `rest`. */
  hold(): void {
    this.bus.hold();
  }

  /** Lets follow what follows, until all of it has: relays, messages, processes. */
  async rest(): Promise<void> {
    this.bus.release();
    const deadline = performance.now() + REST_TIMEOUT_MS;
    while (!this.isAtRest) {
      if (performance.now() > deadline) throw new Error(this.unrest());
      await later(LOOK_EVERY_MS);
    }
  }

  async send({ user, method, path, headers, body }: Request): Promise<Answer> {
    if (!this.app) throw new Error('not open');
    const authorization = `Bearer ${await this.token(user)}`;
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await this.app.inject({
      ...{ method, url: `/v1/${path}`, headers: { authorization, ...type, ...headers } },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const shown = HEADERS.map((name) => [name, answer.headers[name]] as const);
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(shown.filter(([, value]) => value !== undefined)),
      // The one thing that is random, and meant to be.
      body: answer.body.replace(/"traceId":"[0-9a-f]*"/, '"traceId":""'),
    };
  }

  /** Names of all collections, with their contexts and models. */
  collections() {
    return this.runtime.contexts.flatMap(({ name, readModels }) =>
      readModels.map((model) => ({ context: name, model, name: collectionName(name, model) })),
    );
  }

  async close(): Promise<void> {
    await this.app?.close();
    await this.runtime.stop();
    for (const { name } of this.collections()) await this.options.engines.reads.drop(name);
    await this.options.engines.close();
  }

  /** Everything written is published, and everything published is handled by all groups. */
  private get isAtRest(): boolean {
    return this.bus.isIdle && contexts.every(({ name }) => this.store.isRelayed(name));
  }

  /** Why it does not come to rest. */
  private unrest(): string {
    const waiting = contexts.filter(({ name }) => !this.store.isRelayed(name));
    const names = waiting.map(({ name }) => `${name} is not relayed`);
    const told = [...names, `all is handled: ${this.bus.isIdle}`, ...this.problems];
    return `${this.name} does not come to rest:\n${told.join('\n')}`;
  }

  private token(user: DemoUser): Promise<string> {
    const known = this.tokens.get(user) ?? this.options.demo.token(user);
    this.tokens.set(user, known);
    return known;
  }
}

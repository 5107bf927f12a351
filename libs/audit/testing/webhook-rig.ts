import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, systemIds } from '@tamani/kernel';
import { aggregate, Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { auditContext } from '../src/audit.context.js';
import type { WebhookCommand } from '../src/domain/webhook/webhook.commands.js';
import { webhook } from '../src/domain/webhook/webhook.decide.js';
import { Addresses } from '../src/webhooks/addresses.js';
import { DELIVERIES, type Delivery } from '../src/webhooks/delivery-log.js';
import { WebhookDispatcher } from '../src/webhooks/dispatcher.js';
import type { Pace } from '../src/webhooks/pace.js';
import { WebhookSecrets } from '../src/webhooks/secrets.js';
import { shop, Till } from './shop.js';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const by = { id: 'administrator' };

const FAST: Pace = {
  timeoutMs: 300,
  firstPauseMs: 20,
  factor: 2,
  lastPauseMs: 50,
  disableAfterMs: 60_000,
};

/** Engines, a log that a test writes, and dispatchers over it that can be killed. */
export class WebhookRig {
  readonly secrets = new WebhookSecrets(Buffer.alloc(32, 7));
  readonly runtime: Runtime;
  /** So many deliveries are made and not written down, as by a crash in between. */
  unwritten = 0;
  hosts: readonly string[] = ['127.0.0.1'];
  private readonly folder = mkdtempSync(join(tmpdir(), 'tamani-webhooks-'));
  private readonly dispatchers: WebhookDispatcher[] = [];
  private readonly till: Till;

  constructor() {
    const file = (name: string) => join(this.folder, name);
    const ports = {
      store: openSqliteEventStore({ file: file('events.db') }),
      bus: openSqliteBus({ file: file('bus.db') }),
      reads: openSqliteReadStore({ file: file('read.db') }),
    };
    const tools = { clock: systemClock, ids: systemIds, log: quiet };
    const options = { soleWriter: true, owner: 'test', others: [shop] };
    this.runtime = new Runtime({ ...ports, ...tools }, [auditContext], options);
    this.till = new Till(ports.store);
    const commit = ports.reads.commit.bind(ports.reads);
    ports.reads.commit = async (batch) => {
      const isLog = batch.writes.some(({ collection }) => collection === DELIVERIES.name);
      if (isLog && this.unwritten > 0) {
        this.unwritten -= 1;
        throw new Error('cut off between the answer and the log');
      }
      return commit(batch);
    };
  }

  /** A dispatcher at work; the same owner takes over at once. */
  async dispatch(change: Partial<Pace> = {}, secrets = this.secrets): Promise<WebhookDispatcher> {
    const { runtime } = this;
    const addresses = new Addresses(this.hosts);
    const pace = { ...FAST, ...change };
    const options = { runtime, secrets, addresses, owner: 'test', pace };
    const dispatcher = new WebhookDispatcher(options);
    this.dispatchers.push(dispatcher);
    await dispatcher.start();
    return dispatcher;
  }

  async register(id: string, url: string, types: readonly string[] = ['shop.*']): Promise<void> {
    const { keyId } = this.secrets;
    const at = systemClock.now();
    await this.act(id, { type: 'RegisterWebhook', url, types, description: id, keyId, at, by });
  }

  /** Executes a command; throws the code of a refusal. */
  async act(id: string, command: WebhookCommand): Promise<void> {
    const commandId = systemIds.next();
    const context = {
      commandId,
      requestHash: commandId,
      actor: { id: 'administrator', roles: [] },
    };
    const done = await this.runtime.commands.execute(aggregate(webhook), id, command, {
      ...context,
      correlationId: commandId,
      causationId: commandId,
    });
    if (!done.ok) throw new Error(done.error.code);
  }

  pause = (id: string) => this.act(id, { type: 'PauseWebhook', by });
  resume = (id: string) => this.act(id, { type: 'ResumeWebhook', at: systemClock.now(), by });

  sell(count: number): Promise<void> {
    return this.till.sell(count);
  }

  async state(id: string) {
    return (await this.runtime.commands.load(webhook, id))?.state;
  }

  async deliveries(): Promise<readonly Delivery[]> {
    const sort = { field: 'createdAt', direction: 'asc' } as const;
    const { documents } = await this.runtime.ports.reads.find(DELIVERIES.name, {
      sort,
      limit: 1000,
    });
    return documents.map(({ doc }) => doc as unknown as Delivery);
  }

  /** Everything that is on the disk, as text. */
  bytes(): string {
    const files = ['events.db', 'events.db-wal', 'read.db', 'read.db-wal'];
    return files.map((name) => readFileSync(join(this.folder, name), 'latin1')).join('');
  }

  async until(look: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 10_000;
    while (!(await look())) {
      if (performance.now() > deadline) throw new Error('it has not come');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.dispatchers.map((one) => one.stop()));
    const { store, bus, reads } = this.runtime.ports;
    for (const engine of [store, bus, reads]) await engine.close();
    rmSync(this.folder, { recursive: true });
  }
}

import type { NewEvent } from '@tamani/ports';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDb, type EventStoreDb } from '../../src/index.js';
import { startDouble, type EventStoreDbDouble } from '../double/index.js';

/** Long enough for a busy machine, short enough for a test that waits for it. */
export const TIMEOUT_MS = 1_500;
export const SETTLE_MS = 400;

/** A double of its own with the adapter on it, to do to it what a server does on a bad day. */
export class BadServer {
  readonly warnings: string[] = [];
  double!: EventStoreDbDouble;
  store!: EventStoreDb;
  private readonly folder = mkdtempSync(join(tmpdir(), 'tamani-bad-server-'));

  static async start(): Promise<BadServer> {
    const server = new BadServer();
    await server.up(0);
    server.store = await server.open();
    return server;
  }

  open(): Promise<EventStoreDb> {
    return openEventStoreDb({
      url: this.double.url,
      timeoutMs: TIMEOUT_MS,
      settleMs: SETTLE_MS,
      log: { warn: (message) => void this.warnings.push(message) },
    });
  }

  /** Kills it and starts it again on its log, at the same address. */
  async restart(): Promise<void> {
    const { port } = this.double;
    await this.double.kill();
    await this.up(port);
  }

  async dispose(): Promise<void> {
    await this.store.close();
    await this.double.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async up(port: number): Promise<void> {
    const file = join(this.folder, 'events.db');
    this.double = await startDouble({ file, port, synchronous: 'off', inFlightMs: 300 });
  }
}

export const event = (change: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SampleHappened',
  data: '{"amount":"1250000"}',
  meta: '{"by":"auditor"}',
  ...change,
});

export const events = (count: number): NewEvent[] => Array.from({ length: count }, () => event());

let last = 0;
export const stream = (): string => `sample.Thing-${(last += 1)}`;

/** Name and message of what a promise is refused with. */
export const refusal = (promise: Promise<unknown>): Promise<Error | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { NewEvent } from '@tamani/ports';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  private copy: (readonly [name: string, bytes: Buffer])[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'tamani-bad-server-'));

  static async start(): Promise<BadServer> {
    const server = new BadServer();
    await server.up(0);
    server.store = await server.open();
    return server;
  }

  open(namespace = ''): Promise<EventStoreDb> {
    return openEventStoreDb({
      url: this.double.url,
      namespace,
      timeoutMs: TIMEOUT_MS,
      settleMs: SETTLE_MS,
      log: { warn: (message) => void this.warnings.push(message) },
    });
  }

  /** Kills it and starts it again at the same address: on its log, on a copy, or on none. */
  async restart({ ofCopy = false, empty = false } = {}): Promise<void> {
    const { port } = this.double;
    await this.double.kill();
    if (ofCopy || empty) for (const name of this.files()) rmSync(join(this.folder, name));
    if (ofCopy)
      for (const [name, bytes] of this.copy) writeFileSync(join(this.folder, name), bytes);
    await this.up(port);
  }

  /** Keeps the log as it is now. */
  async saveCopy(): Promise<void> {
    this.copy = this.files().map((name) => [name, readFileSync(join(this.folder, name))]);
  }

  /** An event that the adapter has not written. */
  async stranger(name: string, event: { type: string; data: object }): Promise<void> {
    const client = EventStoreDBClient.connectionString(this.double.url);
    const credentials = { username: 'stranger', password: '' };
    await client.appendToStream(name, [jsonEvent(event as never)], { credentials });
    await client.dispose();
  }

  /** Positions of everything in the log, the adapter's own or not. */
  async positions() {
    const client = EventStoreDBClient.connectionString(this.double.url);
    const all: { readonly own: boolean; readonly position: bigint }[] = [];
    for await (const { event } of client.readAll({ maxCount: 1_000 }))
      if (event?.position)
        all.push({ own: !event.streamId.startsWith('$s'), position: event.position.commit });
    await client.dispose();
    return all;
  }

  private files(): readonly string[] {
    return readdirSync(this.folder).filter((name) => !name.endsWith('.lock'));
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

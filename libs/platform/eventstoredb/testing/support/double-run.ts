import {
  EventStoreDBClient,
  jsonEvent,
  type AllStreamSubscription,
  type AppendExpectedRevision,
  type EventData,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDouble, type DoubleOptions, type EventStoreDbDouble } from '../double/index.js';

/** With credentials the client makes one call per append; without, one stream for all. */
export const PATHS = {
  unary: { credentials: { username: 'tests', password: '' } },
  batch: {},
} as const;

export type Path = keyof typeof PATHS;

/** The double on a file of its own, and the true client of it. */
export class DoubleRun {
  readonly client: EventStoreDBClient;

  private constructor(
    private readonly folder: string,
    private readonly options: Partial<DoubleOptions>,
    public double: EventStoreDbDouble,
  ) {
    this.client = clientOf(double.url);
  }

  static async open(options: Partial<DoubleOptions> = {}): Promise<DoubleRun> {
    const folder = mkdtempSync(join(tmpdir(), 'tamani-double-'));
    const double = await startDouble({ file: join(folder, 'events.db'), port: 0, ...options });
    return new DoubleRun(folder, options, double);
  }

  /** Killed and started again on the same data and port; the client stays. */
  async restart(): Promise<void> {
    const { port } = this.double;
    await this.double.kill();
    this.double = await startDouble({ ...this.options, file: this.file, port });
  }

  append(
    stream: string,
    events: EventData[],
    how: { readonly path?: Path; readonly expected?: AppendExpectedRevision } = {},
  ) {
    const { path = 'unary', expected = 'any' } = how;
    return this.client.appendToStream(stream, events, {
      expectedRevision: expected,
      ...PATHS[path],
    });
  }

  /** Ids of a stream, in order. */
  async ids(stream: string): Promise<readonly string[]> {
    const events = await listOf(this.client.readStream(stream));
    return events.map(({ event }) => event?.id ?? '');
  }

  async dispose(): Promise<void> {
    await this.client.dispose();
    await this.double.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private get file(): string {
    return join(this.folder, 'events.db');
  }
}

export const clientOf = (url: string): EventStoreDBClient =>
  EventStoreDBClient.connectionString(url);

export const newStream = (): string => `double-${randomUUID()}`;

/** Events with ids of their own, or with these. */
export const sample = (ids: readonly string[] | number): EventData[] =>
  (typeof ids === 'number' ? Array.from({ length: ids }, () => randomUUID()) : ids).map((id, n) =>
    jsonEvent({ id, type: 'Sample', data: { n } }),
  );

export const idsOf = (events: readonly EventData[]): readonly string[] =>
  events.map(({ id }) => id);

export async function listOf(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const all: ResolvedEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** What of the client's errors is compared. */
export interface ClientError {
  readonly type?: string;
  readonly code?: number;
  readonly message: string;
}

/** The error that a call ends with; fails when it succeeds. */
export async function errorOf(call: Promise<unknown>): Promise<ClientError> {
  try {
    await call;
  } catch (error) {
    return error as ClientError;
  }
  throw new Error('the call has succeeded');
}

/** What a subscription has told so far, and the error it ended with. */
export class Watched {
  readonly told: string[] = [];
  readonly events: ResolvedEvent[] = [];
  readonly checkpoints: bigint[] = [];
  error: ClientError | undefined;

  constructor(private readonly subscription: AllStreamSubscription) {
    subscription.on('confirmation', () => this.told.push('confirmation'));
    subscription.on('caughtUp', () => this.told.push('caughtUp'));
    subscription.on('data', (event: ResolvedEvent) => {
      this.told.push('event');
      this.events.push(event);
    });
    subscription.on('error', (error) => (this.error ??= error as ClientError));
  }

  end(): Promise<void> {
    return this.subscription.unsubscribe();
  }
}

/** A wait that ends in a sentence, not in the time limit of the suite. */
const PATIENCE_MS = 20_000;

/** Waits until a condition holds. Throws, saying what was waited for. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${PATIENCE_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

import type { FindPage, JsonObject, Lease } from '@tamani/ports';
import { z } from 'zod';
import { categoryOf, processCategory } from '../context-codec.js';
import type { ContextDefinition, ReadModel } from '../definitions.js';
import { collectionName } from '../projections/collections.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { LeasedWorker, pause } from '../workers/leased-worker.js';
import type { ProcessRunner } from './process-runner.js';

const timerSchema = z.object({
  state: z.enum(['waiting', 'fired']),
  dueAt: z.string(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
  category: z.string(),
  key: z.string(),
  correlationId: z.string(),
});
type TimerDocument = z.output<typeof timerSchema>;

const PAGE = 100;

/** Timers that processes have set, folded from their streams; kept by the context's projector. */
export function timersModel(context: string): ReadModel<JsonObject> {
  return {
    name: 'timers',
    version: 1,
    schema: timerSchema,
    fields: { state: 'text', dueAt: 'text' },
    indexes: [['state', 'dueAt']],
    streams: [`${context}.process.`],
    keys: ({ type, data }) => {
      const isTimer = type === 'ProcessTimerSet' || type === 'ProcessTimerDone';
      return isTimer ? [(data as { timerId: string }).timerId] : [];
    },
    on: {
      ProcessTimerSet: (_, { stream, aggregateId, data }) => {
        const { name, dueAt, data: own, correlationId } = data as TimerDocument;
        const category = categoryOf(stream);
        const waiting = { state: 'waiting', dueAt, name, data: own };
        return { ...waiting, category, key: aggregateId, correlationId };
      },
      ProcessTimerDone: (doc) => ({ ...doc, state: 'fired' }),
    },
  };
}

export interface TimersOptions {
  readonly context: ContextDefinition;
  readonly model: ReadModel<JsonObject>;
  readonly runners: readonly ProcessRunner[];
  readonly ports: RuntimePorts;
  readonly settings: RuntimeSettings;
}

/** Calls processes back when their timers are due: at least once, and it has its effect once. */
export class Timers {
  private readonly worker: LeasedWorker;

  constructor(private readonly options: TimersOptions) {
    const { context, ports, settings } = options;
    this.worker = new LeasedWorker({
      name: `timers.${context.name}`,
      owner: settings.owner,
      leases: ports.reads.leases,
      leaseMs: settings.leaseMs,
      log: ports.log,
      work: (lease, signal) => this.work(lease, signal),
    });
  }

  start(): void {
    if (this.options.runners.length > 0) this.worker.start();
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }

  private async work(_: Lease, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.fireDue(signal);
      this.worker.succeeded();
      await pause(this.options.settings.timerPollMs, signal);
    }
  }

  private async fireDue(signal: AbortSignal): Promise<void> {
    const now = this.options.ports.clock.now();
    let cursor: string | null | undefined;
    do {
      const page = await this.due(now, cursor);
      for (const { key: timerId, doc } of page.documents) {
        if (signal.aborted) return;
        await this.fire(timerId, doc as unknown as TimerDocument, now);
      }
      cursor = page.nextCursor;
    } while (cursor);
  }

  private due(now: string, cursor?: string | null): Promise<FindPage> {
    const { context, model, ports } = this.options;
    return ports.reads.find(collectionName(context.name, model), {
      where: [
        { field: 'state', op: 'eq', value: 'waiting' },
        { field: 'dueAt', op: 'lte', value: now },
      ],
      sort: { field: 'dueAt', direction: 'asc' },
      limit: PAGE,
      ...(cursor && { cursor }),
    });
  }

  private async fire(timerId: string, timer: TimerDocument, now: string): Promise<void> {
    const { name, key, data, correlationId, category } = timer;
    const runner = this.options.runners.find(
      ({ process }) => processCategory(process.context, process.name) === category,
    );
    if (!runner) return;
    await runner.handleTimer(key, {
      id: timerId,
      type: `timer:${name}`,
      key,
      data,
      recordedAt: now,
      actor: { id: `process:${runner.group}`, roles: ['process'] },
      correlationId,
      causationId: timerId,
      position: '0',
    });
  }
}

import { derivedId, fold, parseStream, type Recorded } from '@tamani/kernel';
import type { Lease } from '@tamani/ports';
import { aggregate, LeasedWorker, logBatches, type Runtime } from '@tamani/runtime';
import { webhook } from '../domain/webhook/webhook.decide.js';
import type { WebhookEvent } from '../domain/webhook/webhook.events.js';
import type { Addresses } from './addresses.js';
import { DeliveryLog } from './delivery-log.js';
import { WebhookLane, type ActiveWebhook, type LaneTools } from './lane.js';
import { DEFAULT_PACE, type Pace } from './pace.js';
import { Requests } from './requests.js';
import type { WebhookSecrets } from './secrets.js';
import { Sender } from './sender.js';

export interface DispatcherOptions {
  readonly runtime: Runtime;
  readonly secrets: WebhookSecrets;
  readonly addresses: Addresses;
  /** Name of this process on the lease. */
  readonly owner: string;
  readonly pace?: Pace;
}

type WebhookRecord = Recorded<WebhookEvent>;

const NAME = 'webhooks.audit';
const LEASE_MS = 10_000;
const FILTER = { streamPrefixes: [`${webhook.category}-`] };

/**
 * Sends messages to webhooks: one process at a time, by lease; one lane per active webhook.
 * It follows the log of webhooks: registrations, pauses and requests take effect at once, in
 * whichever process, and after a crash as well. Nothing else waits for it.
 */
export class WebhookDispatcher {
  private readonly worker: LeasedWorker;
  private readonly log: DeliveryLog;

  constructor(private readonly options: DispatcherOptions) {
    const { ports } = options.runtime;
    this.log = new DeliveryLog(ports.reads);
    this.worker = new LeasedWorker({
      name: NAME,
      owner: options.owner,
      leases: ports.reads.leases,
      leaseMs: LEASE_MS,
      log: ports.log,
      work: (lease, signal) => this.work(lease, signal),
    });
  }

  async start(): Promise<void> {
    await this.log.prepare();
    this.worker.start();
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }

  /** Both readers of the log, until one of them fails or the lease is lost. */
  private async work(lease: Lease, signal: AbortSignal): Promise<void> {
    const { runtime, secrets, addresses, pace = DEFAULT_PACE } = this.options;
    const { clock } = runtime.ports;
    const sender = new Sender({ clock, secrets, addresses, timeoutMs: pace.timeoutMs });
    const disable: LaneTools['disable'] = (...of) => this.disable(...of);
    const tools = { runtime, sender, log: this.log, pace, lease, disable };
    const ended = new AbortController();
    const either = AbortSignal.any([signal, ended.signal]);
    const requests = new Requests(tools);
    const parts = [this.follow(tools, either), requests.follow(FILTER, either)];
    try {
      await Promise.race(parts);
    } finally {
      ended.abort();
      await Promise.allSettled(parts);
    }
  }

  /** Keeps a lane for each webhook that is active, as it is now. */
  private async follow(tools: LaneTools, signal: AbortSignal): Promise<void> {
    const { runtime } = this.options;
    const known = new Map<string, ActiveWebhook>();
    const lanes = new Map<string, WebhookLane>();
    try {
      const from = { after: 0n, signal, filter: FILTER };
      let isLive = false;
      for await (const batch of logBatches(runtime.ports.store, from)) {
        for (const event of batch.events) take(known, runtime.decode(event) as WebhookRecord);
        isLive ||= batch.caughtUp;
        if (isLive) await adjust(lanes, known, tools);
        this.worker.succeeded();
      }
    } finally {
      await Promise.all([...lanes.values()].map((lane) => lane.stop()));
    }
  }

  private async disable(...[id, reason, { at, status, error }]: Parameters<LaneTools['disable']>) {
    const { commands, ports } = this.options.runtime;
    const detail = status === null ? (error ?? '') : `HTTP ${status}`;
    const commandId = derivedId('webhook-disabled', id, at);
    const actor = { id: 'process:audit.webhooks', roles: [] };
    const context = { commandId, requestHash: commandId, actor };
    const command = { type: 'DisableWebhook', reason, detail } as const;
    const done = await commands.execute(
      aggregate(webhook),
      id,
      command,
      { ...context, correlationId: commandId, causationId: commandId },
      { expect: 'existing' },
    );
    if (!done.ok) throw new Error(done.error.code);
    ports.log.warn('a webhook is disabled', { id, reason, detail });
  }
}

function take(known: Map<string, ActiveWebhook>, event: WebhookRecord): void {
  const { id } = parseStream(event.stream);
  const before = known.get(id);
  const state = fold(webhook, [event], before);
  // Whatever does not change it leaves its lane alone.
  if (state === before) return;
  known.set(id, { ...state, id, registeredAt: before?.registeredAt ?? event.position });
}

async function adjust(
  lanes: Map<string, WebhookLane>,
  known: ReadonlyMap<string, ActiveWebhook>,
  tools: LaneTools,
): Promise<void> {
  for (const [id, one] of known) {
    const lane = lanes.get(id);
    if (lane?.webhook === one) continue;
    await lane?.stop();
    lanes.delete(id);
    if (one.status !== 'active') continue;
    const next = new WebhookLane(one, tools);
    lanes.set(id, next);
    next.start();
  }
}

import { instantAfter, type IntegrationEvent } from '@tamani/kernel';
import type { Lease, LogFilter, StoredEvent } from '@tamani/ports';
import { logBatches, pause, resumeAt, type Runtime } from '@tamani/runtime';
import { wants, type WebhookState } from '../domain/webhook/webhook.state.js';
import type { Delivery, DeliveryLog } from './delivery-log.js';
import { pauseAfter, type Pace } from './pace.js';
import type { Outcome, Sender } from './sender.js';

export interface LaneTools {
  readonly runtime: Pick<Runtime, 'ports' | 'messagesOf'>;
  readonly sender: Sender;
  readonly log: DeliveryLog;
  readonly pace: Pace;
  readonly lease: Lease;
  /** Ends the subscription; its event stops this lane. */
  disable(id: string, reason: 'gone' | 'failing', attempt: Outcome['attempt']): Promise<void>;
}

export interface ActiveWebhook extends WebhookState {
  readonly id: string;
  /** Position of its registration: what came before is not for it. */
  readonly registeredAt: bigint;
}

const FOR_GOOD_MS = 24 * 3_600_000;

/**
 * What a webhook is told, in the order of the log: a message that is not taken holds up those
 * behind it, so that a receiver never sees an effect before its cause. At least once: the place in
 * the log is saved after the answer.
 */
export class WebhookLane {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    readonly webhook: ActiveWebhook,
    private readonly tools: LaneTools,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Nothing is sent after it has resolved. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { log } = this.tools.runtime.ports;
    while (!signal.aborted) {
      const waitMs = await this.turn().catch((error: unknown) => {
        if (!signal.aborted) log.warn(`${this.name} is started again`, { error: String(error) });
        return this.tools.pace.firstPauseMs;
      });
      await pause(waitMs, signal);
    }
  }

  /** Goes through the log until a message is not taken; answers how long to wait then. */
  private async turn(): Promise<number> {
    const { store, reads } = this.tools.runtime.ports;
    const { signal } = this.stopping;
    let after = (await resumeAt({ store, reads }, this.name)) ?? this.webhook.registeredAt;
    for await (const batch of logBatches(store, { after, signal, ...this.filter })) {
      for (const event of batch.events) {
        const waitMs = signal.aborted ? 0 : await this.handle(event);
        if (signal.aborted || waitMs > 0) {
          await this.save(after);
          return waitMs;
        }
        after = event.position;
      }
      after = batch.position;
      await this.save(after);
    }
    return 0;
  }

  private async handle(event: StoredEvent): Promise<number> {
    const { types } = this.webhook;
    for (const message of this.tools.runtime.messagesOf(event)) {
      if (!wants(types, message.type)) continue;
      const waitMs = await this.deliver(message, event);
      if (waitMs > 0) return waitMs;
    }
    return 0;
  }

  /** 0 if delivered, else the milliseconds until the next attempt. */
  private async deliver(message: IntegrationEvent, event: StoredEvent): Promise<number> {
    const { sender, log, runtime } = this.tools;
    const { id: webhookId } = this.webhook;
    const before = await log.ofMessage(webhookId, message.id);
    if (before?.status === 'delivered') return 0;
    const failed = this.sinceActive(before);
    const leftMs = msUntil(failed?.nextAttemptAt, runtime.ports.clock.now());
    if (leftMs > 0) return leftMs;
    const outcome = await sender.send(this.webhook, message, this.stopping.signal);
    if (this.stopping.signal.aborted && !outcome.isDelivered) return 0;
    const base = {
      ...{ id: message.id, webhookId, messageId: message.id, type: message.type },
      sequence: before?.sequence ?? (await log.nextSequence(webhookId, 'ordered')),
      createdAt: before?.createdAt ?? outcome.attempt.at,
      position: message.position,
      ...{ stream: event.stream, revision: String(event.revision) },
      ...({ trigger: 'event', lane: 'ordered' } as const),
    };
    if (!outcome.isDelivered) return this.notTaken(base, outcome, failed);
    const over = { status: 'delivered', failingSince: null, nextAttemptAt: null } as const;
    await log.add({ ...base, ...over }, outcome.attempt);
    return 0;
  }

  /** What failed before it was resumed is as good as new. */
  private sinceActive(before: Delivery | undefined): Delivery | undefined {
    const { activeSince } = this.webhook;
    return before?.log[0] && before.log[0].at >= activeSince ? before : undefined;
  }

  /** Records a failure; disables the webhook after the last one. */
  private async notTaken(
    base: Omit<Delivery, 'status' | 'failingSince' | 'nextAttemptAt' | 'attempts' | 'log'>,
    { attempt, isGone, retryAfterMs }: Outcome,
    failed: Delivery | undefined,
  ): Promise<number> {
    const { log, pace, disable } = this.tools;
    const waitMs = pauseAfter((failed?.attempts ?? 0) + 1, pace, retryAfterMs);
    const failingSince = failed?.failingSince ?? attempt.at;
    const nextAttemptAt = instantAfter(attempt.at, waitMs);
    await log.add({ ...base, status: 'retrying', failingSince, nextAttemptAt }, attempt);
    const isOver = msUntil(attempt.at, failingSince) >= pace.disableAfterMs;
    if (!isGone && !isOver) return waitMs;
    await disable(base.webhookId, isGone ? 'gone' : 'failing', attempt);
    return FOR_GOOD_MS;
  }

  private async save(position: bigint): Promise<void> {
    const { reads } = this.tools.runtime.ports;
    const checkpoint = { name: this.name, position, lease: this.tools.lease };
    // Looked at again after a crash: what was delivered is in the delivery log.
    await reads.commit({ writes: [], checkpoint, isRemade: true });
  }

  private get name(): string {
    return `webhook.${this.webhook.id}`;
  }

  /** Only the contexts that it asks for are read. */
  private get filter(): { readonly filter?: LogFilter } {
    const contexts = this.webhook.types.map((type) => type.split('.', 1)[0] ?? '*');
    if (contexts.includes('*')) return {};
    return { filter: { streamPrefixes: [...new Set(contexts.map((one) => `${one}.`))] } };
  }
}

const msUntil = (moment: string | null | undefined, now: string): number =>
  moment ? Math.max(0, Date.parse(moment) - Date.parse(now)) : 0;

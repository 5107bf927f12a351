import { parseStream, type IntegrationEvent, type Recorded } from '@tamani/kernel';
import type { LogFilter } from '@tamani/ports';
import { logBatches, resumeAt, type Runtime } from '@tamani/runtime';
import { webhook } from '../domain/webhook/webhook.decide.js';
import type { WebhookEvent } from '../domain/webhook/webhook.events.js';
import type { LaneTools } from './lane.js';

type WebhookRecord = Recorded<WebhookEvent>;

export interface RequestTools extends Pick<LaneTools, 'sender' | 'log' | 'lease'> {
  readonly runtime: Pick<Runtime, 'ports' | 'decode' | 'commands' | 'messagesOf'>;
}

const NAME = 'webhooks.requests';

/**
 * Tests, and messages sent again by hand: one attempt each, beside the order of the lanes, in
 * whatever state the webhook is. Requests are in the log, so none is lost by a crash.
 */
export class Requests {
  constructor(private readonly tools: RequestTools) {}

  /** Until the signal aborts. */
  async follow(filter: LogFilter, signal: AbortSignal): Promise<void> {
    const { ports } = this.tools.runtime;
    const after = (await resumeAt(ports, NAME)) ?? 0n;
    for await (const { events, position } of logBatches(ports.store, { after, filter, signal })) {
      const records = events.map((event) => this.tools.runtime.decode(event) as WebhookRecord);
      // Of one webhook in turn, of several side by side: none waits for another's receiver.
      const streams = [...new Set(records.map(({ stream }) => stream))];
      const each = (stream: string) =>
        this.each(
          records.filter((one) => one.stream === stream),
          signal,
        );
      await Promise.all(streams.map(each));
      if (signal.aborted) return;
      const checkpoint = { name: NAME, position, lease: this.tools.lease };
      // Looked at again after a crash: what was sent is in the delivery log.
      await ports.reads.commit({ writes: [], checkpoint, isRemade: true });
    }
  }

  private async each(events: readonly WebhookRecord[], signal: AbortSignal): Promise<void> {
    for (const event of events) {
      const message = await this.messageOf(event);
      if (message) await this.send(event, message, signal);
    }
  }

  private async messageOf(event: WebhookRecord): Promise<IntegrationEvent | undefined> {
    if (event.type === 'WebhookTestRequested') return testMessage(event);
    if (event.type !== 'WebhookResendRequested') return undefined;
    const { messageId, stream, revision } = event.data;
    const { ports, messagesOf, decode } = this.tools.runtime;
    const from = BigInt(revision);
    const [source] = await ports.store.readStream(stream, { from, limit: 1 });
    if (source?.id === messageId) return testMessage(decode(source) as WebhookRecord);
    return source && messagesOf(source).find(({ id }) => id === messageId);
  }

  private async send(event: WebhookRecord, message: IntegrationEvent, signal: AbortSignal) {
    const { sender, log, runtime } = this.tools;
    const { id } = parseStream(event.stream);
    const loaded = await runtime.commands.load(webhook, id);
    const isSent = (await log.one(id, event.id)) !== undefined;
    if (!loaded || loaded.state.status === 'closed' || isSent) return;
    const { attempt, isDelivered } = await sender.send({ id, ...loaded.state }, message, signal);
    if (signal.aborted && !isDelivered) return;
    const sequence = await log.nextSequence(id, 'manual');
    const trigger = event.type === 'WebhookTestRequested' ? 'test' : 'resend';
    const delivery = {
      ...{ id: event.id, webhookId: id, messageId: message.id, type: message.type },
      ...({ trigger, lane: 'manual', sequence } as const),
      status: isDelivered ? ('delivered' as const) : ('failed' as const),
      ...{ failingSince: null, nextAttemptAt: null },
      createdAt: attempt.at,
      position: message.position,
      ...sourceOf(event),
    };
    await log.add(delivery, attempt);
  }
}

/** The place of the message's event. */
const sourceOf = ({ type, data, stream, revision }: WebhookRecord) =>
  type === 'WebhookResendRequested'
    ? { stream: data.stream, revision: data.revision }
    : { stream, revision: String(revision) };

/** A test message. */
function testMessage(event: WebhookRecord): IntegrationEvent {
  const { id: webhookId } = parseStream(event.stream);
  const { recordedAt, actor, correlationId } = event.meta;
  return {
    id: event.id,
    type: 'audit.WebhookTested.v1',
    key: webhookId,
    data: { webhookId },
    ...{ recordedAt, actor, correlationId },
    causationId: event.id,
    position: String(event.position),
  };
}

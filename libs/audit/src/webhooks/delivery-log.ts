import type { CollectionSpec, Condition, ReadStore } from '@tamani/ports';

/** The result of an attempt. */
export interface Attempt {
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly durationMs: number;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** `timeout`, `address_refused`, `key_missing`, `ECONNREFUSED`; null when it was answered. */
  readonly error: string | null;
  /** The beginning of the answer. */
  readonly answer: string;
}

/** A message on its way to a webhook, or there; or a test, or a message sent again by hand. */
export interface Delivery {
  readonly id: string;
  readonly webhookId: string;
  readonly messageId: string;
  readonly type: string;
  readonly trigger: 'event' | 'test' | 'resend';
  readonly status: 'delivered' | 'retrying' | 'failed';
  readonly attempts: number;
  /** The last attempts, newest first. */
  readonly log: readonly Attempt[];
  /** Since when nothing came through, this time. */
  readonly failingSince: string | null;
  readonly nextAttemptAt: string | null;
  readonly createdAt: string;
  /** Position in the log of the message's event. */
  readonly position: string;
  readonly stream: string;
  readonly revision: string;
  /** Its number among those of the webhook and the lane. */
  readonly sequence: number;
  readonly lane: Lane;
}

/** Messages in their order, or what was asked for by hand: each with numbers of its own. */
export type Lane = 'ordered' | 'manual';

export const DELIVERIES: CollectionSpec = {
  name: 'audit_webhook_deliveries_v1',
  fields: {
    id: 'text',
    webhookId: 'text',
    messageId: 'text',
    status: 'text',
    lane: 'text',
    createdAt: 'text',
    sequence: 'integer',
  },
  indexes: [
    ['webhookId', 'createdAt'],
    ['webhookId', 'lane', 'sequence'],
    ['webhookId', 'messageId'],
  ],
};

/** Deliveries kept of a webhook and lane: the place of the oldest is taken by the newest. */
const KEPT: Readonly<Record<Lane, number>> = { ordered: 1_000, manual: 100 };
const ATTEMPTS_KEPT = 20;
/** More attempts than any delivery has. */
const MOST_ATTEMPTS = 10_000;

type Where = Readonly<Record<string, string>>;

/** The log of attempts: bounded, outside the event log, for inspection only. */
export class DeliveryLog {
  constructor(private readonly reads: ReadStore) {}

  prepare(): Promise<void> {
    return this.reads.ensure(DELIVERIES);
  }

  /** The automatic delivery of a message; undefined when it is new, or forgotten. */
  ofMessage(webhookId: string, messageId: string): Promise<Delivery | undefined> {
    return this.first({ webhookId, messageId, lane: 'ordered' });
  }

  one(webhookId: string, id: string): Promise<Delivery | undefined> {
    return this.first({ webhookId, id });
  }

  /** Deliveries of a webhook, the newest first. Throws InvalidCursor. */
  async page(
    webhookId: string,
    {
      status,
      limit,
      cursor,
    }: { status?: string | undefined; limit: number; cursor?: string | undefined },
  ) {
    const where = { webhookId, ...(status === undefined ? {} : { status }) };
    const { documents, nextCursor } = await this.reads.find(DELIVERIES.name, {
      where: conditionsOf(where),
      sort: { field: 'createdAt', direction: 'desc' },
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    return { deliveries: documents.map(({ doc }) => doc as unknown as Delivery), nextCursor };
  }

  /** The number of the next delivery of a lane. */
  async nextSequence(webhookId: string, lane: Lane): Promise<number> {
    const last = await this.first({ webhookId, lane });
    return last ? last.sequence + 1 : 0;
  }

  /** Writes a delivery with one more attempt. */
  async add(delivery: Omit<Delivery, 'attempts' | 'log'>, attempt: Attempt): Promise<void> {
    const key = keyOf(delivery);
    const stored = await this.reads.get(DELIVERIES.name, key);
    const known = stored?.doc as unknown as Delivery | undefined;
    const before = known?.id === delivery.id ? known : undefined;
    const attempts = (before?.attempts ?? 0) + 1;
    const log = [attempt, ...(before?.log ?? [])].slice(0, ATTEMPTS_KEPT);
    const doc: Delivery = { ...delivery, attempts, log };
    const position = BigInt(delivery.sequence * MOST_ATTEMPTS + Math.min(attempts, 9_999));
    const write = {
      collection: DELIVERIES.name,
      key,
      doc: { ...doc },
      position,
      expected: stored?.position,
    };
    await this.reads.commit({ writes: [write] });
  }

  private async first(where: Where): Promise<Delivery | undefined> {
    const { documents } = await this.reads.find(DELIVERIES.name, {
      where: conditionsOf(where),
      sort: { field: 'sequence', direction: 'desc' },
      limit: 1,
    });
    return documents[0]?.doc as unknown as Delivery | undefined;
  }
}

const conditionsOf = (where: Where): readonly Condition[] =>
  Object.entries(where).map(([field, value]) => ({ field, op: 'eq', value }));

const keyOf = ({ webhookId, lane, sequence }: Pick<Delivery, 'webhookId' | 'lane' | 'sequence'>) =>
  `${webhookId}:${lane}:${sequence % KEPT[lane]}`;

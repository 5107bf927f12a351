import { canonicalText, systemClock, systemIds } from '@tamani/kernel';
import type { EventStore } from '@tamani/ports';
import type { ContextDefinition } from '@tamani/runtime';
import { z } from 'zod';

/** Events of a shop: each is one message with its number. */
export const shop: ContextDefinition = {
  name: 'shop',
  aggregates: [],
  translate: ({ type, data, stream }) =>
    type === 'Sold' ? [{ type: 'shop.Sold.v1', key: stream, data }] : [],
  messages: { 'shop.Sold.v1': z.object({ n: z.int() }) },
  readModels: [],
  processes: [],
};

/** Writes sales to a log. */
export class Till {
  private sold = 0;

  constructor(private readonly store: EventStore) {}

  /** Appends this many sales, each in its own stream. */
  async sell(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) {
      const n = ++this.sold;
      const meta = {
        ...{ actor: { id: 'seller', roles: [] }, commandId: `c${n}`, requestHash: 'h' },
        ...{ correlationId: 'c', causationId: `c${n}`, schemaVersion: 1 },
        recordedAt: systemClock.now(),
      };
      const id = systemIds.next();
      const event = { id, type: 'Sold', data: canonicalText({ n }), meta: canonicalText(meta) };
      await this.store.append(`shop.Sale-${n}`, [event], 'no_stream');
    }
  }
}

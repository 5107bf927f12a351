import { describe, expect, test } from '@jest/globals';
import {
  awaits,
  beginning,
  byStatus,
  shownOf,
  stepped,
  type ReadModelEvent,
  type StreamState,
} from '@tamani/runtime';
import { attentionOf, type AttentionDoc } from './attention.read-model.js';
import { daysBetween, rolesByKind } from './waiting.js';

interface Box {
  readonly reference: string;
  readonly status: 'none' | 'draft' | 'done';
}
const boxes = byStatus<Box, { readonly type: string; readonly data: unknown }>({
  category: 'shop.Box',
  initial: { reference: '', status: 'none' },
  evolve: (box, { type }) => ({
    reference: 'BOX-1',
    status: type === 'Closed' ? 'done' : type === 'Opened' ? 'draft' : box.status,
  }),
});
const model = attentionOf([awaits('boxes', boxes, { draft: ['order_draft', 'buyer'] })]);

let position = 0n;
const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`;
const event = (type: string, day: number, more: Partial<ReadModelEvent> = {}): ReadModelEvent => ({
  ...{ id: `e${position}`, type, data: {}, stream: 'shop.Box-b1', revision: 0n },
  ...{ position: (position += 1n), aggregateId: 'b1' },
  meta: { recordedAt: at(day) } as ReadModelEvent['meta'],
  ...more,
});

function folded(events: readonly ReadModelEvent[], of = model): ReadonlyMap<string, AttentionDoc> {
  const docs = new Map<string, AttentionDoc>();
  const states = new Map<string, StreamState>();
  for (const one of events) {
    const [fold, apply] = [of.shows?.(one), of.on[one.type]];
    for (const key of of.keys(one)) {
      if (fold) {
        const state = stepped(fold, states.get(key) ?? beginning(fold), one);
        states.set(key, state);
        docs.set(key, shownOf(fold, one.aggregateId, state) as AttentionDoc);
      } else if (apply) docs.set(key, apply(docs.get(key), one, key));
    }
  }
  return docs;
}
const only = (events: readonly ReadModelEvent[]) => [...folded(events).values()][0];

describe('a document', () => {
  test('waits since it came into its status, whatever else happens to it', () => {
    const doc = only([event('Opened', 2), event('Painted', 5), event('Painted', 9)]);
    expect(doc).toMatchObject({
      ...{ kind: 'order_draft', resource: 'boxes', entityId: 'b1', reference: 'BOX-1' },
      ...{ status: 'draft', since: at(2), from: at(2), dueOn: '', reason: null },
    });
  });

  test('waits no more once it has left the status, and again from its return on', () => {
    const opened = [event('Opened', 2), event('Closed', 3)];
    expect(only(opened)).toMatchObject({ kind: null, status: 'done' });
    expect(only([...opened, event('Opened', 8)])).toMatchObject({
      kind: 'order_draft',
      since: at(8),
    });
  });
});

describe('a document that something ends of on a day', () => {
  const ending = attentionOf([
    awaits(
      'boxes',
      {
        ...boxes,
        standing: ({ reference, status }) =>
          status === 'done'
            ? { reference, status }
            : { reference, status: 'draft' as const, dueOn: '2026-12-31' },
      },
      { draft: ['order_draft', 'buyer'] },
    ),
  ]);

  test('is waited for at once, with that day, as long as it stands so', () => {
    expect([...folded([event('Opened', 2)], ending).values()][0]).toMatchObject({
      ...{ kind: 'order_draft', since: at(2), from: '', dueOn: '2026-12-31' },
    });
    const closed = [event('Opened', 2), event('Closed', 3)];
    expect([...folded(closed, ending).values()][0]).toMatchObject({ kind: null, dueOn: '' });
  });
});

describe('a parked message', () => {
  const parking = { stream: 'shop.Parked-delivery', aggregateId: 'delivery' };
  const parked = (refused: boolean, id = 'm1') => {
    const data = { id, key: 'k', type: 'x.Y.v1', text: '{}', reason: 'why', refused };
    return event('MessageParked', 4, { ...parking, data: { ...data, parkedAt: at(4) } });
  };
  const of = (type: string, id = 'm1') => event(type, 5, { ...parking, data: { id } });

  test('needs attention at once; one whose command was refused is told apart', () => {
    expect(only([parked(false), of('MessageContinued')])).toEqual({
      ...{ kind: 'parked_message', resource: 'parked-messages', entityId: 'm1', status: 'parked' },
      ...{ reference: 'shop.delivery: x.Y.v1', reason: 'why', since: at(4), from: '', dueOn: '' },
    });
    expect(only([parked(true)])?.kind).toBe('refused_command');
  });

  test.each(['MessageReplayed', 'MessageDropped'])(
    'needs none after %s, until it comes again',
    (type) => {
      expect(only([parked(true), of(type)])?.kind).toBeNull();
      expect(only([parked(true), of(type), parked(false)])?.kind).toBe('parked_message');
      const two = [...folded([parked(true), parked(true, 'm2'), of(type)]).values()];
      expect(two.map(({ kind }) => kind)).toEqual([null, 'refused_command']);
    },
  );
});

test('each kind has its roles; days are whole ones', () => {
  const roles = rolesByKind([awaits('boxes', boxes, { draft: ['order_draft', 'buyer'] })]);
  expect(Object.fromEntries(roles)).toEqual({
    refused_command: ['administrator'],
    parked_message: ['administrator'],
    order_draft: ['buyer'],
  });
  expect(daysBetween(at(2), '2026-11-04T08:59:59.999Z')).toBe(1);
  expect(daysBetween(at(5), at(4))).toBe(0);
});

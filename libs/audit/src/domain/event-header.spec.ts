import { describe, expect, test } from '@jest/globals';
import { columnKey } from '@tamani/ports';
import { recorded } from '../../testing/recorded.js';
import { chainOf, type NamesOf } from './causation.js';
import { headerOf } from './event-header.js';
import { eventHeadersReadModel } from '../read-models/event-headers.read-model.js';

describe('the header of an event', () => {
  const event = recorded({
    id: 'e7',
    stream: 'budgets.BudgetLine-0198-aa',
    revision: 3n,
    position: 99n,
    data: { secret: 'not for the index' },
    meta: {
      actor: { id: 'deputy', roles: ['buyer'], onBehalfOf: 'chief' },
      effectiveAt: '2026-09-14',
    },
  });

  test('says who, when and where, and nothing of the data', () => {
    const header = headerOf(event);
    expect(header).toMatchObject({
      eventId: 'e7',
      category: 'budgets.BudgetLine',
      entityId: '0198-aa',
      revision: 3,
      position: 99,
      effectiveAt: '2026-09-14',
      actorId: 'deputy',
      onBehalfOf: 'chief',
    });
    expect(JSON.stringify(header)).not.toContain('secret');
    expect(eventHeadersReadModel.schema.parse(header)).toEqual(header);
  });

  test('the model takes every stream and every type, one document an event', () => {
    expect(eventHeadersReadModel.streams).toEqual(['']);
    expect(Object.keys(eventHeadersReadModel.on)).toEqual(['*']);
    const process = { ...event, stream: 'budgets.process.reservation-r-1', aggregateId: 'r-1' };
    expect(eventHeadersReadModel.keys(process)).toEqual([columnKey(event.position)]);
    expect(headerOf(process)).toMatchObject({
      category: 'budgets.process.reservation',
      entityId: 'r-1',
    });
  });

  test('a position beyond 2^53 stops it instead of being rounded', () => {
    expect(() => headerOf({ ...event, position: 2n ** 53n })).toThrow('beyond 2^53');
  });
});

describe('causation', () => {
  const header = (id: string, position: bigint, causationId: string) =>
    headerOf(recorded({ id, position, meta: { causationId } }));
  const submitted = header('e1', 1n, 'request');
  const reserved = header('e2', 2n, 'm:e1');
  const second = header('e3', 3n, 'm:e1');
  const accepted = header('e4', 4n, 'm:e2');
  const elsewhere = header('e5', 5n, 'another request');
  const all = [accepted, elsewhere, second, submitted, reserved];
  const namesOf: NamesOf = ({ eventId }) => [eventId, `m:${eventId}`];

  test('up: from the nearest cause to the first', () => {
    expect(chainOf(accepted, all, namesOf).causes).toEqual([reserved, submitted]);
    expect(chainOf(submitted, all, namesOf).causes).toEqual([]);
  });

  test('down: all effects, in log order', () => {
    expect(chainOf(submitted, all, namesOf).effects).toEqual([reserved, second, accepted]);
    expect(chainOf(accepted, all, namesOf).effects).toEqual([]);
  });

  test('a cycle terminates', () => {
    const a = header('a', 1n, 'b');
    const b = header('b', 2n, 'a');
    expect(chainOf(a, [a, b], namesOf)).toEqual({ causes: [b], effects: [b] });
  });
});

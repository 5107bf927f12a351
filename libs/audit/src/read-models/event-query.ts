import { parseStream } from '@tamani/kernel';
import type { Condition, Scalar } from '@tamani/ports';
import type { EventHeader } from '../domain/event-header.js';

/** Which events: conditions are joined by and, values of one by or. */
export interface EventQuery {
  readonly actor?: readonly string[] | undefined;
  readonly type?: readonly string[] | undefined;
  /** An entity's id, or a stream's whole name (`budgets.BudgetLine-<id>`). */
  readonly entity?: string | undefined;
  readonly category?: readonly string[] | undefined;
  readonly correlationId?: string | undefined;
  readonly commandId?: string | undefined;
  /** Recorded from and to, both inclusive; RFC 3339 UTC with milliseconds. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The query as conditions on the headers. */
export function conditionsOf(query: EventQuery): readonly Condition[] {
  const conditions = [
    anyOf('actorId', query.actor),
    anyOf('type', query.type),
    anyOf('category', query.category),
    ...entityConditions(query.entity),
    anyOf('correlationId', query.correlationId && [query.correlationId]),
    anyOf('commandId', query.commandId && [query.commandId]),
    query.from && ({ field: 'recordedAt', op: 'gte', value: query.from } as const),
    query.to && ({ field: 'recordedAt', op: 'lte', value: query.to } as const),
  ];
  return conditions.filter((condition) => typeof condition === 'object');
}

/** The same conditions on a header in hand. */
export const takes = (header: EventHeader, conditions: readonly Condition[]): boolean =>
  conditions.every((condition) => {
    const value = header[condition.field] as Scalar;
    if (condition.op === 'in') return condition.values.includes(value);
    const [own, other] = [String(value), String(condition.value)];
    return condition.op === 'gte' ? own >= other : condition.op === 'lte' && own <= other;
  });

/** A stream's name has its context before a dot and its id after a hyphen; an id has no dot. */
const isStream = (entity: string): boolean => /^[a-z]+\.[^-]+-./.test(entity);

function entityConditions(entity: string | undefined): readonly (Condition | undefined)[] {
  if (entity === undefined) return [];
  if (!isStream(entity)) return [anyOf('entityId', [entity])];
  const { category, id } = parseStream(entity);
  return [anyOf('entityId', [id]), anyOf('category', [category])];
}

function anyOf(field: string, values: readonly string[] | '' | undefined): Condition | undefined {
  return values ? { field, op: 'in', values } : undefined;
}

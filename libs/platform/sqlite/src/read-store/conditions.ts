import type { CollectionSpec, Condition } from '@tamani/ports';
import { columnValue, type ColumnValue } from './column-value.js';
import { columnOf } from './collection-table.js';

/** A piece of SQL with the values of its question marks. */
export interface Sql {
  readonly text: string;
  readonly values: readonly ColumnValue[];
}

const OPERATORS = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** The conditions joined by and; `1` when there are none. Throws StoreMisuse. */
export const whereSql = (spec: CollectionSpec, where: readonly Condition[] = []): Sql =>
  allOf(where.map((condition) => conditionSql(spec, condition)));

/** All of the pieces. */
export const allOf = (parts: readonly Sql[]): Sql => ({
  text: parts.map(({ text }) => text).join(' AND ') || '1',
  values: parts.flatMap(({ values }) => values),
});

function conditionSql(spec: CollectionSpec, condition: Condition): Sql {
  const column = columnOf(condition.field);
  if (condition.op === 'in') return alternatives(spec, condition);
  if (condition.op === 'contains')
    return { text: `instr(${column}, ?) > 0`, values: [condition.value] };
  const value = columnValue(spec, condition.field, condition.value);
  if (condition.op === 'eq' && value === null) return { text: `${column} IS NULL`, values: [] };
  return { text: `${column} ${OPERATORS[condition.op]} ?`, values: [value] };
}

/** One parameter however many values: the statement is then prepared once. */
function alternatives(
  spec: CollectionSpec,
  { field, values }: Extract<Condition, { readonly op: 'in' }>,
): Sql {
  const column = columnOf(field);
  const columnValues = values.map((value) => columnValue(spec, field, value));
  const given = columnValues.filter((value) => value !== null);
  const orNull = given.length < columnValues.length ? ` OR ${column} IS NULL` : '';
  return {
    text: `(${column} IN (SELECT value FROM json_each(?))${orNull})`,
    values: [JSON.stringify(given)],
  };
}

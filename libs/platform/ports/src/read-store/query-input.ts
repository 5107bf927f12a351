import type { CollectionSpec, Condition, FindQuery, SumQuery } from '../read-store.port.js';
import { StoreMisuse } from '../store-errors.js';
import { fieldType } from './collection-spec.js';

const MAX_LIMIT = 1_000;
const MAX_CONDITIONS = 50;
const MAX_ALTERNATIVES = 1_000;
const MAX_GROUP_FIELDS = 20;

/** Refuses an invalid limit or sort, and too many conditions. */
export function checkFind(spec: CollectionSpec, { where, sort, limit }: FindQuery): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new StoreMisuse(`limit is not within 1..${MAX_LIMIT}: ${limit}`);
  if (sort) fieldType(spec, sort.field);
  checkWhere(spec, where);
  if (spec.columns) checkColumnFind(spec, { where, sort });
}

/** What every engine can answer of columns, however it keeps them. */
export function checkColumnFind(
  { name, columns = {} }: CollectionSpec,
  { where = [], sort }: Pick<FindQuery, 'where' | 'sort'>,
): void {
  if (sort && columns[sort.field] !== 'position')
    throw new StoreMisuse(`${name} is sorted by its position, not by ${sort.field}`);
  for (const { field, op } of where)
    if (columns[field] === 'id' && op !== 'eq' && op !== 'in')
      throw new StoreMisuse(`${name}.${field} is an id: equal or not`);
}

/** Refuses sums of fields that are not integers, undeclared groups, and too many of them. */
export function checkSum(spec: CollectionSpec, { where, groupBy, sums }: SumQuery): void {
  if (spec.columns) throw new StoreMisuse(`${spec.name} is in columns: it has no sums`);
  if (groupBy.length > MAX_GROUP_FIELDS || sums.length > MAX_GROUP_FIELDS)
    throw new StoreMisuse(`${spec.name}: too many fields to group by or to sum`);
  for (const field of groupBy) fieldType(spec, field);
  for (const field of sums)
    if (fieldType(spec, field) !== 'integer')
      throw new StoreMisuse(`${spec.name}.${field} is no integer: it has no sum`);
  checkWhere(spec, where);
}

function checkWhere(spec: CollectionSpec, where: readonly Condition[] = []): void {
  if (where.length > MAX_CONDITIONS) throw new StoreMisuse(`${where.length} conditions in a query`);
  for (const condition of where) {
    const type = fieldType(spec, condition.field);
    if (condition.op === 'contains' && (type !== 'text' || typeof condition.value !== 'string'))
      throw new StoreMisuse(`${spec.name}.${condition.field} is no text: nothing is in it`);
    if (condition.op === 'in' && condition.values.length > MAX_ALTERNATIVES)
      throw new StoreMisuse(
        `${spec.name}.${condition.field}: ${condition.values.length} values in one condition`,
      );
  }
}

import {
  fieldValue,
  type CollectionSpec,
  type Condition,
  type FindQuery,
  type PagePlace,
} from '@tamani/ports';
import type { mongo } from 'mongoose';
import { pathOf, storedScalar, type DocumentForm, type StoredScalar } from './stored-forms.js';

export type DocumentFilter = mongo.Filter<DocumentForm>;

const NOTHING: DocumentFilter = { _id: { $in: [] } };

/** All of the filters. */
export const allOf = (filters: readonly DocumentFilter[]): DocumentFilter => {
  const given = filters.filter((filter) => Object.keys(filter).length > 0);
  return given.length > 0 ? { $and: given } : {};
};

/** The filters of conditions. Values never become operators: each stands behind one. */
export const whereFilters = (
  spec: CollectionSpec,
  where: readonly Condition[] = [],
): readonly DocumentFilter[] => where.map((condition) => filterOf(spec, condition));

function filterOf(spec: CollectionSpec, condition: Condition): DocumentFilter {
  const { field } = condition;
  const valueOf = (value: unknown): StoredScalar => storedScalar(fieldValue(spec, field, value));
  if (condition.op === 'in') return on(field, { $in: condition.values.map(valueOf) });
  if (condition.op === 'contains') return on(field, { $regex: literal(condition.value) });
  const value = valueOf(condition.value);
  // A range holds for no null; MongoDB would find null at or above null.
  if (value === null && condition.op !== 'eq') return NOTHING;
  return on(field, { [`$${condition.op}`]: value });
}

/** A regular expression that is the text itself: what could be an operator is escaped. */
const literal = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\s]/gu, escaped);
const escaped = (character: string): string => (character <= '\x7f' ? `\\${character}` : character);

const on = (field: string, condition: Readonly<Record<string, unknown>>): DocumentFilter => ({
  [pathOf(field)]: condition,
});

/**
 * What comes after a place in the order of a query, in parts that each are one range of an index:
 * joined by "or", a server may sort what it finds, or read from one end of the list for every page.
 */
export function filtersAfter(
  sort: FindQuery['sort'],
  place: PagePlace | undefined,
): readonly DocumentFilter[] {
  if (!place) return [{}];
  const { key } = place;
  if (!sort) return [{ _id: { $gt: key } }];
  const { field, direction } = sort;
  const value = storedScalar(place.value);
  const tie: DocumentFilter = {
    ...on(field, { $eq: value }),
    _id: direction === 'asc' ? { $gt: key } : { $lt: key },
  };
  return [tie, ...beyond(field, direction, value)];
}

/** Nulls come first upwards and last downwards. */
function beyond(
  field: string,
  direction: 'asc' | 'desc',
  value: StoredScalar,
): readonly DocumentFilter[] {
  if (direction === 'asc') return [on(field, value === null ? { $ne: null } : { $gt: value })];
  return value === null ? [] : [on(field, { $lt: value }), on(field, { $eq: null })];
}

/** The order of a query, exact by the key. */
export function orderOf(sort: FindQuery['sort']): Record<string, 1 | -1> {
  if (!sort) return { _id: 1 };
  const direction = sort.direction === 'asc' ? 1 : -1;
  return { [pathOf(sort.field)]: direction, _id: direction };
}

import { InvalidCursor, StoreMisuse, type CollectionSpec, type FindQuery } from '@tamani/ports';
import { createHash } from 'node:crypto';
import { columnValue, type ColumnValue } from './collection-spec.js';

/** The last document of a page: its key, and its value of the field sorted by. */
export interface PagePlace {
  readonly key: string;
  readonly value: ColumnValue;
}

const SHAPE = /^([A-Za-z0-9_-]{1,4000})\.([A-Za-z0-9_-]{22})$/;

/** A cursor of a query: where it stands, and a hash of the query (all but limit) and the place. */
export function cursorOf(spec: CollectionSpec, query: FindQuery, place: PagePlace): string {
  const body = Buffer.from(JSON.stringify([place.key, place.value])).toString('base64url');
  return `${body}.${hashOf(spec, query, body)}`;
}

/** The place of a cursor. Throws InvalidCursor when another query made it, or nobody did. */
export function placeOf(spec: CollectionSpec, query: FindQuery, cursor: string): PagePlace {
  const [, body, hash] = SHAPE.exec(cursor) ?? [];
  if (!body || hash !== hashOf(spec, query, body))
    throw new InvalidCursor(`${spec.name}: this query did not make this cursor`);
  return parsed(spec, query, body);
}

/** The hash is no signature: what it covers is checked like any input. */
function parsed(spec: CollectionSpec, { sort }: FindQuery, body: string): PagePlace {
  try {
    const [key, value] = JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown[];
    if (typeof key !== 'string') throw new StoreMisuse('no key');
    if (sort && spec.fields[sort.field] === 'boolean')
      return { key, value: columnValue(spec, sort.field, value === null ? value : value === 1) };
    return { key, value: sort ? columnValue(spec, sort.field, value) : null };
  } catch {
    throw new InvalidCursor(`${spec.name}: a damaged cursor`);
  }
}

const hashOf = (spec: CollectionSpec, { where = [], sort }: FindQuery, body: string): string =>
  createHash('sha256')
    .update(JSON.stringify([spec.name, where, sort ?? null, body]))
    .digest('base64url')
    .slice(0, 22);

import { canonicalHash } from '@tamani/kernel';
import type { CollectionSpec, FindQuery, Scalar } from '../read-store.port.js';
import { InvalidCursor, StoreMisuse } from '../store-errors.js';
import { fieldValue } from './collection-spec.js';

/** The last document of a page: its key, and its value of the field sorted by. */
export interface PagePlace {
  readonly key: string;
  readonly value: Scalar;
}

const SHAPE = /^([A-Za-z0-9_-]{1,4000})\.([0-9a-f]{22})$/;

/** A cursor of a query: where it stands, and a hash of the query (all but limit) and the place. */
export function cursorOf(spec: CollectionSpec, query: FindQuery, place: PagePlace): string {
  const body = encoded(JSON.stringify([place.key, place.value]), 'base64url');
  return `${body}.${hashOf(spec, query, body)}`;
}

/** The place of a cursor. Throws InvalidCursor when it does not come from this query. */
export function placeOf(spec: CollectionSpec, query: FindQuery, cursor: string): PagePlace {
  const [, body, hash] = SHAPE.exec(cursor) ?? [];
  if (!body || hash !== hashOf(spec, query, body))
    throw new InvalidCursor(`${spec.name}: this query did not make this cursor`);
  return parsed(spec, query, body);
}

/** The hash is not a signature: what it covers is checked like any input. */
function parsed(spec: CollectionSpec, { sort }: FindQuery, body: string): PagePlace {
  try {
    const [key, value] = JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown[];
    if (typeof key !== 'string') throw new StoreMisuse('no key');
    return { key, value: sort ? fieldValue(spec, sort.field, value) : null };
  } catch {
    throw new InvalidCursor(`${spec.name}: a damaged cursor`);
  }
}

/** Over the bytes in base64: a canonical text would treat é and its decomposed form as equal. */
const hashOf = (spec: CollectionSpec, { where = [], sort }: FindQuery, body: string): string =>
  canonicalHash(encoded(JSON.stringify([spec.name, where, sort ?? null, body]), 'base64')).slice(
    0,
    22,
  );

const encoded = (text: string, encoding: 'base64' | 'base64url'): string =>
  Buffer.from(text).toString(encoding);

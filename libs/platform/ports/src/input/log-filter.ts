import type { LogFilter } from '../event-store.port.js';
import { StoreMisuse } from '../store-errors.js';

export type EventPredicate = (event: { readonly stream: string; readonly type: string }) => boolean;

/** A filter as a function. Both lists must match; within a list one match is enough. */
export function predicateOf(filter: LogFilter | undefined): EventPredicate {
  const prefixes = filter?.streamPrefixes;
  const types = filter?.types && new Set(filter.types);
  if (prefixes?.length === 0 || types?.size === 0)
    throw new StoreMisuse('a filter with an empty list takes nothing: leave the list out');
  return ({ stream, type }) =>
    (!types || types.has(type)) &&
    (!prefixes || prefixes.some((prefix) => stream.startsWith(prefix)));
}

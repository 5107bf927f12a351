import type { StoredEvent } from '@tamani/ports';
import type { FilterOrder } from '../wire/requests.js';

/** Which events a subscription takes: by the start of a name, or by a pattern. */
export function takesOf(
  filter: FilterOrder | undefined,
): (event: Pick<StoredEvent, 'stream' | 'type'>) => boolean {
  if (!filter) return () => true;
  const { on, prefixes, regex } = filter;
  const pattern = prefixes.length === 0 ? new RegExp(regex, 'u') : undefined;
  return (event) => {
    const name = event[on];
    return pattern ? pattern.test(name) : prefixes.some((prefix) => name.startsWith(prefix));
  };
}

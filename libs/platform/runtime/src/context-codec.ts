import { parseStream, type EventSpecs, type Recorded } from '@tamani/kernel';
import type { StoredEvent } from '@tamani/ports';
import type { ContextDefinition } from './definitions.js';
import { decodeEvent } from './event-codec.js';

const NO_SPECS: EventSpecs = {};

/** Decodes any stored event of a set of contexts; one that several readers have in hand, once. */
export function codecOf(contexts: readonly ContextDefinition[]): (event: StoredEvent) => Recorded {
  const specs = new Map<string, EventSpecs>();
  for (const { aggregates, processes, name } of contexts) {
    for (const { decider } of aggregates) specs.set(decider.category, decider.events);
    for (const process of processes) specs.set(processCategory(name, process.name), process.events);
  }
  const decoded = new WeakMap<StoredEvent, Recorded>();
  return (event) => {
    const known = decoded.get(event);
    if (known) return known;
    const fresh = decodeEvent(specs.get(categoryOf(event.stream)) ?? NO_SPECS, event);
    decoded.set(event, fresh);
    return fresh;
  };
}

/** `budgets.process.reservation-<key>` has the category `budgets.process.reservation`. */
export const categoryOf = (stream: string): string => {
  const { category } = parseStream(stream);
  return category;
};

/** Streams of a process: its name has no hyphen, so that a key may have them. */
export const processCategory = (context: string, process: string): string =>
  `${context}.process.${process.replaceAll('-', '_')}`;

import type { EventHeader } from './event-header.js';

/** Causes and effects of an event. */
export interface Chain {
  /** From the nearest cause to the first. */
  readonly causes: readonly EventHeader[];
  /** In the order of the log. */
  readonly effects: readonly EventHeader[];
}

/** Ids by which an event can be named as a cause: its own, and those of its messages. */
export type NamesOf = (header: EventHeader) => readonly string[];

/**
 * Follows causation up and down within the events of one correlation. An event that names no
 * event of them (a person's request) ends the chain; a circle, which cannot be, would end it too.
 */
export function chainOf(
  event: EventHeader,
  correlated: readonly EventHeader[],
  namesOf: NamesOf,
): Chain {
  return {
    causes: causesOf(event, correlated, namesOf),
    effects: effectsOf(event, correlated, namesOf),
  };
}

function causesOf(
  event: EventHeader,
  correlated: readonly EventHeader[],
  namesOf: NamesOf,
): readonly EventHeader[] {
  const byName = new Map<string, EventHeader>();
  for (const header of correlated) {
    for (const name of namesOf(header)) byName.set(name, header);
  }
  const causes: EventHeader[] = [];
  const seen = new Set([event.position]);
  let cause = byName.get(event.causationId);
  while (cause !== undefined && !seen.has(cause.position)) {
    causes.push(cause);
    seen.add(cause.position);
    cause = byName.get(cause.causationId);
  }
  return causes;
}

function effectsOf(
  event: EventHeader,
  correlated: readonly EventHeader[],
  namesOf: NamesOf,
): readonly EventHeader[] {
  const byCause = byCausation(correlated);
  const found = new Map<number, EventHeader>();
  const open = [event];
  for (let cause = open.pop(); cause !== undefined; cause = open.pop()) {
    for (const effect of namesOf(cause).flatMap((name) => byCause.get(name) ?? [])) {
      if (effect.position === event.position || found.has(effect.position)) continue;
      found.set(effect.position, effect);
      open.push(effect);
    }
  }
  return [...found.values()].sort((a, b) => a.position - b.position);
}

function byCausation(headers: readonly EventHeader[]): ReadonlyMap<string, EventHeader[]> {
  const groups = new Map<string, EventHeader[]>();
  for (const header of headers) {
    const group = groups.get(header.causationId);
    if (group) group.push(header);
    else groups.set(header.causationId, [header]);
  }
  return groups;
}

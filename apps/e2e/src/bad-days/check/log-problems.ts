import type { StoredEvent } from '@tamani/ports';
import type { Acknowledged } from '../workload/client.js';

interface Meta {
  readonly commandId: string;
}
const commandOf = ({ meta }: StoredEvent): string => (JSON.parse(meta) as Meta).commandId;

/**
 * What a log says against the promises: a hole, something that was acknowledged and is not there
 * as it was told, something that is there twice. Nothing, when all is well.
 */
export function logProblems(
  log: readonly StoredEvent[],
  acknowledged: readonly Acknowledged[],
): readonly string[] {
  const byStream = grouped(log, ({ stream }) => stream);
  const byCommand = grouped(log, commandOf);
  return [
    ...[...byStream].flatMap(([stream, events]) => holes(stream, events)),
    ...[...byCommand].flatMap(([command, events]) => repeated(command, events)),
    ...acknowledged.flatMap((one) => missing(one, byStream.get(one.stream) ?? [])),
    ...misnumbered(byStream),
  ];
}

function holes(stream: string, events: readonly StoredEvent[]): readonly string[] {
  return events.flatMap(({ revision }, n) =>
    revision === BigInt(n) ? [] : [`gap: ${stream} has revision ${revision} in place ${n}`],
  );
}

/** The events of one command are one after the other in one stream, each of them once. */
function repeated(command: string, events: readonly StoredEvent[]): readonly string[] {
  const [first] = events;
  if (!first) return [];
  const ids = new Set(events.map(({ id }) => id));
  const isOnce =
    ids.size === events.length &&
    events.every(
      ({ stream, revision }, n) =>
        stream === first.stream && revision === first.revision + BigInt(n),
    );
  if (isOnce) return [];
  const places = events.map(({ stream, revision, type }) => `${stream}@${revision} ${type}`);
  return [`twice: command ${command} is in ${places.join(', ')}`];
}

/** What was told of a command is where it was told to be. */
function missing(one: Acknowledged, stream: readonly StoredEvent[]): readonly string[] {
  const { name, commandId, revision, events } = one;
  if (events.length === 0) return [];
  const mine = stream.filter((event) => commandOf(event) === commandId);
  const types = mine.map(({ type }) => type);
  if (mine.length === 0) return [`lost: ${name} was acknowledged at ${one.stream}@${revision}`];
  const isThere = `${types}` === `${events}` && mine.at(-1)?.revision === revision;
  const is = `${types} up to ${mine.at(-1)?.revision}`;
  return isThere ? [] : [`changed: ${name} was told as ${events} at ${revision}, is ${is}`];
}

/** Numbers are given out from 1 on, each once, without a hole. */
function misnumbered(byStream: ReadonlyMap<string, readonly StoredEvent[]>): readonly string[] {
  return [...byStream].flatMap(([stream, events]) => {
    if (!stream.includes('.Reference-')) return [];
    const numbers = events.map(({ data }) => (JSON.parse(data) as { number: number }).number);
    const isRight = numbers.every((number, n) => number === n + 1);
    return isRight ? [] : [`numbering: ${stream} gave ${numbers}`];
  });
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

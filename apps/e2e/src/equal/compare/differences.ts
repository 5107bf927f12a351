import type { Snapshot } from './snapshot.js';

/** One thing that two systems have kept differently. */
export interface Difference {
  /** The stream and number of the event, or the collection and key of the document. */
  readonly where: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** What two systems have kept differently, event by event and document by document. */
export const differencesOf = (left: Snapshot, right: Snapshot): readonly Difference[] => [
  ...inStreams(left, right),
  ...inCollections(left, right),
];

const union = <K>(left: ReadonlyMap<K, unknown>, right: ReadonlyMap<K, unknown>): readonly K[] => [
  ...new Set([...left.keys(), ...right.keys()]),
];

function* inStreams(left: Snapshot, right: Snapshot): Generator<Difference> {
  for (const stream of union(left.streams, right.streams)) {
    const one = left.streams.get(stream) ?? [];
    const other = right.streams.get(stream) ?? [];
    for (let n = 0; n < Math.max(one.length, other.length); n++) {
      if (one[n] === other[n]) continue;
      yield { where: `${stream}@${n}`, left: one[n], right: other[n] };
    }
  }
}

function* inCollections(left: Snapshot, right: Snapshot): Generator<Difference> {
  for (const collection of union(left.collections, right.collections)) {
    const one = left.collections.get(collection) ?? new Map<string, string>();
    const other = right.collections.get(collection) ?? new Map<string, string>();
    for (const key of union(one, other)) {
      if (one.get(key) === other.get(key)) continue;
      yield { where: `${collection} ${key}`, left: one.get(key), right: other.get(key) };
    }
  }
}

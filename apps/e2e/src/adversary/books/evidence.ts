import type { Resource } from '../../equal/script/world.js';
import type { Told } from '../history/history.js';
import { paths, type Path } from '../system/kinds.js';
import type { LogEvent, System } from '../system/system.js';

/** What a history has left behind, once everything is at rest. */
export interface Evidence {
  readonly events: readonly LogEvent[];
  readonly documents: ReadonlyMap<Path, readonly Resource[]>;
  readonly troubles: readonly string[];
  readonly turns: readonly Told[];
}

export async function evidenceOf(system: System, turns: readonly Told[]): Promise<Evidence> {
  const documents = new Map<Path, readonly Resource[]>();
  for (const path of paths) documents.set(path, await system.all(path));
  const [events, troubles] = [await system.log(), await system.troubles()];
  return { events, documents, troubles, turns };
}

export const all = ({ documents }: Evidence, path: Path): readonly Resource[] =>
  documents.get(path) ?? [];

/** Something in the books that breaks a rule. */
export interface Finding {
  readonly rule: string;
  readonly text: string;
}

/** One way to look at the books. Its rules are what it can find broken. */
export interface Check<Rule extends string = string> {
  readonly rules: readonly Rule[];
  find(evidence: Evidence): readonly (Finding & { readonly rule: Rule })[];
}

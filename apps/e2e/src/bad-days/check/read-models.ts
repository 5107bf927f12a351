import type { ReadStore, StoredDocument, StoredEvent } from '@tamani/ports';
import { collectionName, Runtime } from '@tamani/runtime';
import { memoryReadStore } from '@tamani/testing/engines';
import { isDeepStrictEqual } from 'node:util';
import type { Replica } from '../rig/replica.js';
import { storeOf } from './log-copy.js';

type Documents = ReadonlyMap<string, StoredDocument>;

/** Collections of a replica's contexts, with their documents. */
export type Collections = ReadonlyMap<string, Documents>;

const PAGE = 1_000;

/** The documents that the projectors have made. */
export async function readModelsOf({ runtime, ports }: Replica): Promise<Collections> {
  return collected(runtime, ports.reads);
}

/** The documents rebuilt from the log, in addition to the live ones. */
export async function foldedFrom(
  log: readonly StoredEvent[],
  { runtime, ports }: Replica,
): Promise<Collections> {
  const reads = memoryReadStore();
  const fresh = new Runtime({ ...ports, store: storeOf(log), reads }, runtime.contexts);
  // Into an empty store: what is live there is the fold.
  await fresh.rebuild(fresh.models, { replace: false });
  return collected(fresh, reads);
}

/** Differences between the live documents and the log. */
export function differencesOf(live: Collections, folded: Collections): readonly string[] {
  return [...folded].flatMap(([name, documents]) => {
    const has = live.get(name) ?? new Map<string, StoredDocument>();
    const keys = new Set([...documents.keys(), ...has.keys()]);
    return [...keys].flatMap((key) => {
      if (isDeepStrictEqual(plain(has.get(key)), plain(documents.get(key)))) return [];
      return [
        `read model: ${name} ${key} is ${text(has.get(key))}, not ${text(documents.get(key))}`,
      ];
    });
  });
}

async function collected(runtime: Runtime, reads: ReadStore): Promise<Collections> {
  const all = new Map<string, Documents>();
  for (const { name, readModels } of runtime.contexts) {
    for (const model of readModels) {
      const collection = collectionName(name, model);
      all.set(collection, await documentsOf(reads, collection));
    }
  }
  return all;
}

async function documentsOf(reads: ReadStore, collection: string): Promise<Documents> {
  const all = new Map<string, StoredDocument>();
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? {} : { cursor };
    const page = await reads.find(collection, { limit: PAGE, ...at });
    for (const document of page.documents) all.set(document.key, document);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const plain = (document: StoredDocument | undefined): unknown => document && text(document);

const text = (document: StoredDocument | undefined): string =>
  document ? `at ${document.position} ${JSON.stringify(document.doc)}` : 'not there';

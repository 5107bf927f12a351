import type { ReadStore, StoredDocument } from '@tamani/ports';
import { isDeepStrictEqual } from 'node:util';

export interface RebuildDifference {
  readonly key: string;
  readonly live: unknown;
  readonly rebuilt: unknown;
}

/** What two collections have in common and what not, at the same position. */
export interface Comparison {
  readonly documents: number;
  readonly different: number;
  /** In the log, not in the live model. */
  readonly missing: number;
  /** In the live model, not in the log. */
  readonly extra: number;
  /** Rebuilt documents that do not have the shape that the model declares. */
  readonly invalid: number;
  /** The first few differences, for display. */
  readonly examples: readonly RebuildDifference[];
}

export interface Compared {
  readonly reads: ReadStore;
  readonly live: string;
  readonly rebuilt: string;
  readonly isValid: (document: StoredDocument) => boolean;
}

const PAGE = 1_000;
const MAX_EXAMPLES = 5;

/** Walks both collections in the order of their keys. */
export async function compareCollections(of: Compared): Promise<Comparison> {
  const found = { documents: 0, different: 0, missing: 0, extra: 0, invalid: 0 };
  const examples: RebuildDifference[] = [];
  for await (const pair of pairs(of)) {
    const { rebuilt } = pair;
    if (rebuilt) found.documents += 1;
    if (rebuilt && !of.isValid(rebuilt)) found.invalid += 1;
    const difference = differenceOf(pair);
    if (!difference) continue;
    found[difference] += 1;
    if (examples.length < MAX_EXAMPLES) examples.push(exampleOf(pair));
  }
  return { ...found, examples };
}

interface Pair {
  readonly key: string;
  readonly live: StoredDocument | undefined;
  readonly rebuilt: StoredDocument | undefined;
}

/** Documents of the same key side by side; one is undefined where a side does not have it. */
async function* pairs({ reads, live, rebuilt }: Compared): AsyncGenerator<Pair> {
  const left = documents(reads, live);
  const right = documents(reads, rebuilt);
  let a = await next(left);
  let b = await next(right);
  for (let key = smaller(a, b); key !== undefined; key = smaller(a, b)) {
    const ofLive = a?.key === key ? a : undefined;
    const ofRebuilt = b?.key === key ? b : undefined;
    yield { key, live: ofLive, rebuilt: ofRebuilt };
    if (ofLive) a = await next(left);
    if (ofRebuilt) b = await next(right);
  }
}

async function next(from: AsyncGenerator<StoredDocument>): Promise<StoredDocument | undefined> {
  const item = await from.next();
  return item.done === true ? undefined : item.value;
}

/** Engines sort keys by their UTF-8 bytes. */
function smaller(a?: StoredDocument, b?: StoredDocument): string | undefined {
  if (!a || !b) return (a ?? b)?.key;
  return Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) <= 0 ? a.key : b.key;
}

function differenceOf({ live, rebuilt }: Pair): 'missing' | 'extra' | 'different' | undefined {
  if (!live) return 'missing';
  if (!rebuilt) return 'extra';
  const isSame = live.position === rebuilt.position && isDeepStrictEqual(live.doc, rebuilt.doc);
  return isSame ? undefined : 'different';
}

const exampleOf = ({ key, live, rebuilt }: Pair): RebuildDifference => ({
  key,
  live: live?.doc ?? null,
  rebuilt: rebuilt?.doc ?? null,
});

async function* documents(reads: ReadStore, collection: string): AsyncGenerator<StoredDocument> {
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? {} : { cursor };
    const page = await reads.find(collection, { limit: PAGE, ...at });
    yield* page.documents;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

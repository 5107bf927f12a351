import { canonicalText, type Recorded } from '@tamani/kernel';
import type { ReadStore, StoredDocument, StoredEvent } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts } from '../runtime-ports.js';
import { collectionName, collectionOf } from './collections.js';
import { foldBatch, takes } from './model-fold.js';

/** What a rebuild found of one read model against the live one, at the same position. */
export interface RebuildReport {
  /** `budgets_budget_lines_v1`. */
  readonly name: string;
  readonly documents: number;
  readonly different: number;
  /** In the log, not in the live model. */
  readonly missing: number;
  /** In the live model, not in the log. */
  readonly extra: number;
  /** The first few that are not the same, for the eye. */
  readonly examples: readonly RebuildDifference[];
  readonly position: string;
  /** The live model was replaced, because it differed. */
  readonly replaced: boolean;
}

export interface RebuildDifference {
  readonly key: string;
  readonly live: unknown;
  readonly rebuilt: unknown;
}

export interface RebuildOptions {
  readonly context: string;
  readonly model: AnyReadModel;
  readonly ports: Pick<RuntimePorts, 'store' | 'reads'>;
  readonly decode: (event: StoredEvent) => Recorded;
  /** Replace the live model when it differs. */
  readonly replace: boolean;
  /** Told after each page: events read, position of the head. */
  readonly progress?: (position: bigint, head: bigint) => void;
}

const PAGE = 1_000;
const MAX_EXAMPLES = 5;

/**
 * Folds a read model from the start of the log into a table beside the live one and compares
 * the two. The live model is first brought up to the same position. For a stopped system, or
 * one whose projector rests: nobody else writes the live model meanwhile.
 */
export async function rebuildModel(options: RebuildOptions): Promise<RebuildReport> {
  const { context, model, ports } = options;
  const live = collectionName(context, model);
  const beside = `${live}_rebuilt`;
  const head = await ports.store.head();
  await ports.reads.ensure(collectionOf(context, model));
  await catchUp(options, live, head);
  await startAgain(ports.reads, options, beside);
  await catchUp(options, beside, head);
  const found = await compare(ports.reads, live, beside);
  const same = found.different + found.missing + found.extra === 0;
  const replaced = !same && options.replace;
  if (replaced) {
    await startAgain(ports.reads, options, live);
    await catchUp(options, live, head);
  }
  await ports.reads.drop(beside);
  await ports.reads.deleteCheckpoint(beside);
  return { name: live, ...found, position: String(head), replaced };
}

async function startAgain(
  reads: ReadStore,
  { context, model }: RebuildOptions,
  collection: string,
): Promise<void> {
  if ((await reads.collections()).includes(collection)) await reads.drop(collection);
  await reads.deleteCheckpoint(collection);
  await reads.ensure(collectionOf(context, model, collection));
}

/** Folds the log from the collection's checkpoint up to a position. */
async function catchUp(options: RebuildOptions, collection: string, to: bigint): Promise<void> {
  const { model, ports, decode } = options;
  const target = { model, collection, reads: ports.reads };
  const all = model.streams.includes('');
  const filter = all ? {} : { filter: { streamPrefixes: model.streams } };
  let after = (await ports.reads.checkpoint(collection)) ?? 0n;
  while (after < to) {
    const page = await ports.store.readAll({ after, limit: PAGE, ...filter });
    const events = page.events.map(decode).filter((event) => takes(model, event));
    after = page.next;
    await foldBatch(target, events, { position: after });
    options.progress?.(after, to);
    if (page.atHead) return;
  }
}

type Found = Pick<RebuildReport, 'documents' | 'different' | 'missing' | 'extra' | 'examples'>;

/** Walks both tables in the order of their keys. */
async function compare(reads: ReadStore, live: string, rebuilt: string): Promise<Found> {
  const left = documents(reads, live);
  const right = documents(reads, rebuilt);
  const found = { documents: 0, different: 0, missing: 0, extra: 0 };
  const examples: RebuildDifference[] = [];
  const note = (kind: 'different' | 'missing' | 'extra', key: string, pair: Pair): void => {
    found[kind] += 1;
    if (examples.length < MAX_EXAMPLES) examples.push({ key, ...pair });
  };
  let [a, b] = [await left.next(), await right.next()];
  while (!a.done || !b.done) {
    const order = a.done ? 1 : b.done ? -1 : compareKeys(a.value.key, b.value.key);
    if (order === 0 && !a.done && !b.done) {
      found.documents += 1;
      const pair = { live: a.value.doc, rebuilt: b.value.doc };
      if (!sameDocument(a.value, b.value)) note('different', a.value.key, pair);
    } else if (order < 0 && !a.done) {
      note('extra', a.value.key, { live: a.value.doc, rebuilt: null });
    } else if (!b.done) {
      found.documents += 1;
      note('missing', b.value.key, { live: null, rebuilt: b.value.doc });
    }
    if (order <= 0) a = await left.next();
    if (order >= 0) b = await right.next();
  }
  return { ...found, examples };
}

type Pair = Omit<RebuildDifference, 'key'>;

const compareKeys = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

const sameDocument = (a: StoredDocument, b: StoredDocument): boolean =>
  a.position === b.position && canonicalText(a.doc) === canonicalText(b.doc);

async function* documents(reads: ReadStore, collection: string): AsyncGenerator<StoredDocument> {
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? {} : { cursor };
    const page = await reads.find(collection, { limit: PAGE, ...at });
    yield* page.documents;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

import type { Recorded } from '@tamani/kernel';
import type { Lease, ReadStore, StoredEvent } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { underLease } from '../workers/under-lease.js';
import { publicFields } from './aggregate-read-model.js';
import { collectionName, collectionOf, filledMark } from './collections.js';
import { compareCollections, type Comparison } from './compare.js';
import { foldBatch, takes } from './model-fold.js';

/** What a rebuild found of one read model against the live one, at the same position. */
export interface RebuildReport extends Comparison {
  /** `budgets_budget_lines_v1`. */
  readonly name: string;
  readonly position: string;
  /** The live model was replaced, because it differed. */
  readonly replaced: boolean;
}

export interface RebuildOptions {
  readonly context: string;
  readonly model: AnyReadModel;
  readonly ports: Pick<RuntimePorts, 'store' | 'reads'>;
  readonly settings: Pick<RuntimeSettings, 'owner' | 'leaseMs'>;
  readonly decode: (event: StoredEvent) => Recorded;
  /** Replace the live model when it differs. */
  readonly replace: boolean;
  /** Told after each page: events read, position of the head. */
  readonly progress?: (position: bigint, head: bigint) => void;
}

const PAGE = 1_000;

/** Name of the lease of the writer of a context's read models. */
export const projectorName = (context: string): string => `projector.${context}`;

/**
 * Folds a read model from the start of the log into a table beside the live one and compares
 * the two. The live model is first brought up to the same position; the projector's lease is held
 * meanwhile, so that nobody else writes it. Throws AtWorkElsewhere when a projector runs.
 */
export function rebuildModel(options: RebuildOptions): Promise<RebuildReport> {
  const { context, ports, settings } = options;
  const request = {
    leases: ports.reads.leases,
    name: projectorName(context),
    owner: `rebuild:${settings.owner}`,
    leaseMs: settings.leaseMs,
  };
  return underLease(request, (lease) => rebuilt(options, lease));
}

async function rebuilt(options: RebuildOptions, lease: Lease): Promise<RebuildReport> {
  const { context, model, ports } = options;
  const { reads } = ports;
  const live = collectionName(context, model);
  const beside = `${live}_rebuilt`;
  const head = await ports.store.head();
  const catchUpTo = (collection: string) => catchUp(options, { collection, to: head, lease });
  await reads.ensure(collectionOf(context, model));
  await catchUpTo(live);
  await startAgain(reads, options, beside);
  await catchUpTo(beside);
  const isValid = ({ doc }: { doc: object }) => model.schema.safeParse(publicFields(doc)).success;
  const found = await compareCollections({ reads, live, rebuilt: beside, isValid });
  const replaced = found.different + found.missing + found.extra > 0 && options.replace;
  if (replaced) {
    await startAgain(reads, options, live);
    await catchUpTo(live);
  }
  await reads.deleteCheckpoint(beside);
  await reads.drop(beside);
  return { name: live, ...found, position: String(head), replaced };
}

/** The checkpoint goes first: a table without one is filled from the start, after a crash too. */
async function startAgain(
  reads: ReadStore,
  { context, model }: RebuildOptions,
  collection: string,
): Promise<void> {
  await reads.deleteCheckpoint(collection);
  await reads.deleteCheckpoint(filledMark(collection));
  if ((await reads.collections()).includes(collection)) await reads.drop(collection);
  await reads.ensure(collectionOf(context, model, collection));
}

/** Folds the log from the collection's checkpoint up to a position. */
async function catchUp(
  { model, ports, decode, progress }: RebuildOptions,
  of: { readonly collection: string; readonly to: bigint; readonly lease: Lease },
): Promise<void> {
  const { collection, to, lease } = of;
  const target = { model, collection, reads: ports.reads };
  const all = model.streams.includes('');
  const filter = all ? {} : { filter: { streamPrefixes: model.streams } };
  let after = (await ports.reads.checkpoint(collection)) ?? 0n;
  while (after < to) {
    const page = await ports.store.readAll({ after, limit: PAGE, ...filter });
    const stored = page.events.filter(({ position }) => position <= to);
    const events = stored.map(decode).filter((event) => takes(model, event));
    after = page.next < to ? page.next : to;
    await foldBatch(target, events, { position: after, lease });
    progress?.(after, to);
    if (page.atHead) return;
  }
}

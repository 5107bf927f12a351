import type { Recorded } from '@tamani/kernel';
import type { Lease, ReadStore, StoredEvent } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { underLease, type LeaseRequest } from '../workers/under-lease.js';
import { collectionName, collectionOf, filledMark } from './collections.js';
import { compareCollections, type Comparison } from './compare.js';
import { foldBatch, takes } from './model-fold.js';
import { StreamStates } from '../states/stream-states.js';

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
/** Of memory for the states behind the documents; a stream that has none is read again. */
const STATES_BYTES = 32 * 1024 ** 2;

/** Name of the lease of the writer of a context's read models. */
export const projectorName = (context: string): string => `projector.${context}`;

/**
 * Folds a read model from the start of the log into a table beside the live one and compares
 * the two. The live model is first brought up to the same position; the projector's lease is held
 * meanwhile, so that nobody else writes it. Throws AtWorkElsewhere when a projector runs.
 */
export function rebuildModel(options: RebuildOptions): Promise<RebuildReport> {
  return underLease(leaseOf(options), (lease) => rebuilt(options, lease));
}

/** Brings a read model up to the head of the log, from the start where there is none. */
export function fillModel(options: Omit<RebuildOptions, 'replace'>): Promise<void> {
  const { context, model, ports } = options;
  return underLease(leaseOf(options), async (lease) => {
    await ports.reads.ensure(collectionOf(context, model));
    const to = await ports.store.head();
    await catchUp(options, { collection: collectionName(context, model), to, lease });
  });
}

function leaseOf({ context, ports, settings }: Omit<RebuildOptions, 'replace'>): LeaseRequest {
  return {
    leases: ports.reads.leases,
    name: projectorName(context),
    owner: `rebuild:${settings.owner}`,
    leaseMs: settings.leaseMs,
  };
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
  const isValid = ({ doc }: { doc: object }) => model.schema.safeParse(doc).success;
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
  { model, ports, decode, progress }: Omit<RebuildOptions, 'replace'>,
  of: { readonly collection: string; readonly to: bigint; readonly lease: Lease },
): Promise<void> {
  const { collection, to, lease } = of;
  const states = new StreamStates(ports.store, decode, STATES_BYTES);
  const target = { model, collection, reads: ports.reads, states };
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

import type { Recorded } from '@tamani/kernel';
import type { Lease, ReadStore, StoredEvent } from '@tamani/ports';
import type { AnyReadModel } from '../definitions.js';
import type { RuntimePorts, RuntimeSettings } from '../runtime-ports.js';
import { underLease } from '../workers/under-lease.js';
import { collectionName, collectionOf, filledMark } from '../projections/collections.js';
import { compareCollections, type Comparison } from './compare.js';
import { filterOf, type Decoded } from '../projections/driven-model.js';
import { foldBatch, takes } from '../projections/model-fold.js';
import { StreamStates } from '../states/stream-states.js';

/** What a rebuild found of one read model against the live one, at the same position. */
export interface RebuildReport extends Comparison {
  /** `budgets_budget_lines_v1`. */
  readonly name: string;
  readonly position: string;
  /** The live model was replaced, because it differed. */
  readonly replaced: boolean;
}

/** A read model of a context. */
export interface RebuildTarget {
  readonly context: string;
  readonly model: AnyReadModel;
}

export interface FillOptions {
  readonly targets: readonly RebuildTarget[];
  readonly ports: Pick<RuntimePorts, 'store' | 'reads'>;
  readonly settings: Pick<RuntimeSettings, 'owner' | 'leaseMs'>;
  readonly decode: (event: StoredEvent) => Recorded;
  /** Told after each page: events read, position of the head. */
  readonly progress?: (position: bigint, head: bigint) => void;
}

export interface RebuildOptions extends FillOptions {
  /** Replace a live model when it differs. */
  readonly replace: boolean;
}

const PAGE = 1_000;
/** Of memory for the states behind the documents; a stream that has none is read again. */
const STATES_BYTES = 64 * 1024 ** 2;

/** Name of the lease of the writer of a context's read models. */
export const projectorName = (context: string): string => `projector.${context}`;

/**
 * Folds read models from the start of the log into tables beside the live ones and compares them.
 * The log is read once for all of them. The live models are first brought up to the same position;
 * the projectors' leases are held meanwhile, so that nobody else writes them. Throws
 * AtWorkElsewhere when a projector runs.
 */
export function rebuildModels(options: RebuildOptions): Promise<readonly RebuildReport[]> {
  return underLeases(options, (leases) => rebuilt(options, leases));
}

/** Brings read models up to the head of the log, from the start where there is none. */
export function fillModels(options: FillOptions): Promise<void> {
  const { targets, ports } = options;
  return underLeases(options, async (leases) => {
    for (const { context, model } of targets)
      await ports.reads.ensure(collectionOf(context, model));
    await catchUp(options, targets.map(liveOf), { to: await ports.store.head(), leases });
  });
}

/** The lease of each context whose models are written. */
type ContextLeases = ReadonlyMap<string, Lease>;

/** Holds the leases of all contexts, one within the other. */
function underLeases<T>(
  options: FillOptions,
  work: (leases: ContextLeases) => Promise<T>,
): Promise<T> {
  const { ports, settings } = options;
  const held = new Map<string, Lease>();
  const within = ([context, ...others]: readonly string[]): Promise<T> => {
    if (context === undefined) return work(held);
    const request = {
      leases: ports.reads.leases,
      name: projectorName(context),
      owner: `rebuild:${settings.owner}`,
      leaseMs: settings.leaseMs,
    };
    return underLease(request, (lease) => {
      held.set(context, lease);
      return within(others);
    });
  };
  return within([...new Set(options.targets.map(({ context }) => context))]);
}

/** A model that is folded into a collection. */
interface Filled extends RebuildTarget {
  readonly collection: string;
}

const liveOf = (target: RebuildTarget): Filled => ({
  ...target,
  collection: collectionName(target.context, target.model),
});
const besideOf = (target: RebuildTarget): Filled => ({
  ...target,
  collection: `${collectionName(target.context, target.model)}_rebuilt`,
});

async function rebuilt(
  options: RebuildOptions,
  leases: ContextLeases,
): Promise<readonly RebuildReport[]> {
  const { targets, ports } = options;
  const { reads } = ports;
  const at = { to: await ports.store.head(), leases };
  for (const { context, model } of targets) await reads.ensure(collectionOf(context, model));
  await catchUp(options, targets.map(liveOf), at);
  for (const target of targets) await startAgain(reads, besideOf(target));
  await catchUp(options, targets.map(besideOf), at);
  const reports: RebuildReport[] = [];
  const differing: Filled[] = [];
  for (const target of targets) {
    const found = await compared(reads, target);
    const replaced = found.different + found.missing + found.extra > 0 && options.replace;
    if (replaced) differing.push(liveOf(target));
    const { collection: name } = liveOf(target);
    reports.push({ name, ...found, position: String(at.to), replaced });
  }
  for (const live of differing) await startAgain(reads, live);
  await catchUp(options, differing, at);
  return reports;
}

/** Compares a live model with the one beside it, which then goes. */
async function compared(reads: ReadStore, target: RebuildTarget): Promise<Comparison> {
  const [live, beside] = [liveOf(target).collection, besideOf(target).collection];
  const isValid = ({ doc }: { doc: object }) => target.model.schema.safeParse(doc).success;
  const found = await compareCollections({ reads, live, rebuilt: beside, isValid });
  await reads.deleteCheckpoint(beside);
  await reads.drop(beside);
  return found;
}

/** The checkpoint goes first: a table without one is filled from the start, after a crash too. */
async function startAgain(reads: ReadStore, { context, model, collection }: Filled): Promise<void> {
  await reads.deleteCheckpoint(collection);
  await reads.deleteCheckpoint(filledMark(collection));
  if ((await reads.collections()).includes(collection)) await reads.drop(collection);
  await reads.ensure(collectionOf(context, model, collection));
}

/** Folds the log up to a position, each collection from its own checkpoint on. */
async function catchUp(
  { ports, decode, progress }: FillOptions,
  filled: readonly Filled[],
  { to, leases }: { readonly to: bigint; readonly leases: ContextLeases },
): Promise<void> {
  const { store, reads } = ports;
  const states = new StreamStates(store, decode, STATES_BYTES);
  const writers = filled.map((one) => new Writer(one, { reads, states }, leases.get(one.context)));
  for (const writer of writers) await writer.begin();
  let after = writers.reduce((least, { reached }) => (reached < least ? reached : least), to);
  const filter = filterOf(filled.map(({ model }) => model));
  while (after < to) {
    const page = await store.readAll({ after, limit: PAGE, ...filter });
    const events = page.events.filter(({ position }) => position <= to).map(decode);
    after = page.next < to ? page.next : to;
    const isLast = page.atHead || after >= to;
    for (const writer of writers) await writer.advance({ events, position: after, isLast });
    progress?.(after, to);
    if (page.atHead) return;
  }
}

/** Folds what its model takes of each page into one collection. */
class Writer {
  reached = 0n;

  constructor(
    private readonly filled: Filled,
    private readonly into: { readonly reads: ReadStore; readonly states: StreamStates },
    private readonly lease: Lease | undefined,
  ) {}

  async begin(): Promise<void> {
    this.reached = (await this.into.reads.checkpoint(this.filled.collection)) ?? 0n;
  }

  /** A page without anything for it is not noted, but for the last one. */
  async advance({ events, position, isLast }: Decoded): Promise<void> {
    const { filled, into, lease, reached } = this;
    if (position <= reached) return;
    this.reached = position;
    const own = events.filter((one) => one.position > reached && takes(filled.model, one));
    if (own.length === 0 && !isLast) return;
    await foldBatch({ ...filled, ...into }, own, { position, ...(lease && { lease }) });
  }
}

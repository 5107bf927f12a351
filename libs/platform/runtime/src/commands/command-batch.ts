import {
  err,
  ok,
  Rejected,
  streamOf,
  type Clock,
  type DomainEvent,
  type Rejection,
} from '@tamani/kernel';
import { ConcurrencyConflict, OutcomeUnknown, type EventStore } from '@tamani/ports';
import type { CommandContext } from '../definitions.js';
import { refuse } from '../runtime-errors.js';
import type { RuntimeSettings } from '../runtime-ports.js';
import { Draft, type DraftedCommand } from './draft.js';
import { decided, FactRecorder } from './fact-recorder.js';
import type { Folded, SeenCommand, StateLoader } from '../states/state-loader.js';
import type { AnyWaiting, ExecuteOptions } from './waiting-command.js';

/** The outcome of a command, once its batch is durable. */
type Outcome =
  | {
      readonly kind: 'decided';
      readonly command: DraftedCommand<unknown>;
      readonly replayed: boolean;
    }
  | { readonly kind: 'before'; readonly seen: SeenCommand }
  | { readonly kind: 'refused'; readonly rejection: Rejection }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Conflicts with another writer before the caller is asked to retry. */
const MAX_CONFLICTS = 20;
const MAX_UNKNOWN = 5;
const UNKNOWN_PAUSE_MS = 10;

export interface BatchTools {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly loader: StateLoader;
  readonly settings: RuntimeSettings;
}

/**
 * Decides commands of one stream one after the other, appends their events together, answers.
 * Returns the commands that did not fit into one append; a failure goes to the callers.
 */
export async function carryOut(
  tools: BatchTools,
  stream: string,
  batch: readonly AnyWaiting[],
): Promise<readonly AnyWaiting[]> {
  const [first] = batch;
  if (!first) return [];
  try {
    for (let conflicts = 0; conflicts <= MAX_CONFLICTS; conflicts++) {
      const rest = await attempt(tools, { stream, id: first.id, batch });
      if (rest) return rest;
      tools.loader.doubt(stream);
    }
    for (const { resolve } of batch) resolve(err(refuse.too_much_contention({ stream })));
  } catch (error) {
    tools.loader.doubt(stream);
    for (const { reject } of batch) reject(error);
  }
  return [];
}

/** The commands that are left for another append; undefined when somebody else wrote first. */
async function attempt(
  tools: BatchTools,
  of: { readonly stream: string; readonly id: string; readonly batch: readonly AnyWaiting[] },
): Promise<readonly AnyWaiting[] | undefined> {
  const { stream, id, batch } = of;
  const { decider } = (batch[0] as AnyWaiting).aggregate;
  const draft = new Draft(decider, id, await tools.loader.current(decider, id));
  const outcomes = await decideAll(tools, draft, batch);
  const folded = await append(tools.store, stream, draft);
  if (!folded) return undefined;
  if (draft.encoded.length > 0) tools.loader.put(decider, stream, folded);
  await answerAll(tools.loader, { batch, outcomes, folded });
  return batch.slice(outcomes.length);
}

/** Outcomes of the first commands of the batch, as many as one append takes. */
async function decideAll(
  tools: BatchTools,
  draft: Draft<unknown, DomainEvent>,
  batch: readonly AnyWaiting[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const waiting of batch) {
    if (draft.isFull) break;
    const outcome = await decide(tools, draft, waiting);
    if (!outcome) break;
    outcomes.push(outcome);
  }
  return outcomes;
}

/** Undefined when its events do not fit in any more. */
async function decide(
  { loader, clock, settings }: BatchTools,
  draft: Draft<unknown, DomainEvent>,
  { aggregate, id, command, context, options }: AnyWaiting,
): Promise<Outcome | undefined> {
  try {
    const before = settings.rememberCommandIds ? repeated(draft, context) : undefined;
    if (before) return before;
    const resource = resourceOf(aggregate.decider.category);
    const problem = precondition(draft.revision, options, { resource, id });
    if (problem) return refused(problem);
    const facts = new FactRecorder(id, loader);
    const { completed } = options;
    const asked = { command, state: draft.state, completed };
    const decision = await decided(aggregate, asked, facts);
    if (!decision.ok) return refused(decision.error);
    const meta = { ...metaOf(context), recordedAt: clock.now(), ...facts.meta() };
    const drafted = draft.add(decision.value, context, meta);
    return drafted && { kind: 'decided', command: drafted, replayed: false };
  } catch (error) {
    return error instanceof Rejected ? refused(error.rejection) : { kind: 'failed', error };
  }
}

/** What a command that was seen before answers; it comes before every other check. */
function repeated(
  draft: Draft<unknown, DomainEvent>,
  context: CommandContext,
): Outcome | undefined {
  const seen = draft.seen(context.commandId);
  if (!seen) return undefined;
  if (seen.hash !== context.requestHash) return refused(refuse.idempotency_key_reused());
  if (seen.before) return { kind: 'before', seen: seen.before };
  return seen.here && { kind: 'decided', command: seen.here, replayed: true };
}

/** The fold with the batch in it; undefined when somebody else has written first. */
async function append(
  store: EventStore,
  stream: string,
  draft: Draft<unknown, DomainEvent>,
): Promise<Folded<unknown> | undefined> {
  if (draft.encoded.length === 0) return draft.base;
  const expected = draft.base.revision < 0n ? 'no_stream' : draft.base.revision;
  for (let unknown = 0; ; unknown++) {
    try {
      return draft.committed((await store.append(stream, draft.encoded, expected)).position);
    } catch (error) {
      if (error instanceof ConcurrencyConflict) return undefined;
      // The same ids at the same revision: the store answers as the first time.
      if (!(error instanceof OutcomeUnknown) || unknown >= MAX_UNKNOWN) throw error;
      await new Promise((resolve) => setTimeout(resolve, UNKNOWN_PAUSE_MS * 2 ** unknown));
    }
  }
}

async function answerAll(
  loader: StateLoader,
  of: {
    readonly batch: readonly AnyWaiting[];
    readonly outcomes: readonly Outcome[];
    readonly folded: Folded<unknown>;
  },
): Promise<void> {
  const { position } = of.folded;
  for (const [index, outcome] of of.outcomes.entries()) {
    const waiting = of.batch[index] as AnyWaiting;
    if (outcome.kind === 'failed') waiting.reject(outcome.error);
    else if (outcome.kind === 'refused') waiting.resolve(err(outcome.rejection));
    else if (outcome.kind === 'decided') {
      const { requestHash: _, ...command } = outcome.command;
      waiting.resolve(ok({ ...command, position, replayed: outcome.replayed }));
    } else await replay(loader, waiting, { seen: outcome.seen, now: of.folded });
  }
}

/** The first result of a command that is in the stream. */
async function replay(
  loader: StateLoader,
  { aggregate, id, options, resolve, reject }: AnyWaiting,
  { seen, now }: { readonly seen: SeenCommand; readonly now: Folded<unknown> },
): Promise<void> {
  const { decider } = aggregate;
  try {
    const from = seen.firstRevision;
    const count = Number(seen.lastRevision - from) + 1;
    const stream = streamOf(decider.category, id);
    const events = await loader.events(decider, stream, { from, count });
    const isNow = options.stateless === true || seen.lastRevision === now.revision;
    const then = isNow ? now : await loader.asOf(decider, id, seen.lastRevision);
    const { state, createdAt, updatedAt } = then;
    const position = events.at(-1)?.position ?? now.position;
    const revision = seen.lastRevision;
    resolve(ok({ state, revision, position, createdAt, updatedAt, replayed: true, events }));
  } catch (error) {
    reject(error);
  }
}

const refused = (rejection: Rejection): Outcome => ({ kind: 'refused', rejection });

const metaOf = ({ actor, commandId, requestHash, correlationId, causationId }: CommandContext) => ({
  actor,
  commandId,
  requestHash,
  correlationId,
  causationId,
});

/** `Requisition` of `procurement.Requisition`, as a sentence names it. */
const resourceOf = (category: string): string => category.slice(category.lastIndexOf('.') + 1);

function precondition(
  revision: bigint,
  { expect, ifMatch }: ExecuteOptions,
  named: { readonly resource: string; readonly id: string },
): Rejection | undefined {
  if (expect === 'new' && revision >= 0n) return refuse.already_exists(named);
  if (expect === 'existing' && revision < 0n) return refuse.not_found(named);
  if (ifMatch === undefined || ifMatch === revision) return undefined;
  return refuse.revision_stale({ expected: String(ifMatch), actual: String(revision) });
}

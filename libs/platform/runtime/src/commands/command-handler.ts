import {
  err,
  ok,
  Rejected,
  streamOf,
  type Clock,
  type DomainEvent,
  type Recorded,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import { ConcurrencyConflict, OutcomeUnknown, type Appended, type EventStore } from '@tamani/ports';
import type { Aggregate, CommandContext, Foldable } from '../definitions.js';
import { defaultSettings, type RuntimeSettings } from '../runtime-ports.js';
import { refuse } from '../runtime-errors.js';
import { Draft, type DraftedCommand } from './draft.js';
import { FactRecorder } from './fact-recorder.js';
import { allocateReference } from './references.js';
import { StateLoader, type Folded, type SeenCommand } from './state-loader.js';

export interface Executed<S> {
  readonly state: S;
  readonly revision: bigint;
  /** A position at or after the command's last event, and committed: for `minPosition`. */
  readonly position: bigint;
  /** The command had been carried out before: this is its first result again. */
  readonly replayed: boolean;
  /** The command's own events. */
  readonly events: readonly Recorded[];
}

export interface ExecuteOptions {
  readonly expect?: 'new' | 'existing';
  /** Revision that the caller has seen. */
  readonly ifMatch?: bigint;
  /** The caller does not look at the state: a replay need not fold it again. */
  readonly stateless?: boolean;
}

export interface Loaded<S> {
  readonly state: S;
  readonly revision: bigint;
  readonly position: bigint;
}

interface Waiting<S, C, E extends DomainEvent, F> {
  readonly aggregate: Aggregate<S, C, E, F>;
  readonly id: string;
  readonly command: C;
  readonly context: CommandContext;
  readonly options: ExecuteOptions;
  readonly resolve: (result: Result<Executed<S>, Rejection>) => void;
  readonly reject: (error: unknown) => void;
}

/** How one command of a batch ends, once the batch is on the disk. */
type Outcome<S> =
  | { readonly kind: 'decided'; readonly command: DraftedCommand<S>; readonly replayed: boolean }
  | { readonly kind: 'before'; readonly seen: SeenCommand }
  | { readonly kind: 'refused'; readonly rejection: Rejection }
  | { readonly kind: 'failed'; readonly error: unknown };

const MAX_BATCH = 256;
/** Conflicts with another writer before the caller is asked to come back. */
const MAX_CONFLICTS = 20;
const MAX_UNKNOWN = 5;

// The batches hold commands of one stream, so of one aggregate: its types are erased here.
type AnyWaiting = Waiting<unknown, unknown, DomainEvent, unknown>;

export interface HandlerPorts {
  readonly store: EventStore;
  readonly clock: Clock;
}

/**
 * Load, decide, append (ARCHITECTURE.md, "Deciders and the command handler"). One mailbox a
 * stream: commands for it are decided one after the other and appended together, so that a
 * process never conflicts with itself.
 */
export class CommandHandler {
  private readonly mailboxes = new Map<string, AnyWaiting[]>();
  private readonly settings: RuntimeSettings;
  readonly loader: StateLoader;

  constructor(
    private readonly ports: HandlerPorts,
    settings: Partial<RuntimeSettings> = {},
  ) {
    this.settings = { ...defaultSettings, ...settings };
    this.loader = new StateLoader(ports.store, this.settings);
  }

  /**
   * Carries a command out, or says why not. A command id seen before answers as the first time;
   * that check comes before `expect` and `ifMatch`. Throws only when the store fails.
   */
  execute<S, C, E extends DomainEvent, F>(
    aggregate: Aggregate<S, C, E, F>,
    id: string,
    command: C,
    context: CommandContext,
    options: ExecuteOptions = {},
  ): Promise<Result<Executed<S>, Rejection>> {
    return new Promise((resolve, reject) => {
      const waiting = { aggregate, id, command, context, options, resolve, reject };
      this.post(waiting as unknown as AnyWaiting);
    });
  }

  /** State of now, or as it was after revision `at`; undefined when there is no such stream. */
  async load<S, E extends DomainEvent>(
    of: Foldable<S, E>,
    id: string,
    options: { readonly at?: bigint } = {},
  ): Promise<Loaded<S> | undefined> {
    const { at } = options;
    const folded = await (at === undefined
      ? this.loader.current(of, id)
      : this.loader.asOf(of, id, at));
    if (folded.revision < 0n || (at !== undefined && folded.revision < at)) return undefined;
    const { state, revision, position } = folded;
    return { state, revision, position };
  }

  /**
   * Why a creation would be refused as things stand; undefined when it would go through, or when
   * the stream is there already (its repeat, or its rule, answers then). Writes nothing.
   */
  async refusalOfNew<S, C, E extends DomainEvent, F>(
    aggregate: Aggregate<S, C, E, F>,
    id: string,
    command: C,
  ): Promise<Rejection | undefined> {
    const { decider } = aggregate;
    const { state, revision } = await this.loader.current(decider, id);
    if (revision >= 0n) return undefined;
    const known = await aggregate.facts(command, state, new FactRecorder(this.loader));
    const decision = decider.decide(command, state, known);
    return decision.ok ? undefined : decision.error;
  }

  /** `REQ-2026-0042`: the same for the same `forId`, without a gap within prefix and year. */
  reference(context: string, prefix: string, year: number, forId: string): Promise<string> {
    return allocateReference(this, { context, prefix, year, forId });
  }

  private post(waiting: AnyWaiting): void {
    const stream = streamOf(waiting.aggregate.decider.category, waiting.id);
    const mailbox = this.mailboxes.get(stream);
    if (mailbox) {
      mailbox.push(waiting);
      return;
    }
    const opened = [waiting];
    this.mailboxes.set(stream, opened);
    void this.drain(stream, opened);
  }

  private async drain(stream: string, mailbox: AnyWaiting[]): Promise<void> {
    while (mailbox.length > 0) {
      const batch = mailbox.splice(0, MAX_BATCH);
      try {
        const rest = await this.carryOut(stream, batch);
        mailbox.unshift(...rest);
      } catch (error) {
        this.loader.forget((batch[0] as AnyWaiting).aggregate.decider, stream);
        for (const waiting of batch) waiting.reject(error);
      }
    }
    this.mailboxes.delete(stream);
  }

  /** Decides and appends a batch; returns those of it that did not fit any more. */
  private async carryOut(stream: string, batch: AnyWaiting[]): Promise<AnyWaiting[]> {
    const [first] = batch;
    if (!first) return [];
    const { decider } = first.aggregate;
    for (let conflicts = 0; ; conflicts++) {
      if (conflicts > MAX_CONFLICTS) {
        for (const { resolve } of batch) resolve(err(refuse.too_much_contention({ stream })));
        return [];
      }
      const base = await this.loader.current(decider, first.id);
      const draft = new Draft(decider, first.id, base);
      const outcomes: Outcome<unknown>[] = [];
      for (const waiting of batch) {
        if (draft.isFull) break;
        outcomes.push(await this.decide(draft, waiting));
      }
      const folded = await this.append(stream, draft).catch((error: unknown) => {
        if (error instanceof ConcurrencyConflict) return undefined;
        throw error;
      });
      if (!folded) {
        this.loader.forget(decider, stream);
        continue;
      }
      if (draft.encoded.length > 0) this.loader.put(decider, stream, folded);
      await this.answer(batch, outcomes, folded);
      return batch.slice(outcomes.length);
    }
  }

  private async decide(
    draft: Draft<unknown, DomainEvent>,
    { aggregate, id, command, context, options }: AnyWaiting,
  ): Promise<Outcome<unknown>> {
    try {
      const seen = this.settings.rememberCommandIds ? draft.seen(context.commandId) : undefined;
      if (seen) {
        if (seen.hash !== context.requestHash) return refused(refuse.idempotency_key_reused());
        if (seen.before) return { kind: 'before', seen: seen.before };
        if (seen.here) return { kind: 'decided', command: seen.here, replayed: true };
      }
      const problem = precondition(draft.revision, options, {
        resource: resourceOf(aggregate.decider.category),
        id,
      });
      if (problem) return refused(problem);
      const facts = new FactRecorder(this.loader);
      const known = await aggregate.facts(command, draft.state, facts);
      const decision = aggregate.decider.decide(command, draft.state, known);
      if (!decision.ok) return refused(decision.error);
      const meta = { ...metaOf(context), recordedAt: this.ports.clock.now(), ...facts.meta() };
      return {
        kind: 'decided',
        command: draft.add(decision.value, context, meta),
        replayed: false,
      };
    } catch (error) {
      return error instanceof Rejected ? refused(error.rejection) : { kind: 'failed', error };
    }
  }

  private async append(
    stream: string,
    draft: Draft<unknown, DomainEvent>,
  ): Promise<Folded<unknown>> {
    if (draft.encoded.length === 0) return draft.base;
    const expected = draft.base.revision < 0n ? 'no_stream' : draft.base.revision;
    for (let unknown = 0; ; unknown++) {
      try {
        const appended: Appended = await this.ports.store.append(stream, draft.encoded, expected);
        return draft.committed(appended.position);
      } catch (error) {
        // The same ids at the same revision: the store answers as the first time.
        if (!(error instanceof OutcomeUnknown) || unknown >= MAX_UNKNOWN) throw error;
      }
    }
  }

  private async answer(
    batch: readonly AnyWaiting[],
    outcomes: readonly Outcome<unknown>[],
    folded: Folded<unknown>,
  ): Promise<void> {
    const { position } = folded;
    for (const [index, outcome] of outcomes.entries()) {
      const waiting = batch[index] as AnyWaiting;
      if (outcome.kind === 'failed') waiting.reject(outcome.error);
      else if (outcome.kind === 'refused') waiting.resolve(err(outcome.rejection));
      else if (outcome.kind === 'decided') {
        const { state, revision, events } = outcome.command;
        const { replayed } = outcome;
        waiting.resolve(ok({ state, revision, position, replayed, events }));
      } else await this.replay(waiting, outcome.seen, folded);
    }
  }

  /** The first result of a command that is in the stream. */
  private async replay(
    { aggregate, id, options, resolve, reject }: AnyWaiting,
    seen: SeenCommand,
    now: Folded<unknown>,
  ): Promise<void> {
    const { decider } = aggregate;
    try {
      const from = seen.firstRevision;
      const count = Number(seen.lastRevision - from) + 1;
      const stream = streamOf(decider.category, id);
      const events = await this.loader.events(decider, stream, { from, count });
      const isNow = options.stateless === true || seen.lastRevision === now.revision;
      const { state } = isNow ? now : await this.loader.asOf(decider, id, seen.lastRevision);
      const position = events.at(-1)?.position ?? now.position;
      resolve(ok({ state, revision: seen.lastRevision, position, replayed: true, events }));
    } catch (error) {
      reject(error);
    }
  }
}

const refused = (rejection: Rejection): Outcome<unknown> => ({ kind: 'refused', rejection });

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

import {
  err,
  streamOf,
  type Clock,
  type Command,
  type DomainEvent,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import type { EventStore } from '@tamani/ports';
import type { Aggregate, AnyAggregate, CommandContext, Foldable } from '../definitions.js';
import { refuse } from '../runtime-errors.js';
import { defaultSettings, type RuntimeSettings } from '../runtime-ports.js';
import { carryOut } from './command-batch.js';
import { Mailboxes } from './mailboxes.js';
import { StateLoader } from '../states/state-loader.js';
import type { AnyWaiting, Executed, ExecuteOptions, Waiting } from './waiting-command.js';

export type { Executed, ExecuteOptions } from './waiting-command.js';

export interface Loaded<S> {
  readonly state: S;
  readonly revision: bigint;
  readonly position: bigint;
  /** When its first and its last event were recorded, RFC 3339 UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

const MAX_BATCH = 256;

export interface HandlerPorts {
  readonly store: EventStore;
  readonly clock: Clock;
}

/**
 * Load, decide, append (docs/ARCHITECTURE.md, "Rules of the game"). One mailbox per
 * stream: commands for it are decided one after the other and appended together, so that a
 * process never conflicts with itself.
 */
export class CommandHandler {
  readonly loader: StateLoader;
  private readonly mailboxes: Mailboxes<AnyWaiting>;

  constructor({ store, clock }: HandlerPorts, settings: Partial<RuntimeSettings> = {}) {
    const all = { ...defaultSettings, ...settings };
    this.loader = new StateLoader(store, all);
    const tools = { store, clock, loader: this.loader, settings: all };
    this.mailboxes = new Mailboxes({
      most: all.waitingPerStream,
      batch: MAX_BATCH,
      handle: (stream, batch) => carryOut(tools, stream, batch),
    });
  }

  /**
   * Executes a command, or returns its refusal. A known command id gets the first answer;
   * that check comes before `expect` and `ifMatch`. Throws only when the store fails.
   */
  // eslint-disable-next-line max-params -- who, what, for whom: the words of every caller
  execute<S, C extends Command, E extends DomainEvent, F>(
    aggregate: Aggregate<S, C, E, F>,
    id: string,
    command: NoInfer<C>,
    context: CommandContext,
    options: ExecuteOptions = {},
  ): Promise<Result<Executed<S>, Rejection>> {
    return this.dispatch(aggregate, id, command, context, options);
  }

  /**
   * Carries out a command whose aggregate was looked up by its category, as a process does: that
   * the command is one of this aggregate is checked where it was made (`send`).
   */
  // eslint-disable-next-line max-params -- as `execute`
  dispatch<S>(
    aggregate: AnyAggregate<S>,
    id: string,
    command: Command,
    context: CommandContext,
    options: ExecuteOptions = {},
  ): Promise<Result<Executed<S>, Rejection>> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting<S> = { aggregate, id, command, context, options, resolve, reject };
      const stream = streamOf(aggregate.decider.category, id);
      const taken = this.mailboxes.post(stream, waiting);
      if (!taken) resolve(err(refuse.too_much_contention({ stream })));
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
    const { commands: _, bytes: __, ...loaded } = folded;
    return loaded;
  }
}

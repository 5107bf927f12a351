import { derivedId, Rejected, streamOf, type DomainEvent } from '@tamani/kernel';
import type { Aggregate, CommandHandler, Executed, Foldable, Loaded } from '@tamani/runtime';
import type { Caller } from '../http/caller.js';
import type { Platform } from '../platform.js';
import type { Call } from './call.js';

/** What of a rule over two streams is done before or after the document's own command. */
export interface Step {
  before?(desk: StepDesk, body: unknown, call: Call): Promise<void>;
  after?(desk: StepDesk, body: unknown, call: Call): Promise<void>;
}
export type Steps = Readonly<Record<string, Step>>;

/** What a step can do. It goes with the last of them: one command carries all of it out then. */
export class StepDesk {
  constructor(
    private readonly platform: Platform,
    private readonly caller: Caller,
  ) {}

  /** The revision that the caller has seen. */
  get ifMatch(): bigint | undefined {
    return this.caller.ifMatch;
  }

  get commands(): CommandHandler {
    return this.platform.runtime.commands;
  }

  load<T, E extends DomainEvent>(of: Foldable<T, E>, id: string): Promise<Loaded<T> | undefined> {
    return this.commands.load(of, id);
  }

  /**
   * A command to another aggregate under an id derived from the caller's. Throws Rejected, and
   * then nothing has happened.
   */
  async step<T, C, E extends DomainEvent, F>(
    to: { readonly aggregate: Aggregate<T, C, E, F>; readonly id: string; readonly name: string },
    command: C,
  ): Promise<Executed<T>> {
    const { aggregate, id, name } = to;
    const stream = streamOf(aggregate.decider.category, id);
    const context = await this.platform.contextOf(this.caller, stream);
    const commandId = derivedId(this.caller.commandId, name);
    const options = { expect: 'existing' } as const;
    const asked = { ...context, commandId };
    const result = await this.commands.execute(aggregate, id, command, asked, options);
    if (!result.ok) throw new Rejected(result.error);
    return result.value;
  }
}

import {
  canonicalHash,
  derivedId,
  type Actor,
  type IntegrationEvent,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import type { CommandHandler } from '../commands/command-handler.js';
import type { Executed } from '../commands/waiting-command.js';
import type { AnyAggregate, ContextDefinition, ProcessCommand } from '../definitions.js';

/** Who sends: a process, a reaction or a link, by its context and name. */
export interface Sender {
  readonly context: string;
  readonly name: string;
}

/** A command that follows from a message, with its actor. */
export interface Sent {
  readonly from: Sender;
  readonly message: IntegrationEvent;
  /** Place of the command among those of the message. */
  readonly index: number;
  readonly command: ProcessCommand;
  readonly actor: Actor;
  /** The sender does not look at the aggregate's state. */
  readonly stateless: boolean;
}

/**
 * Sends the commands of messages. A command's id follows from the message and the sender: whoever
 * sends it again, a later delivery or another process, gets the answer of the first time.
 */
export class CommandSender {
  private readonly aggregates = new Map<string, ReadonlyMap<string, AnyAggregate>>();

  constructor(
    private readonly commands: CommandHandler,
    contexts: readonly ContextDefinition[],
  ) {
    for (const { name, aggregates } of contexts) {
      const pairs = aggregates.map((one) => [one.decider.category, one] as const);
      this.aggregates.set(name, new Map(pairs));
    }
  }

  send({
    from,
    message,
    index,
    command,
    actor,
    stateless,
  }: Sent): Promise<Result<Executed<unknown>, Rejection>> {
    const { category, id } = command;
    const aggregate = this.aggregates.get(from.context)?.get(category);
    if (!aggregate) {
      throw new Error(`${from.context}.${from.name} sends to ${category}, not of its own context`);
    }
    const context = {
      commandId: derivedId(message.id, from.context, from.name, String(index)),
      requestHash: canonicalHash(command.command),
      actor,
      correlationId: message.correlationId,
      causationId: message.id,
    };
    return this.commands.dispatch(aggregate, id, command.command, context, { stateless });
  }
}

/** Without a person: a process or reaction to a message of another context. */
export const processActor = ({ context, name }: Sender): Actor => ({
  id: `process:${context}.${name}`,
  roles: ['process'],
});

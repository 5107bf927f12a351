import {
  derivedId,
  ok,
  type Decider,
  type DomainEvent,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import type { CommandHandler } from '../commands/command-handler.js';
import type { Executed } from '../commands/waiting-command.js';
import { processCategory } from '../context-codec.js';
import {
  aggregate,
  type Aggregate,
  type AnyProcess,
  type ProcessCommand,
  type ProcessInput,
} from '../definitions.js';
import { processActor } from './command-sender.js';
import { processEvents } from './process-events.js';

interface HandleInput {
  readonly type: 'HandleInput';
  readonly input: ProcessInput;
}

export type ProcessAggregate = Aggregate<unknown, HandleInput, DomainEvent>;

/**
 * Instances of a process as an aggregate: an input is a command, and leads to one append. An input
 * that leads to nothing, and leaves the very same state, is not worth an event.
 */
export function processAggregate(process: AnyProcess): ProcessAggregate {
  const decider: Decider<unknown, HandleInput, DomainEvent> = {
    category: processCategory(process.context, process.name),
    events: { ...process.events, ...processEvents },
    initial: process.initial,
    decide({ input }, state) {
      const next = process.evolve(state, input);
      const { commands = [], events = [] } = process.react(next, input);
      const isNothing = next === state && commands.length + events.length === 0;
      if (isNothing) return ok([]);
      return ok([{ type: 'ProcessInputHandled', data: { input, commands } }, ...events]);
    },
    evolve(state, event) {
      if (event.type !== 'ProcessInputHandled') return process.evolve(state, event);
      return process.evolve(state, (event.data as HandleInput).input);
    },
  };
  return aggregate(decider);
}

/** Hands an input to its instance. An input of before answers with the events of that time. */
export function handleInput(
  commands: CommandHandler,
  { process, instances }: { readonly process: AnyProcess; readonly instances: ProcessAggregate },
  of: { readonly key: string; readonly input: ProcessInput },
): Promise<Result<Executed<unknown>, Rejection>> {
  const { key, input } = of;
  const commandId = derivedId(input.id, process.context, process.name);
  const context = {
    commandId,
    requestHash: commandId,
    actor: processActor(process),
    correlationId: input.correlationId,
    causationId: input.id,
  };
  const command = { type: 'HandleInput', input } as const;
  return commands.execute(instances, key, command, context, { stateless: true });
}

/** What an instance has asked for when it took the input, then or now. */
export const commandsIn = (events: readonly DomainEvent[]): readonly ProcessCommand[] =>
  events.flatMap(({ type, data }) =>
    type === 'ProcessInputHandled' ? (data as { commands: ProcessCommand[] }).commands : [],
  );

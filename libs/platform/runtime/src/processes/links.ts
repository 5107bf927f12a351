import {
  err,
  ok,
  streamOf,
  type IntegrationEvent,
  type Recorded,
  type Rejection,
  type Result,
} from '@tamani/kernel';
import type { Executed } from '../commands/waiting-command.js';
import type { AnyAggregate, ContextDefinition, ProcessCommand, Reaction } from '../definitions.js';
import { messagesOf } from '../relay/relay.js';
import type { RuntimePorts } from '../runtime-ports.js';
import type { CommandSender } from './command-sender.js';
import { reasonOf } from './try-again.js';

/** Links that follow one from another; none of the contexts comes near it. */
const MAX_DEPTH = 12;

interface Step {
  readonly event: Recorded;
  readonly depth: number;
}

/** What of an aggregate its answer needs. */
type Answering = Pick<AnyAggregate, 'decider' | 'refusal'>;

/**
 * Follows the links of a context from the events of a request, before it is answered. The bus
 * brings the same messages to the same links, so what is cut off here is carried out there, and
 * whoever comes second gets the answer of the first.
 */
export class Links {
  private readonly contexts: ReadonlyMap<string, ContextDefinition>;

  constructor(
    contexts: readonly ContextDefinition[],
    private readonly sender: CommandSender,
    private readonly log: RuntimePorts['log'],
  ) {
    this.contexts = new Map(contexts.map((context) => [context.name, context]));
  }

  /**
   * The resource after its command and all that followed from it. An answer in the resource's own
   * stream that refuses what was asked is the request's refusal. A failure on the way ends the
   * following, not the request: the resource is answered as it is then.
   */
  async after<S>(
    aggregate: Answering,
    id: string,
    first: Executed<S>,
  ): Promise<Result<Executed<S>, Rejection>> {
    const stream = streamOf(aggregate.decider.category, id);
    let last = first;
    let { position } = first;
    try {
      for await (const done of this.follow(first.events, stream)) {
        if (done.position > position) position = done.position;
        const isOwn = done.events[0]?.stream === stream && done.revision > last.revision;
        if (isOwn) last = done as Executed<S>;
      }
    } catch (error) {
      const { message } = error instanceof Error ? error : new Error(String(error));
      this.log.warn('a request left its links to the process', { stream, error: message });
    }
    const refusal = last === first ? undefined : refusalIn(aggregate, last.events);
    if (refusal) return err(refusal);
    return ok({ ...last, position, replayed: first.replayed, events: first.events });
  }

  /** Every command that follows from the events, carried out, in order. */
  private async *follow(
    events: readonly Recorded[],
    own: string,
  ): AsyncGenerator<Executed<unknown>> {
    const queue: Step[] = events.map((event) => ({ event, depth: 0 }));
    for (let step = queue.shift(); step; step = queue.shift()) {
      const { event, depth } = step;
      if (depth >= MAX_DEPTH) throw new Error(`links without an end at ${event.type}`);
      for (const sent of this.commandsAfter(event)) {
        const { category, id } = sent.command;
        const stateless = streamOf(category, id) !== own;
        const result = await this.sender.send({ ...sent, stateless });
        if (!result.ok) throw new Error(`${category}-${id}: ${reasonOf(result.error)}`);
        queue.push(...result.value.events.map((after) => ({ event: after, depth: depth + 1 })));
        yield result.value;
      }
    }
  }

  /** The commands of the links on an event, as the bus would bring it. */
  private *commandsAfter(event: Recorded) {
    const context = this.contexts.get(contextOf(event.stream));
    if (!context) return;
    for (const message of messagesOf(context, event)) {
      for (const from of context.links ?? []) {
        if (from.key(message) !== undefined) yield* commandsOf(from, message);
      }
    }
  }
}

function* commandsOf(from: Reaction, message: IntegrationEvent) {
  const commands: readonly ProcessCommand[] = from.commands(message);
  for (const [index, command] of commands.entries()) {
    yield { from, message, index, command, actor: message.actor };
  }
}

const contextOf = (stream: string): string => stream.slice(0, stream.indexOf('.'));

function refusalIn({ refusal }: Answering, events: readonly Recorded[]): Rejection | undefined {
  const event = events.at(-1);
  return event && refusal?.(event);
}

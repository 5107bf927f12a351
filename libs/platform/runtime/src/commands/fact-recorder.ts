import {
  streamOf,
  type Command,
  type Decision,
  type DomainEvent,
  type EventMeta,
} from '@tamani/kernel';
import type { AnyAggregate, FactReaders, Foldable, OwnFactReader } from '../definitions.js';
import type { StateLoader } from '../states/state-loader.js';

/** Reads facts from their streams and keeps which revision of each was seen. */
export class FactRecorder implements OwnFactReader {
  private readonly seen = new Map<string, string>();

  constructor(
    readonly id: string,
    private readonly loader: StateLoader,
  ) {}

  async state<S, E extends DomainEvent>(of: Foldable<S, E>, id: string): Promise<S | null> {
    const { state, revision } = await this.loader.current(of, id);
    this.seen.set(streamOf(of.category, id), String(revision));
    return revision < 0n ? null : state;
  }

  /**
   * The part of an event's metadata, by stream: which of two reads has ended first must not be
   * seen in an event's bytes. A stream that did not exist has the revision -1.
   */
  meta(): Pick<EventMeta, 'facts'> {
    if (this.seen.size === 0) return {};
    const seen = [...this.seen].sort(([one], [other]) => (one < other ? -1 : 1));
    return { facts: seen.map(([stream, revision]) => ({ stream, revision })) };
  }
}

type AnyReaders = FactReaders<unknown, Command, Readonly<Record<string, object>>>;

interface Asked {
  readonly command: Command;
  readonly state: unknown;
  readonly completed?: (() => Promise<Command>) | undefined;
}

/** Decides on a command of this very aggregate, told its id and the facts of the command's type. */
export async function decided(
  { decider, facts }: AnyAggregate,
  { command, state, completed }: Asked,
  reader: OwnFactReader,
): Promise<Decision<DomainEvent>> {
  const readers = facts as Partial<AnyReaders>;
  const known = await readers[command.type]?.(command, state, reader);
  const decide = (on: Command): Decision<DomainEvent> =>
    decider.decide(on as never, state as never, { id: reader.id, ...known } as never);
  const decision = decide(command);
  return decision.ok && completed ? decide(await completed()) : decision;
}

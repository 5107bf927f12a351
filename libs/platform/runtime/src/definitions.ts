import type {
  Actor,
  Command,
  Decider,
  Decision,
  DomainEvent,
  EventSpecs,
  IntegrationEvent,
  NoFacts,
  Published,
  Recorded,
  Rejection,
} from '@tamani/kernel';
import type { CollectionSpec, FieldType, JsonObject } from '@tamani/ports';
import type { z } from 'zod';
import type { At } from './projections/resource-schema.js';

/** What an application knows of one bounded context: the registry of all its parts. */
export interface ContextDefinition {
  /** `budgets`: prefix of its streams, topics, groups and collections. */
  readonly name: string;
  readonly aggregates: readonly AnyAggregate[];
  /** Domain event → integration events; none for internal events. */
  readonly translate: Translator;
  /** The schema of the data of each message that it publishes, by type; absent: it is silent. */
  readonly messages?: Readonly<Record<string, z.ZodType>>;
  readonly readModels: readonly AnyReadModel[];
  /**
   * Reactions to the context's own messages: what follows in one stream from an event of another.
   * A request follows them before it is answered; the bus brings the same messages to them.
   */
  readonly links?: readonly Reaction[];
  /** Reactions to messages of other contexts. */
  readonly reactions?: readonly Reaction[];
  readonly processes: readonly AnyProcess[];
}

export type Translator = (event: Recorded) => readonly Published[];

/** A decider with the readers of the facts that its rules need from other streams. */
export interface Aggregate<S, C extends Command, E extends DomainEvent, F = NoFacts> {
  readonly decider: Decider<S, C, E, F>;
  readonly facts: FactReaders<S, C, F>;
  /**
   * Of an event by which another stream's refusal of an ask came back: that refusal, for whoever
   * asked. Undefined for all others.
   */
  refusal?(event: E): Rejection | undefined;
}

/**
 * One reader for each command type whose rule needs facts. It reads them at decision time, from
 * streams, never from a read model; `state` is the aggregate's own.
 */
export type FactReaders<S, C extends Command, F> = {
  readonly [K in keyof F]: (
    command: Extract<C, { readonly type: K }>,
    state: S,
    read: OwnFactReader,
  ) => Promise<F[K]>;
};

type Readers<S, C extends Command, E, F> = [
  facts: FactReaders<S, C, F>,
  refusal?: (event: E) => Rejection | undefined,
];

/** An aggregate of its decider and, where rules need facts, of their readers. */
export const aggregate = <S, C extends Command, E extends DomainEvent, F>(
  decider: Decider<S, C, E, F>,
  ...[facts, refusal]: keyof F extends never ? [] : Readers<S, C, E, F>
): Aggregate<S, C, E, F> => {
  const readers = facts ?? ({} as FactReaders<S, C, F>);
  return { decider, facts: readers, ...(refusal && { refusal }) };
};

/**
 * Erased forms, for registries only. What is declared as a method takes more than it says, and
 * a rule of `never` cannot be called without saying that the parts belong together.
 */
export interface AnyAggregate<S = unknown> {
  readonly decider: AnyDecider<S>;
  readonly facts: object;
  refusal?(event: DomainEvent): Rejection | undefined;
}
export interface AnyDecider<S = unknown> extends Foldable<S, DomainEvent> {
  decide(command: never, state: never, facts: never): Decision<DomainEvent>;
}
export type AnyReadModel = ReadModel<JsonObject>;
export type AnyProcess = ProcessDefinition<unknown>;

/** A fold of a stream: a decider, or a view published by another context. */
export interface Foldable<S, E extends DomainEvent> {
  readonly category: string;
  readonly events: EventSpecs;
  readonly initial: S;
  evolve(state: S, event: E): S;
  /** Where the state follows from the last event: so many of the end are read and kept at most. */
  readonly tail?: number;
}

export interface FactReader {
  /**
   * The state of another stream now; null when it does not exist. The revision seen is
   * recorded in the metadata of the events that the decision appends.
   */
  state<S, E extends DomainEvent>(of: Foldable<S, E>, id: string): Promise<S | null>;
}

/** A reader for a decision on one stream. */
export interface OwnFactReader extends FactReader {
  /** Of that stream. */
  readonly id: string;
}

/** Who asks and what for: the same for a request and for a process's command. */
export interface CommandContext {
  readonly commandId: string;
  readonly requestHash: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
}

/** A query model, declared once and interpreted by both engines. */
export interface ReadModel<D extends JsonObject> {
  /** `budget-lines`. */
  readonly name: string;
  /** A new version is rebuilt in parallel with the live one. */
  readonly version: number;
  /** Shape of a document; checked by the tests and by `tamani rebuild`. */
  readonly schema: z.ZodType<D>;
  /** Top-level fields to filter, sort, group by or sum. */
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly indexes: readonly (readonly string[])[];
  /** Of documents that are written once, one for an event (see CollectionSpec). */
  readonly columns?: CollectionSpec['columns'];
  /** Stream prefixes it reads: `['budgets.BudgetLine-']`. */
  readonly streams: readonly string[];
  /** Set to read integration events (translated in place) instead of domain events. */
  readonly translate?: Translator;
  /**
   * Of documents that are written once, one after the other: the field with the position of their
   * event. A fold then sees the document before its event, as `event.last`. Needs an index.
   */
  readonly sequence?: string;
  /**
   * Of documents that are each shown of the state of one stream: how that is folded. They are
   * written once a batch, without the state. Other events go to `on`.
   */
  shows?(event: ReadModelEvent): AnyStreamFold | undefined;
  /** Keys of the documents that an event touches. */
  keys(event: ReadModelEvent): readonly string[];
  /** By event type; other event types are skipped. `'*'` takes all others. */
  readonly on: Readonly<Record<string, ReadModelFold<D>>>;
}

/** The document after one more event; a method, for the sake of AnyReadModel. */
export type ReadModelFold<D extends JsonObject> = {
  apply(doc: D | undefined, event: ReadModelEvent, key: string): D;
}['apply'];

/** A fold of one stream, and the document that is shown of its state. Methods: they are erased. */
export interface StreamFold<S> {
  readonly initial: S;
  evolve(state: S, event: Recorded): S;
  document(state: S, at: At): JsonObject;
}
export type AnyStreamFold = StreamFold<unknown>;

/** A recorded event; of a translating model `type` and `data` are the integration event's. */
export type ReadModelEvent = Recorded & {
  readonly aggregateId: string;
  /** Of a model with a `sequence`: the document of the event before; none of the first. */
  readonly last?: JsonObject | undefined;
};

/** A stateless rule from message to commands; see `reaction`. */
export interface Reaction {
  /** `delivery`; the consumer group is `<context>.<name>`. */
  readonly name: string;
  /** Whose aggregates it sends to. */
  readonly context: string;
  readonly topics: readonly string[];
  /** Types of the messages that it does something about; all of them by default. */
  readonly types?: readonly string[];
  /** The document whose messages are handled in order; undefined when it is for others. */
  key(message: IntegrationEvent): string | undefined;
  /** By the message alone: the same message gives the same commands. */
  commands(message: IntegrationEvent): readonly ProcessCommand[];
}

/** A process with memory: pure, with its own stream, `<context>.process.<name>-<key>`. */
export interface ProcessDefinition<S> {
  /** `reservation`; the consumer group is `<context>.<name>`. */
  readonly name: string;
  readonly context: string;
  /** Topics it listens to: `budgets.events.v1`. */
  readonly topics: readonly string[];
  /** Types of the messages that are its input; all of them by default. */
  readonly types?: readonly string[];
  /** The instance an input belongs to; undefined when the input is not for this process. */
  key(input: ProcessInput): string | undefined;
  /**
   * True of an input that does not wait behind the parked ones of its instance: whichever comes
   * first, both lead to the same end. All others wait.
   */
  overtakes?(input: ProcessInput): boolean;
  readonly initial: S;
  /** The process's own events (they go to its stream, and to the translator). */
  readonly events: EventSpecs;
  /** State from inputs handled and own events, both in order. */
  evolve(state: S, item: ProcessInput | DomainEvent): S;
  /** What to do; `state` has taken the input already. */
  react(state: S, input: ProcessInput): ProcessStep;
}

/** A message, in the form that a process receives. */
export type ProcessInput = IntegrationEvent;

/** What a process does about an input. */
export interface ProcessStep {
  readonly events?: readonly DomainEvent[];
  readonly commands?: readonly ProcessCommand[];
}

/** A command to an aggregate of the process's own context. Plain JSON. */
export interface ProcessCommand {
  readonly category: string;
  readonly id: string;
  readonly command: Command;
}

/** A typed ProcessCommand: the compiler checks the command against the decider. */
export const send = <S, C extends Command, E extends DomainEvent, F>(
  decider: Decider<S, C, E, F>,
  id: string,
  command: NoInfer<C>,
): ProcessCommand => ({ category: decider.category, id, command });

import { z } from 'zod';

/** Who does something. Roles are those used at that time; ids are pseudonymous. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly string[];
  /** Set when acting by delegation: whose authority is used. */
  readonly onBehalfOf?: string;
}

/** Who acted, as rules need it: the person, and whose authority was used by delegation. */
export const personSchema = z.strictObject({
  id: z.string().min(1),
  onBehalfOf: z.string().min(1).optional(),
});
export type Person = z.output<typeof personSchema>;

const faces = (person: Person): readonly string[] =>
  person.onBehalfOf === undefined ? [person.id] : [person.id, person.onBehalfOf];

/** The same human or the same authority: who acts for somebody shares that one's duties. */
export const sharesIdentity = (a: Person, b: Person): boolean =>
  faces(a).some((face) => faces(b).includes(face));

/** Adds a person to those who had a duty, once. */
export const withPerson = (people: readonly Person[], person: Person): readonly Person[] =>
  people.some((p) => p.id === person.id && p.onBehalfOf === person.onBehalfOf)
    ? people
    : [...people, person];

/** What every event carries beside its data (docs/ARCHITECTURE.md, "Rules of the game"). */
export interface EventMeta {
  readonly actor: Actor;
  readonly commandId: string;
  /** SHA-256 of the request; the same command id with another hash is refused. */
  readonly requestHash: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** When we learned it: RFC 3339 UTC. */
  readonly recordedAt: string;
  /** Where money moves: the business date that decides the period and the rate. */
  readonly effectiveAt?: string;
  readonly schemaVersion: number;
  /** Streams that the decision relied on, with the revision seen. */
  readonly facts?: readonly { readonly stream: string; readonly revision: string }[];
}

/** An event as decided: not yet stored. Its data is plain JSON. */
export interface DomainEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
  readonly effectiveAt?: string;
}

/** An event as read back from its stream. */
export type Recorded<E extends DomainEvent = DomainEvent> = E & {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly meta: EventMeta;
};

/** An event of a context as other contexts see it (published/): a CloudEvents 1.0 event. */
export interface IntegrationEvent<T extends string = string, D = unknown> {
  /** Derived from the domain event's id, so that a second delivery is known. */
  readonly id: string;
  /** `budgets.FundsReserved.v1`. */
  readonly type: T;
  /** The key: messages of one key keep their order. */
  readonly key: string;
  readonly data: D;
  readonly recordedAt: string;
  readonly effectiveAt?: string;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  /** Position in the log of the event it was made from, a decimal string. */
  readonly position: string;
}

/** What a translator returns of a domain event: the rest of the envelope is the relay's. */
export interface Published<T extends string = string, D = unknown> {
  readonly type: T;
  readonly key: string;
  readonly data: D;
}

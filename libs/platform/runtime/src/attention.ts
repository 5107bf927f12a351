import type { BusinessDate, DomainEvent, Word } from '@tamani/kernel';
import type { Foldable } from './definitions.js';

/** What waits, as its text in the catalogues says how it is resolved, and who can do it. */
export type Waiting = readonly [kind: Word<'attention'>, ...roles: readonly Word<'role'>[]];

/** The standing of a document: what it is called, and in which status it may wait. */
export interface Standing<T extends string = string> {
  readonly reference: string;
  readonly status: T;
  /** It is waited for because something ends on this day, not because it stands still. */
  readonly dueOn?: BusinessDate;
  /** It is waited for without delay: money is short. */
  readonly atOnce?: boolean;
}

/** A fold of documents of one kind that says where each stands. */
export interface Standings<S, E extends DomainEvent, T extends string> extends Pick<
  Foldable<S, E>,
  'category' | 'initial' | 'evolve'
> {
  standing(state: S): Standing<T>;
}

/** One kind of document that may wait for somebody, for the list of what needs attention. */
export interface AttentionSource {
  /** Where it is found: `requisitions`. */
  readonly resource: string;
  readonly of: Standings<unknown, DomainEvent, string>;
  /** By status. */
  readonly waits: Readonly<Record<string, Waiting | undefined>>;
}

/** A decider whose state has the reference and the status itself. */
export const byStatus = <S extends Standing, E extends DomainEvent>({
  category,
  initial,
  evolve,
}: Pick<Foldable<S, E>, 'category' | 'initial' | 'evolve'>): Standings<S, E, S['status']> => ({
  ...{ category, initial, evolve },
  standing: ({ reference, status }) => ({ reference, status }),
});

/**
 * Declares in which statuses a kind of document waits, for what and for whom:
 * `awaits('receipts', byStatus(receipt), { registered: ['receipt_registered', 'receiver'] })`.
 */
export const awaits = <S, E extends DomainEvent, T extends string>(
  resource: string,
  of: Standings<S, E, T>,
  waits: Readonly<Partial<Record<T, Waiting>>>,
): AttentionSource => ({
  resource,
  of: of as unknown as AttentionSource['of'],
  waits: waits as AttentionSource['waits'],
});

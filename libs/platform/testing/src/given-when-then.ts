import { expect } from '@jest/globals';
import {
  canonicalText,
  errorSpec,
  errorText,
  fold,
  invariant,
  type Command,
  type Decider,
  type DomainEvent,
  type ErrorParams,
  type FactsOf,
  type Rejection,
  type Result,
  type RuleFacts,
} from '@tamani/kernel';
import { decodeEvent, encodeChecked } from '@tamani/runtime';
import { texts } from '@tamani/texts';
import { transitionRecorder } from './transitions/recorder.js';

/** An event of which only what is named is compared. */
export interface EventLike<T extends string> {
  readonly type: T;
  readonly data?: object;
  readonly effectiveAt?: string;
}

/** What can be said once the events are known. It has no `then`, so that a test may return it. */
export interface Afterwards<S, E> {
  readonly events: readonly E[];
  readonly state: S;
  /** Compares the state after the events, or the part of it that is named. */
  thenState(expected: object | ((state: S) => void)): Afterwards<S, E>;
}

export interface Outcome<S, E extends DomainEvent> {
  /** Exactly these events; asymmetric matchers (`expect.any(String)`) may stand in them. */
  then(events: readonly E[]): Afterwards<S, E>;
  /** As many events of these types, each at least with what is named. */
  thenLike(events: readonly EventLike<E['type']>[]): Afterwards<S, E>;
  /** Accepted, and nothing happens: the effect is there already. */
  thenNothing(): Afterwards<S, E>;
  /** Refused with this code, which is in the registry and whose texts have their parameters. */
  thenRejected(code: string, params?: ErrorParams): Rejection;
  thenState(expected: object | ((state: S) => void)): Afterwards<S, E>;
  /** The decided events. Throws when the command was refused. */
  events(): readonly E[];
  readonly result: Result<readonly E[], Rejection>;
}

/** What the rule is told: the facts of the command's type, and the id where it matters. */
export type GivenFacts<F, K> =
  unknown extends RuleFacts<F, K> ? [facts?: WithId] : [facts: RuleFacts<F, K> & WithId];
interface WithId {
  /** Of the aggregate; `id-1` when it does not matter. */
  readonly id?: string;
}

export interface Given<S, C extends Command, E extends DomainEvent, F> {
  readonly state: S;
  when<K extends C['type']>(
    command: C & { readonly type: K },
    ...facts: GivenFacts<F, K>
  ): Outcome<S, E>;
}

/**
 * Tests of a decider as sentences: `given(events).when(command, facts).then(events)`. Every event,
 * given or decided, must pass its schema and come back from its stored text as it was; state,
 * command and facts are frozen; each rule is asked twice and must answer the same.
 */
export function givenWhenThen<S extends object, C extends Command, E extends DomainEvent, F>(
  decider: Decider<S, C, E, F>,
) {
  const record = transitionRecorder(decider);
  return {
    given(events: readonly E[] = []): Given<S, C, E, F> {
      const stored = events.map((event) => throughStorage(decider, event));
      const state = frozen(fold(decider, stored, frozen(decider.initial)));
      const when = (command: C, known?: object): Outcome<S, E> => {
        const facts = frozen({ id: 'id-1', ...known }) as FactsOf<F, C['type']>;
        record({ history: stored, command: frozen(command), facts });
        const decide = () => decider.decide(command, state, facts);
        return outcomeOf(decider, state, sameTwice(decide));
      };
      return { state, when };
    },
  };
}

function sameTwice<T>(decide: () => T): T {
  const first = decide();
  // A rule that answers otherwise the second time depends on something that is not given to it.
  expect(decide()).toEqual(first);
  return first;
}

type Stored<S, E extends DomainEvent> = Omit<Decider<S, never, E>, 'decide'>;

function outcomeOf<S, E extends DomainEvent>(
  decider: Stored<S, E>,
  state: S,
  result: Result<readonly E[], Rejection>,
): Outcome<S, E> {
  const events = (): readonly E[] => {
    if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
    return result.value.map((event) => throughStorage(decider, event));
  };
  const afterwards = (): Afterwards<S, E> => {
    const decided = events();
    return afterwardsOf(decided, frozen(fold(decider, decided, state)));
  };
  const compared = (check: (decided: readonly E[]) => void): Afterwards<S, E> => {
    check(events());
    return afterwards();
  };
  return {
    result,
    events,
    then: (expected) => compared((decided) => expect(decided).toEqual(expected)),
    thenLike: (expected) => compared((decided) => expectLike(decided, expected)),
    thenNothing: () => compared((decided) => expect(decided).toEqual([])),
    thenState: (expected) => afterwards().thenState(expected),
    thenRejected: (code, params) => rejectionOf(result, code, params),
  };
}

function afterwardsOf<S, E>(events: readonly E[], state: S): Afterwards<S, E> {
  const end: Afterwards<S, E> = {
    events,
    state,
    thenState(expected) {
      if (typeof expected === 'function') expected(state);
      else expect(state).toMatchObject(expected);
      return end;
    },
  };
  return end;
}

function expectLike(decided: readonly DomainEvent[], expected: readonly EventLike<string>[]): void {
  expect(decided.map(({ type }) => type)).toEqual(expected.map(({ type }) => type));
  expect(decided).toMatchObject(expected);
}

function rejectionOf(
  result: Result<readonly DomainEvent[], Rejection>,
  code: string,
  params: ErrorParams = {},
): Rejection {
  expect(result).toMatchObject({ ok: false, error: { code } });
  invariant(!result.ok, 'compared above');
  expect(result.error.params ?? {}).toMatchObject(params);
  invariant(errorSpec(code), `${code} is not declared with defineErrors`);
  const filled = texts.languages.map((language) => {
    const detail = errorText(code, language)?.detail ?? '{text}';
    return texts.fill(detail, language, result.error.params);
  });
  // A placeholder without its parameter would reach the user as `{name}`.
  expect(filled.filter((text) => /\{\w+\}/.test(text))).toEqual([]);
  return result.error;
}

const META = {
  actor: { id: 'somebody', roles: [] },
  commandId: '00000000-0000-5000-8000-000000000001',
  requestHash: '',
  correlationId: '',
  causationId: '',
  recordedAt: '2026-07-01T08:00:00.000Z',
};

/** The event as a reader finds it. Throws when storing it would refuse or change it. */
function throughStorage<E extends DomainEvent>(
  decider: Pick<Stored<unknown, E>, 'events' | 'category'>,
  event: E,
): E {
  const { stored } = encodeChecked(decider.events, event, META);
  const id = META.commandId;
  const place = { id, stream: `${decider.category}-1`, revision: 0n, position: 1n };
  const { type, data, effectiveAt } = decodeEvent(decider.events, { ...stored, ...place });
  const business = effectiveAt === undefined ? {} : { effectiveAt };
  // The canonical text of what was decided: a schema that drops or adds a field shows here.
  expect({ type, data }).toEqual({ type, data: JSON.parse(canonicalText(event.data)) });
  return frozen({ type, data, ...business } as E);
}

/** Frozen through and through: whoever writes to it throws. */
function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  if (!ArrayBuffer.isView(value)) Object.freeze(value);
  for (const member of Object.values(value)) frozen(member);
  return value;
}

import { fold, type Command, type Decider, type DomainEvent, type FactsOf } from '@tamani/kernel';

/** A command as a test asks it, of a history. */
export interface Asked<C extends Command, E, F> {
  readonly history: readonly E[];
  readonly command: C;
  readonly facts: FactsOf<F, C['type']>;
}

/** A command that a rule accepts in one status, and the status after its events. */
export interface Transition {
  readonly from: string;
  readonly command: string;
  readonly to: string;
}

export interface Explored {
  /** Name of the aggregate's streams: `procurement.Requisition`. */
  readonly category: string;
  /** Every status that was reached. */
  readonly statuses: readonly string[];
  /** Every command that was tried, in every one of them. */
  readonly commands: readonly string[];
  readonly transitions: readonly Transition[];
}

interface Reached<S, E> {
  readonly history: readonly E[];
  readonly state: S;
}

/** Histories of one status, or samples of one command, that are tried at most. */
const SAMPLES = 120;

/**
 * Tries every sample of a command in every status, those that this reaches included, until
 * nothing new comes. What it finds is what the rules allow, whether a test tells it or not. The
 * same samples in any order give the same answer.
 */
export function explore<S extends object, C extends Command, E extends DomainEvent, F>(
  decider: Decider<S, C, E, F>,
  asked: readonly Asked<C, E, F>[],
): Explored {
  const samples = new Samples<Asked<C, E, F>>();
  const reached = new Samples<Reached<S, E>>();
  const found = new Map<string, Transition>();
  const reach = (history: readonly E[], state: S): string => {
    const status = statusOf(state, history);
    // A history grows long, and its text is the dearest part of a try.
    if (!reached.isFull(status)) reached.add(status, textOf(history), { history, state });
    return status;
  };
  const tried = ({ history, state }: Reached<S, E>, { command, facts }: Asked<C, E, F>): void => {
    const events = eventsOf(() => decider.decide(command, state, facts));
    if (events.length === 0) return;
    const to = reach([...history, ...events], fold(decider, events, state));
    const transition = { from: statusOf(state, history), command: command.type, to };
    found.set(textOf(transition), transition);
  };
  reach([], decider.initial);
  for (const one of inOrder(asked)) {
    samples.add(one.command.type, textOf([one.command, one.facts]), one);
    for (let length = 1; length <= one.history.length; length += 1) {
      const history = one.history.slice(0, length);
      reach(history, fold(decider, history));
    }
  }
  for (let fresh = reached.taken(); fresh.length > 0; fresh = reached.taken()) {
    for (const state of fresh) for (const sample of samples.all()) tried(state, sample);
  }
  return {
    category: decider.category,
    statuses: reached.names(),
    commands: samples.names(),
    transitions: inOrder([...found.values()]),
  };
}

/** None: refused, without effect, or a command and facts that go with another history. */
function eventsOf<E>(decide: () => { readonly ok: boolean; readonly value?: readonly E[] }) {
  try {
    return decide().value ?? [];
  } catch {
    return [];
  }
}

/** Aggregates without a status are there or not. */
function statusOf(state: object, history: readonly unknown[]): string {
  if ('status' in state && typeof state.status === 'string') return state.status;
  return history.length === 0 ? 'none' : 'recorded';
}

/** Commands, facts and events are plain values, some with integers beyond JSON's. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'bigint' ? `${member}n` : member,
  );

/** Short ones first. */
const inOrder = <T>(values: readonly T[]): readonly T[] =>
  values
    .map((value) => ({ value, text: textOf(value) }))
    .sort((a, b) => a.text.length - b.text.length || (a.text < b.text ? -1 : 1))
    .map(({ value }) => value);

/** Different values under a name, a bounded number of them. */
class Samples<T> {
  private readonly byName = new Map<string, Map<string, T>>();
  private fresh: T[] = [];

  add(name: string, key: string, value: T): void {
    const values = this.byName.get(name) ?? new Map<string, T>();
    this.byName.set(name, values);
    if (values.size >= SAMPLES || values.has(key)) return;
    values.set(key, value);
    this.fresh.push(value);
  }

  isFull(name: string): boolean {
    return (this.byName.get(name)?.size ?? 0) >= SAMPLES;
  }

  /** Those that came since the last call. */
  taken(): readonly T[] {
    const taken = this.fresh;
    this.fresh = [];
    return taken;
  }

  all(): readonly T[] {
    return [...this.byName.values()].flatMap((values) => [...values.values()]);
  }

  names(): readonly string[] {
    return [...this.byName.keys()].sort();
  }
}

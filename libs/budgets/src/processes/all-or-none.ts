import type { DomainEvent, EventSpecs, IntegrationEvent } from '@tamani/kernel';
import {
  type ProcessCommand,
  type ProcessDefinition,
  type ProcessInput,
  type ProcessStep,
} from '@tamani/runtime';
import type { BudgetShortfall } from '../published/index.js';

interface BudgetLinePart {
  readonly budgetLineId: string;
}

/** A document that asks several budget lines, and what it is told in the end. */
export interface AllOrNone<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }> {
  readonly name: string;
  readonly topics: readonly string[];
  /** The process's own events: what the document is told. */
  readonly events: EventSpecs;
  /** What a message means to the process; undefined when it is for others. */
  read(input: ProcessInput): Meaning<R> | undefined;
  /** Asks one line. */
  ask(request: R, line: L): ProcessCommand;
  /** Takes back what a line gave; `effectiveAt` of the withdrawal where there is one. */
  takeBack(request: R, line: L, effectiveAt?: string): ProcessCommand;
  /** All have given. */
  granted(request: R, lines: readonly L[]): DomainEvent;
  /** Somebody refused, and nothing is held any more. */
  refused(request: R, refusals: readonly BudgetShortfall[]): DomainEvent;
  /** The document was given up, whatever the answers; only where it can be. */
  withdrawn?(request: R): DomainEvent;
}

/** A message, as such a process understands it. `key`: the instance. */
export type Meaning<R> = { readonly key: string } & (
  | { readonly is: 'request'; readonly request: R }
  | {
      readonly is: 'answer';
      readonly budgetLineId: string;
      readonly refusal: BudgetShortfall | null;
    }
  | { readonly is: 'taken_back'; readonly budgetLineId: string }
  | { readonly is: 'withdrawal'; readonly effectiveAt: string }
);

/** What an instance remembers. */
export interface AllOrNoneState<R> {
  readonly request: R | undefined;
  /** By budget line; null when the line could give the money. */
  readonly answers: Readonly<Record<string, BudgetShortfall | null>>;
  /** Ids of the budget lines that have taken back what they had given. */
  readonly takenBack: readonly string[];
  /** What the document was told last. */
  readonly outcome: string | undefined;
}

/**
 * Money for a document from several budget lines, all or none: every line is asked, and one
 * refusal takes back what the others gave. A refusal is told when nothing is held any more: the
 * document may ask again at once, and must not find its own money tied up.
 */
export function allOrNone<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }>(
  rules: AllOrNone<L, R>,
): ProcessDefinition<AllOrNoneState<R>> {
  const { name, topics, events, read } = rules;
  return {
    name,
    context: 'budgets',
    topics,
    events,
    key: (input) => read(input)?.key,
    initial: { request: undefined, answers: {}, takenBack: [], outcome: undefined },
    evolve: (state, item) =>
      Object.hasOwn(events, item.type)
        ? { ...state, outcome: item.type }
        : evolve(state, read(item as IntegrationEvent)),
    react(state, input) {
      const meaning = read(input);
      const { request } = state;
      return meaning && request ? react(rules, { ...state, request }, meaning) : {};
    },
  };
}

function evolve<R>(state: AllOrNoneState<R>, meaning: Meaning<R> | undefined): AllOrNoneState<R> {
  switch (meaning?.is) {
    case 'request':
      return { ...state, request: meaning.request };
    case 'answer':
      return { ...state, answers: { ...state.answers, [meaning.budgetLineId]: meaning.refusal } };
    case 'taken_back':
      // Of no interest once the document has been told: the same state, and nothing is written.
      if (state.outcome !== undefined) return state;
      return { ...state, takenBack: [...state.takenBack, meaning.budgetLineId] };
    default:
      return state;
  }
}

type Asked<R> = AllOrNoneState<R> & { readonly request: R };

function react<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }>(
  rules: AllOrNone<L, R>,
  state: Asked<R>,
  meaning: Meaning<R>,
): ProcessStep {
  const { request, outcome } = state;
  const lines = inOrder(request.lines);
  if (meaning.is === 'request') return { commands: lines.map((line) => rules.ask(request, line)) };
  if (meaning.is === 'withdrawal') return withdraw(rules, state, meaning.effectiveAt);
  const isAnswered = lines.every(({ budgetLineId }) => Object.hasOwn(state.answers, budgetLineId));
  if (outcome !== undefined || !isAnswered) return {};
  const refusals = lines.flatMap(({ budgetLineId }) => state.answers[budgetLineId] ?? []);
  if (refusals.length === 0) return { events: [rules.granted(request, lines)] };
  const given = stillGiven(lines, state);
  if (given.length === 0) return { events: [rules.refused(request, refusals)] };
  if (meaning.is !== 'answer') return {};
  return { commands: given.map((line) => rules.takeBack(request, line)) };
}

/**
 * Also before all answers are there: the lines were asked before, so that each has decided on
 * what it then takes back.
 */
function withdraw<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }>(
  { takeBack, withdrawn, granted }: AllOrNone<L, R>,
  { request, answers, outcome }: Asked<R>,
  effectiveAt: string,
): ProcessStep {
  const lines = inOrder(request.lines);
  const isOver = outcome !== undefined && outcome !== granted(request, lines).type;
  if (!withdrawn || isOver) return {};
  return {
    commands: notRefused(lines, answers).map((line) => takeBack(request, line, effectiveAt)),
    events: [withdrawn(request)],
  };
}

/** Those that gave the money, or may have: everybody but who refused. */
const notRefused = <L extends BudgetLinePart>(
  lines: readonly L[],
  answers: AllOrNoneState<unknown>['answers'],
): readonly L[] => lines.filter(({ budgetLineId }) => !answers[budgetLineId]);

const stillGiven = <L extends BudgetLinePart>(
  lines: readonly L[],
  { answers, takenBack }: Pick<AllOrNoneState<unknown>, 'answers' | 'takenBack'>,
): readonly L[] =>
  notRefused(lines, answers).filter(({ budgetLineId }) => !takenBack.includes(budgetLineId));

/** By id: two documents ask lines they share in the same order. */
const inOrder = <L extends BudgetLinePart>(lines: readonly L[]): readonly L[] =>
  [...lines].sort((a, b) => (a.budgetLineId < b.budgetLineId ? -1 : 1));

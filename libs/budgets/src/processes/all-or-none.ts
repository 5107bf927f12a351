import type { DomainEvent, EventSpecs, MoneyJson } from '@tamani/kernel';
import type { ProcurementData, ProcurementEventType } from '@tamani/procurement/published';
import {
  type ProcessCommand,
  type ProcessDefinition,
  type ProcessInput,
  type ProcessStep,
} from '@tamani/runtime';
import type { BudgetsData, BudgetsEventType, BudgetShortfall } from '../published/index.js';

interface BudgetLinePart {
  readonly budgetLineId: string;
}

/** A document that asks several budget lines, and the outcome. */
export interface AllOrNone<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }> {
  readonly name: string;
  readonly topics: readonly string[];
  /** The process's own events: the outcome for the document. */
  readonly events: EventSpecs;
  readonly reads: MessageReaders<R>;
  /** Asks one line. */
  ask(request: R, line: L): ProcessCommand;
  /**
   * Lines that give funds free are asked last, once the others have granted: what is given free
   * may be gone before it could be taken back.
   */
  isAskedLast?(line: L): boolean;
  /** Undoes a line's grant; with the `effectiveAt` of the withdrawal if there is one. */
  takeBack(request: R, line: L, effectiveAt?: string): ProcessCommand;
  /** All lines have granted. */
  granted(request: R, lines: readonly L[], amounts: Amounts): DomainEvent;
  /** A line refused, and nothing is held. */
  refused(request: R, refusals: readonly BudgetShortfall[]): DomainEvent;
  /** The document was withdrawn, whatever the answers; only if somebody is to be told. */
  withdrawn?(request: R): DomainEvent;
}

type MessageType = ProcurementEventType | BudgetsEventType;
type MessageData<T extends MessageType> = T extends ProcurementEventType
  ? ProcurementData<T>
  : T extends BudgetsEventType
    ? BudgetsData<T>
    : never;

/** By type of message, what it means to the process; undefined if it is for others. */
export type MessageReaders<R> = {
  readonly [T in MessageType]?: (data: MessageData<T>) => Meaning<R> | undefined;
};

/** A message in the terms of such a process. `key`: the instance. */
export type Meaning<R> = { readonly key: string } & (
  | { readonly is: 'request'; readonly request: R }
  | {
      readonly is: 'answer';
      readonly budgetLineId: string;
      readonly refusal: BudgetShortfall | null;
      /** What it granted, if the outcome tells it. */
      readonly amount?: MoneyJson;
    }
  | { readonly is: 'taken_back'; readonly budgetLineId: string }
  | { readonly is: 'withdrawal'; readonly effectiveAt: string }
);

/** What lines granted, by id, in their own currencies. */
export type Amounts = Readonly<Record<string, MoneyJson>>;

/** The state of an instance. */
export interface AllOrNoneState<R> {
  readonly request: R | undefined;
  /** By budget line; null if the line granted the funds. */
  readonly answers: Readonly<Record<string, BudgetShortfall | null>>;
  readonly amounts: Amounts;
  /** Ids of the budget lines that have undone their grant. */
  readonly takenBack: readonly string[];
  /** The date of the withdrawal, which may come before the request: then no line is asked. */
  readonly withdrawnOn: string | undefined;
  /** The last outcome sent to the document. */
  readonly outcome: string | undefined;
}

/**
 * Funds for a document from several budget lines, all or none: every line is asked, and one
 * refusal undoes the other grants. A refusal is sent when nothing is held any more: the
 * document may ask again at once, and must not find its own funds tied up. What a withdrawn
 * document is granted late is undone at once.
 */
export function allOrNone<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }>(
  rules: AllOrNone<L, R>,
): ProcessDefinition<AllOrNoneState<R>> {
  const { name, topics, events } = rules;
  const readers = rules.reads as Readonly<Record<string, Reader<R> | undefined>>;
  const read = ({ type, data }: DomainEvent | ProcessInput) => readers[type]?.(data);
  return {
    name,
    context: 'budgets',
    topics,
    types: Object.keys(readers),
    events,
    key: (input) => read(input)?.key,
    // Answers and withdrawals are remembered, whichever comes first.
    overtakes: (input) => read(input)?.is !== 'request',
    initial: {
      ...{ request: undefined, answers: {}, amounts: {}, takenBack: [] },
      ...{ withdrawnOn: undefined, outcome: undefined },
    },
    evolve: (state, item) =>
      Object.hasOwn(events, item.type)
        ? { ...state, outcome: item.type }
        : evolve(state, read(item)),
    react(state, input) {
      const meaning = read(input);
      const { request } = state;
      return meaning && request ? react(rules, { ...state, request }, meaning) : {};
    },
  };
}

type Reader<R> = (data: unknown) => Meaning<R> | undefined;

function evolve<R>(state: AllOrNoneState<R>, meaning: Meaning<R> | undefined): AllOrNoneState<R> {
  switch (meaning?.is) {
    case 'request':
      return { ...state, request: meaning.request };
    case 'answer':
      return answered(state, meaning);
    case 'taken_back':
      // Irrelevant once the outcome was sent: the same state, and nothing is written.
      if (state.outcome !== undefined) return state;
      return { ...state, takenBack: [...state.takenBack, meaning.budgetLineId] };
    case 'withdrawal':
      return { ...state, withdrawnOn: meaning.effectiveAt };
    default:
      return state;
  }
}

function answered<R>(
  state: AllOrNoneState<R>,
  { budgetLineId, refusal, amount }: Extract<Meaning<R>, { readonly is: 'answer' }>,
): AllOrNoneState<R> {
  const answers = { ...state.answers, [budgetLineId]: refusal };
  if (!amount) return { ...state, answers };
  return { ...state, answers, amounts: { ...state.amounts, [budgetLineId]: amount } };
}

type Asked<R> = AllOrNoneState<R> & { readonly request: R };

function react<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }>(
  rules: AllOrNone<L, R>,
  state: Asked<R>,
  meaning: Meaning<R>,
): ProcessStep {
  const { request, outcome } = state;
  const lines = inOrder(request.lines);
  const asking = (some: readonly L[]) => ({ commands: some.map((one) => rules.ask(request, one)) });
  const [first, last] = inTurn(rules, lines);
  if (state.withdrawnOn !== undefined) {
    return withdraw(rules, { ...state, withdrawnOn: state.withdrawnOn }, meaning);
  }
  if (meaning.is === 'request') return asking(first);
  const isAnswered = isAnsweredIn(state);
  if (outcome !== undefined || !first.every(isAnswered)) return {};
  const asked = refusalsOf(first, state).length > 0 ? first : lines;
  if (!asked.every(isAnswered)) return last.some(isAnswered) ? {} : asking(last);
  const refusals = refusalsOf(asked, state);
  if (refusals.length === 0) return { events: [rules.granted(request, lines, state.amounts)] };
  const given = stillGiven(asked, state);
  if (given.length === 0) return { events: [rules.refused(request, refusals)] };
  if (meaning.is !== 'answer') return {};
  return { commands: given.map((line) => rules.takeBack(request, line)) };
}

/** The lines that are asked at once, and those that are asked once these have granted. */
function inTurn<L extends BudgetLinePart>(
  { isAskedLast }: Pick<AllOrNone<L, { readonly lines: readonly L[] }>, 'isAskedLast'>,
  lines: readonly L[],
): readonly [readonly L[], readonly L[]] {
  const last = lines.filter((line) => isAskedLast?.(line) === true);
  const first = lines.filter((line) => !last.includes(line));
  return first.length === 0 ? [last, []] : [first, last];
}

const isAnsweredIn =
  ({ answers }: Pick<AllOrNoneState<unknown>, 'answers'>) =>
  ({ budgetLineId }: BudgetLinePart): boolean =>
    Object.hasOwn(answers, budgetLineId);

const refusalsOf = (
  lines: readonly BudgetLinePart[],
  { answers }: Pick<AllOrNoneState<unknown>, 'answers'>,
): readonly BudgetShortfall[] => lines.flatMap(({ budgetLineId }) => answers[budgetLineId] ?? []);

/**
 * Also before all answers have arrived: lines that were asked earlier have decided on the amount
 * they then undo. A line that is asked late, because its request was parked, grants late.
 */
function withdraw<L extends BudgetLinePart, R extends { readonly lines: readonly L[] }>(
  { takeBack, withdrawn, granted }: AllOrNone<L, R>,
  { request, answers, amounts, outcome, withdrawnOn }: Withdrawn<R>,
  meaning: Meaning<R>,
): ProcessStep {
  const lines = inOrder(request.lines);
  const undoing = (some: readonly L[]) => some.map((line) => takeBack(request, line, withdrawnOn));
  const told = withdrawn ? [withdrawn(request)] : [];
  switch (meaning.is) {
    case 'request':
      return { events: told };
    case 'withdrawal': {
      const isOver = outcome !== undefined && outcome !== granted(request, lines, amounts).type;
      return isOver ? {} : { commands: undoing(notRefused(lines, answers)), events: told };
    }
    case 'answer':
      if (meaning.refusal) return {};
      return { commands: undoing(lines.filter((one) => isOf(meaning, one))) };
    default:
      return {};
  }
}

type Withdrawn<R> = Asked<R> & { readonly withdrawnOn: string };

const isOf = (one: BudgetLinePart, other: BudgetLinePart): boolean =>
  one.budgetLineId === other.budgetLineId;

/** Lines that granted, or may have: all that did not refuse. */
const notRefused = <L extends BudgetLinePart>(
  lines: readonly L[],
  answers: AllOrNoneState<unknown>['answers'],
): readonly L[] => lines.filter(({ budgetLineId }) => !answers[budgetLineId]);

const stillGiven = <L extends BudgetLinePart>(
  lines: readonly L[],
  { answers, takenBack }: Pick<AllOrNoneState<unknown>, 'answers' | 'takenBack'>,
): readonly L[] =>
  notRefused(lines, answers).filter(({ budgetLineId }) => !takenBack.includes(budgetLineId));

/** By id: two documents ask their shared lines in the same order. */
const inOrder = <L extends BudgetLinePart>(lines: readonly L[]): readonly L[] =>
  [...lines].sort((a, b) => (a.budgetLineId < b.budgetLineId ? -1 : 1));

import {
  decideBy,
  derivedId,
  evolveBy,
  monthSchema,
  ok,
  type Decider,
  type Decision,
  type EventOf,
  type Month,
} from '@tamani/kernel';
import { z } from 'zod';
import { LINE_REGISTER_CATEGORY } from '../shared/categories.js';
import { idSchema } from '../shared/vocabulary.js';

const ofLine = { budgetLineId: idSchema };
/** One closing of a month; the number grows with each. */
const ofClosing = { month: monthSchema, closing: z.int().min(1) };

export const lineRegisterEvents = {
  LineRegistered: { schemaVersion: 1, data: z.strictObject(ofLine) },
  /** Asks these lines, a part of all, to let no posting pass that knew the month as open. */
  FencesRequested: {
    schemaVersion: 1,
    data: z.strictObject({ ...ofClosing, budgetLineIds: z.array(idSchema) }),
  },
  FenceRecorded: { schemaVersion: 1, data: z.strictObject({ ...ofClosing, ...ofLine }) },
  /** Every line has its fence. */
  MonthFenced: { schemaVersion: 1, data: z.strictObject(ofClosing) },
} as const;
export type LineRegisterEvent = EventOf<typeof lineRegisterEvents>;

export interface RegisterLine {
  readonly type: 'RegisterLine';
  readonly budgetLineId: string;
}
export interface FenceMonth {
  readonly type: 'FenceMonth';
  readonly month: Month;
  readonly closing: number;
}
export interface RecordFence {
  readonly type: 'RecordFence';
  readonly month: Month;
  readonly closing: number;
  readonly budgetLineId: string;
}
export type LineRegisterCommand = RegisterLine | FenceMonth | RecordFence;

interface Fencing {
  readonly closing: number;
  /** Lines that have not answered. */
  readonly awaited: readonly string[];
}
export interface LineRegisterState {
  readonly lines: readonly string[];
  /** The newest closing of each month. */
  readonly months: Readonly<Record<Month, Fencing>>;
}
export const initialLineRegister: LineRegisterState = { lines: [], months: {} };

/** The one stream of it. */
export const lineRegisterId = derivedId('line-register');

/** Ids in one event: it has a limit in bytes. */
const PART = 500;

type State = LineRegisterState;
type Decided = Decision<LineRegisterEvent>;

function register({ budgetLineId }: RegisterLine, { lines }: State): Decided {
  return ok(
    lines.includes(budgetLineId) ? [] : [{ type: 'LineRegistered', data: { budgetLineId } }],
  );
}

function fence({ month, closing }: FenceMonth, { lines, months }: State): Decided {
  if ((months[month]?.closing ?? 0) >= closing) return ok([]);
  const events: LineRegisterEvent[] = [];
  for (let from = 0; from === 0 || from < lines.length; from += PART) {
    const budgetLineIds = lines.slice(from, from + PART);
    events.push({ type: 'FencesRequested', data: { month, closing, budgetLineIds } });
  }
  if (lines.length === 0) events.push({ type: 'MonthFenced', data: { month, closing } });
  return ok(events);
}

function record({ type: _, ...data }: RecordFence, { months }: State): Decided {
  const { month, closing, budgetLineId } = data;
  const known = months[month];
  if (known?.closing !== closing || !known.awaited.includes(budgetLineId)) return ok([]);
  const recorded: LineRegisterEvent = { type: 'FenceRecorded', data };
  if (known.awaited.length > 1) return ok([recorded]);
  return ok([recorded, { type: 'MonthFenced', data: { month, closing } }]);
}

const withMonth = (state: State, month: Month, fencing: Fencing): State => ({
  ...state,
  months: { ...state.months, [month]: fencing },
});

/** The lines awaited in a closing so far; none by an older one. */
const awaitedIn = ({ months }: State, month: Month, closing: number): readonly string[] =>
  months[month]?.closing === closing ? months[month].awaited : [];

/** All budget lines that may post: each of them fences a month before it is closed. */
export const lineRegister: Decider<State, LineRegisterCommand, LineRegisterEvent> = {
  category: LINE_REGISTER_CATEGORY,
  events: lineRegisterEvents,
  initial: initialLineRegister,
  evolve: evolveBy<State, LineRegisterEvent>({
    LineRegistered: (state, { budgetLineId }) => ({
      ...state,
      lines: [...state.lines, budgetLineId],
    }),
    FencesRequested: (state, { month, closing, budgetLineIds }) =>
      withMonth(state, month, {
        closing,
        awaited: [...awaitedIn(state, month, closing), ...budgetLineIds],
      }),
    FenceRecorded: (state, { month, closing, budgetLineId }) =>
      withMonth(state, month, {
        closing,
        awaited: awaitedIn(state, month, closing).filter((id) => id !== budgetLineId),
      }),
    MonthFenced: (state) => state,
  }),
  decide: decideBy<State, LineRegisterCommand, LineRegisterEvent>({
    RegisterLine: register,
    FenceMonth: fence,
    RecordFence: record,
  }),
};

import type { Money } from '../books/amounts.js';
import { shown, units } from '../books/amounts.js';
import { all, type Check, type Evidence, type Finding } from '../books/evidence.js';
import {
  availableOf,
  counted,
  movesOf,
  plus,
  zero,
  type Column,
  type Figures,
  type Move,
} from '../books/line-book.js';
import type { LogEvent } from '../system/system.js';

type Rule =
  | 'balance.buckets-after-every-event'
  | 'balance.available-after-every-event'
  | 'balance.buckets-on-every-date'
  | 'balance.shown-figures'
  | 'balance.closed-months'
  | 'balance.future-dates';

const SHOWN: Readonly<Record<Exclude<Column, 'dx' | 'px'>, string>> = {
  ...{ A: 'allotted', R: 'preCommitted', C: 'committed', X: 'expended', H: 'transferHold' },
  ...{ P: 'disbursed', V: 'advances', S: 'settled' },
};

const below = (figures: Figures): readonly string[] => [
  ...counted.filter((column) => figures[column] < 0n),
  ...(figures.V > figures.P ? ['V > P'] : []),
  ...(figures.S > figures.X ? ['S > X'] : []),
];

const told = (rule: Rule, text: string): Finding & { readonly rule: Rule } => ({ rule, text });

/** What the events of one command have left on a line: nobody sees what is in between. */
interface Stand {
  readonly event: LogEvent;
  readonly figures: Figures;
  readonly isReversal: boolean;
}

function stands(moves: readonly Move[]): readonly Stand[] {
  const found: Stand[] = [];
  let figures = zero;
  let isReversal = false;
  for (const [index, move] of moves.entries()) {
    const { event } = move;
    figures = plus(figures, move);
    isReversal ||= event.type === 'ExpenditureReversed';
    if (moves[index + 1]?.event.commandId === event.commandId) continue;
    found.push({ event, figures, isReversal });
    isReversal = false;
  }
  return found;
}

const placeOf = (line: string, { type, position }: LogEvent): string =>
  `${line} after ${type} at ${position}`;

const bucketsAfter = (line: string, all: readonly Stand[]) =>
  all.flatMap(({ event, figures }) => {
    const wrong = below(figures);
    if (wrong.length === 0) return [];
    const text = `${placeOf(line, event)}: ${wrong.join(', ')}`;
    return [told('balance.buckets-after-every-event', text)];
  });

/**
 * Below zero only as far as it is authorised, or by goods sent back that had become cheaper: the
 * order is committed again at its booked rate. What that leaves does not get worse.
 */
function availableAfter(line: string, all: readonly Stand[], caps: ReadonlyMap<number, bigint>) {
  let floor = 0n;
  return all.flatMap(({ event, figures, isReversal }) => {
    const cap = [...caps].filter(([position]) => position < event.position).at(-1)?.[1] ?? 0n;
    const available = availableOf(figures);
    const isWorse = available < -cap && available < floor;
    floor = available < 0n && (isReversal || available >= floor) ? available : 0n;
    if (!isWorse || isReversal) return [];
    const text = `${placeOf(line, event)}: available ${shown(available)}, authorised ${shown(cap)}`;
    return [told('balance.available-after-every-event', text)];
  });
}

/** The figures as reports show them, of every day on which something is dated. */
function onEveryDate(line: string, moves: readonly Move[]) {
  const dates = [...new Set(moves.map(({ date }) => date))].sort();
  let figures = zero;
  return dates.flatMap((date) => {
    figures = moves.filter((move) => move.date === date).reduce(plus, figures);
    const wrong = below(figures);
    if (wrong.length === 0) return [];
    const list = wrong.map((name) => `${name} ${shown(figures[name as Column] ?? 0n)}`);
    return [told('balance.buckets-on-every-date', `${line} as of ${date}: ${list.join(', ')}`)];
  });
}

function shownFigures(evidence: Evidence, book: ReadonlyMap<string, readonly Move[]>) {
  return all(evidence, 'budget-lines').flatMap((line) => {
    const figures = (book.get(line.id) ?? []).reduce(plus, zero);
    const on = line['figures'] as Record<string, Money>;
    const differs = Object.entries(SHOWN).filter(
      ([column, name]) => units(on[name] as Money) !== figures[column as Column],
    );
    const isAvailable = units(on['available'] as Money) === availableOf(figures);
    if (differs.length === 0 && isAvailable) return [];
    return [told('balance.shown-figures', `${line.id}: ${differs.join(', ')}`)];
  });
}

/** What is recorded while its month is closed changes a month that was closed. */
function closedMonths({ events }: Evidence, book: ReadonlyMap<string, readonly Move[]>) {
  const dates = new Map([...book.values()].flat().map(({ event, date }) => [event, date]));
  const closed = new Set<string>();
  return events.flatMap((event) => {
    const month = String(event.data['month']);
    if (event.type === 'FiscalPeriodClosed') closed.add(month);
    if (event.type === 'FiscalPeriodReopened') closed.delete(month);
    const date = dates.get(event);
    if (date === undefined || !closed.has(date.slice(0, 7))) return [];
    const text = `${event.type} of ${date} at ${event.position}, its month was closed`;
    return [told('balance.closed-months', text)];
  });
}

/**
 * Nothing is dated after the day on which it was recorded, but for what a process posts while the
 * months until then do not take it: on the first day of the next one that does.
 */
function futureDates({ events }: Evidence, book: ReadonlyMap<string, readonly Move[]>) {
  const dates = new Map([...book.values()].flat().map(({ event, date }) => [event, date]));
  const shut = new Set<string>();
  /** Dates that something on a line has already, which others then follow. */
  const followed = new Set<string>();
  return events.flatMap((event) => {
    const month = String(event.data['month']);
    if (SHUT.test(event.type)) shut.add(month);
    if (event.type === 'FiscalPeriodReopened') shut.delete(month);
    const [day, date] = [event.recordedAt.slice(0, 10), dates.get(event)];
    if (date === undefined || date <= day) return [];
    const isNext = date.endsWith('-01') && shut.has(day.slice(0, 7));
    const line = `${event.id} ${date}`;
    if (isNext) followed.add(line);
    return followed.has(line) ? [] : [told('balance.future-dates', `${event.type} of ${date}`)];
  });
}

const SHUT = /^FiscalPeriod(SoftClosed|Closing|Closed|Certified)$/;

/** Caps of authorised overruns, by the position at which each was authorised. */
function capsOf({ events }: Evidence, line: string): ReadonlyMap<number, bigint> {
  const caps = events.filter(({ type, id }) => type === 'OverrunAuthorised' && id === line);
  return new Map(caps.map(({ position, data }) => [position, units(data['cap'] as Money)]));
}

/** The identity of a line, and that nothing is below zero, ever and on every day. */
export const balance: Check<Rule> = {
  rules: [
    'balance.buckets-after-every-event',
    'balance.available-after-every-event',
    'balance.buckets-on-every-date',
    'balance.shown-figures',
    'balance.closed-months',
    'balance.future-dates',
  ],
  find(evidence) {
    const book = movesOf(evidence);
    const lines = [...book].flatMap(([line, moves]) => [
      ...bucketsAfter(line, stands(moves)),
      ...availableAfter(line, stands(moves), capsOf(evidence, line)),
      ...onEveryDate(line, moves),
    ]);
    const months = closedMonths(evidence, book);
    return [...lines, ...shownFigures(evidence, book), ...months, ...futureDates(evidence, book)];
  },
};

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

type Rule =
  | 'balance.buckets-after-every-event'
  | 'balance.available-after-every-event'
  | 'balance.available-after-a-reversal'
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

function afterEveryEvent(line: string, moves: readonly Move[], caps: ReadonlyMap<number, bigint>) {
  const found = [];
  let figures = zero;
  /** As low as a reversal has left it: what follows does not make it worse. */
  let floor = 0n;
  let isReversal = false;
  for (const [index, move] of moves.entries()) {
    figures = plus(figures, move);
    const { event } = move;
    isReversal ||= event.type === 'ExpenditureReversed';
    // The events of one command are written together: nobody sees what is in between.
    if (moves[index + 1]?.event.commandId === event.commandId) continue;
    const at = `${line} after ${event.type} at ${event.position}`;
    const wrong = below(figures);
    if (wrong.length > 0) {
      found.push(told('balance.buckets-after-every-event', `${at}: ${wrong.join(', ')}`));
    }
    const cap = [...caps].filter(([position]) => position < event.position).at(-1)?.[1] ?? 0n;
    const available = availableOf(figures);
    if (available < -cap && available < floor) {
      const text = `${at}: available ${shown(available)}, authorised ${shown(cap)}`;
      found.push(
        told(`balance.available-after-${isReversal ? 'a-reversal' : 'every-event'}`, text),
      );
    }
    floor = available < 0n && (isReversal || available >= floor) ? available : 0n;
    isReversal = false;
  }
  return found;
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
    'balance.available-after-a-reversal',
    'balance.buckets-on-every-date',
    'balance.shown-figures',
    'balance.closed-months',
    'balance.future-dates',
  ],
  find(evidence) {
    const book = movesOf(evidence);
    const lines = [...book].flatMap(([line, moves]) => [
      ...afterEveryEvent(line, moves, capsOf(evidence, line)),
      ...onEveryDate(line, moves),
    ]);
    const months = closedMonths(evidence, book);
    return [...lines, ...shownFigures(evidence, book), ...months, ...futureDates(evidence, book)];
  },
};

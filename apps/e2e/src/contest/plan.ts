import { derivedId, minorOf, moneyJson, type MoneyJson } from '@tamani/kernel';
import { converted, rateFor } from '@tamani/budgets/published';
import { draws } from '../random.js';

/** One reservation as it is sent, perhaps twice and by two processes. */
export interface Asked {
  readonly reservationId: string;
  readonly commandId: string;
  readonly lineId: string;
  readonly amount: MoneyJson;
}

/** A budget line that all processes want at once. */
export interface HotLine {
  readonly id: string;
  readonly allottedMinor: bigint;
  /** Set where every reservation asks for the same: how many fit is then known beforehand. */
  readonly equalMinor?: bigint;
}

export interface Plan {
  readonly lines: readonly HotLine[];
  /** What each process sends, in its order; repeats of what another one sends are in it. */
  readonly shares: readonly (readonly Asked[])[];
  /** Every reservation once. */
  readonly asked: readonly Asked[];
  readonly repeats: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly processes: number;
  /** Reservations of each process; the repeats of others come on top. */
  readonly each: number;
  readonly lines: number;
  /** Percentage of reservations that another process sends again. */
  readonly repeatedPercent: number;
}

/** Francs are converted at the rate of this month. */
export const RATES = { month: '2026-09', base: 'USD', version: 1, rates: { XOF: '580' } };
export const EFFECTIVE_AT = '2026-09-15';
const EQUAL_MINOR = 123_457n;

type Draw = (bound: number) => number;

/** What the processes ask for: about twice what the lines have. */
export function planOf({ seed, processes, each, lines, repeatedPercent }: PlanOptions): Plan {
  const draw = draws(seed);
  const ids = Array.from({ length: lines }, (_, n) => derivedId('contest-line', `${seed}`, `${n}`));
  const own = Array.from({ length: processes }, (_, process) =>
    Array.from({ length: each }, (_, n) => oneOf(ids, `${seed}-${process}-${n}`, draw)),
  );
  const asked = own.flat();
  const shares = own.map((share) => [...share]);
  let repeats = 0;
  for (const [process, share] of own.entries()) {
    for (const one of share) {
      if (draw(100) >= repeatedPercent) continue;
      const other = shares[(process + 1 + draw(processes - 1)) % processes] ?? share;
      other.splice(draw(other.length), 0, one);
      repeats += 1;
    }
  }
  return { lines: ids.map((id, n) => lineOf(id, n, asked)), shares, asked, repeats };
}

function oneOf(ids: readonly string[], name: string, draw: Draw): Asked {
  const line = draw(ids.length);
  const lineId = ids[line] ?? '';
  const reservationId = derivedId('contest-reservation', name);
  return {
    reservationId,
    commandId: derivedId('contest', name),
    lineId,
    amount: amount(line, draw),
  };
}

/** The first line is asked for equal amounts, the others for any; a third of them in francs. */
function amount(line: number, draw: Draw): MoneyJson {
  if (line === 0) return moneyJson(EQUAL_MINOR, 'USD');
  if (draw(3) === 0) return moneyJson(BigInt(1 + draw(500_000)), 'XOF');
  return moneyJson(BigInt(1 + draw(100_000)), 'USD');
}

/** Half of the requested amount and some cents, so that the last one depends on cents. */
function lineOf(id: string, index: number, asked: readonly Asked[]): HotLine {
  const total = asked
    .filter((one) => one.lineId === id)
    .reduce((sum, one) => sum + dollarsOf(one.amount), 0n);
  const allottedMinor = total / 2n + 7n;
  return index === 0 ? { id, allottedMinor, equalMinor: EQUAL_MINOR } : { id, allottedMinor };
}

/** Cents of an amount at the month's rate. */
export function dollarsOf(amount: MoneyJson): bigint {
  if (amount.currency === 'USD') return minorOf(amount);
  const rate = rateFor(amount.currency, 'USD', RATES);
  if (!rate) throw new Error(`no rate for ${amount.currency}`);
  return converted(amount, rate);
}

/** Dates of the demonstration data, all relative to the day it is made: `YYYY-MM-DD`. */
const DAY_MS = 86_400_000;

const toMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const fromMs = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const plusDays = (date: string, days: number): string => fromMs(toMs(date) + days * DAY_MS);

export const daysBetween = (from: string, to: string): number =>
  Math.round((toMs(to) - toMs(from)) / DAY_MS);

/** `2026-27` for any day from 2026-07-01 to 2027-06-30. */
export function financialYearOf(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  const start = month >= 7 ? year : year - 1;
  return `${start}-${String((start + 1) % 100).padStart(2, '0')}`;
}

export const startOf = (financialYear: string): string => `${financialYear.slice(0, 4)}-07-01`;

export const yearBefore = (financialYear: string): string =>
  financialYearOf(plusDays(startOf(financialYear), -1));

/** Months `YYYY-MM` from that of `from` to that of `to`, both inclusive. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  let day = `${from.slice(0, 7)}-15`;
  while (day.slice(0, 7) <= to.slice(0, 7)) {
    months.push(day.slice(0, 7));
    day = `${plusDays(day, 30).slice(0, 7)}-15`;
  }
  return months;
}

import { z } from 'zod';

/** A business date `YYYY-MM-DD` in Africa/Bamako (UTC all year, so UTC's date is Bamako's). */
export type BusinessDate = string;
/** `YYYY-MM`. */
export type Month = string;
/** A financial year, 1 July to 30 June: `2026-27`. */
export type FiscalYear = string;

/** Nothing was bought before, and nothing is planned beyond: any other year is mistyped. */
const CENTURY = /^20\d\d-/;
/** Those of its dates. */
const FISCAL_YEARS = /^(1999|20\d\d)-/;

export const businessDateSchema = z.iso
  .date()
  .refine((date) => CENTURY.test(date), { error: 'date_out_of_range' })
  .meta({
    ...{ id: 'Date', description: 'A date in Mali, YYYY-MM-DD, of the years 2000 to 2099' },
    ...{ pattern: z.regexes.date.source.replace('^', '^(?=20)'), examples: ['2026-09-15'] },
  });

export const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'month_malformed', abort: true })
  .refine((month) => CENTURY.test(month), { error: 'date_out_of_range' })
  .meta({
    ...{ id: 'Month', description: 'YYYY-MM, of the years 2000 to 2099', examples: ['2026-09'] },
    pattern: '^20\\d{2}-(0[1-9]|1[0-2])$',
  });

export const fiscalYearSchema = z
  .string()
  .refine(isFiscalYear, { error: 'fiscal_year_malformed', abort: true })
  .refine((year) => FISCAL_YEARS.test(year), { error: 'date_out_of_range' })
  .meta({
    ...{ id: 'FiscalYear', description: '1 July to 30 June', examples: ['2026-27'] },
    pattern: '^(1999|20\\d{2})-\\d{2}$',
  });

function isFiscalYear(text: string): boolean {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  return match !== null && (Number(match[1]) + 1) % 100 === Number(match[2]);
}

export const monthOf = (date: BusinessDate): Month => date.slice(0, 7);

/** The business date of a moment (RFC 3339 UTC). */
export const dateOf = (timestamp: string): BusinessDate => timestamp.slice(0, 10);

/** The financial year of a date: `2026-07-01` is in `2026-27`, `2026-06-30` in `2025-26`. */
export function fiscalYearOf(date: BusinessDate): FiscalYear {
  const year = Number(date.slice(0, 4)) - (date.slice(5, 7) < '07' ? 1 : 0);
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

/** First and last day of a financial year. */
export function fiscalYearBounds(year: FiscalYear): { from: BusinessDate; to: BusinessDate } {
  const start = Number(year.slice(0, 4));
  return { from: `${start}-07-01`, to: `${start + 1}-06-30` };
}

/** The date so many days later (or earlier, negative). */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  // Without a text of a moment: a rule over a vendor's orders asks for one date after the other.
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), date.slice(8)];
  const moment = new Date(Date.UTC(year, month - 1, Number(day) + days));
  return `${moment.getUTCFullYear()}-${two(moment.getUTCMonth() + 1)}-${two(moment.getUTCDate())}`;
}

const two = (part: number): string => (part < 10 ? `0${part}` : String(part));

/** The same day so many months later, or that month's last: 31 March + 6 is 30 September. */
export function addMonths(date: BusinessDate, months: number): BusinessDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const month = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  const next = `${Math.floor((index + 1) / 12)}-${String(((index + 1) % 12) + 1).padStart(2, '0')}`;
  const sameDay = `${month}-${date.slice(8)}`;
  const last = addDays(`${next}-01`, -1);
  return sameDay > last ? last : sameDay;
}

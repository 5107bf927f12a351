import { describe, expect, test } from '@jest/globals';
import { seeded } from '@tamani/testing/engines';
import { texts } from '@tamani/texts';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import type { z } from 'zod';
import {
  addDays,
  addMonths,
  allErrors,
  businessDateSchema,
  canonicalHash,
  canonicalText,
  dateOf,
  decideBy,
  defineErrors,
  derivedId,
  err,
  errorSpec,
  errorText,
  eventId,
  evolveBy,
  firstRefusal,
  fiscalYearBounds,
  fiscalYearOf,
  fiscalYearSchema,
  fold,
  monthOf,
  monthSchema,
  ok,
  parseStream,
  streamOf,
  systemClock,
  systemIds,
  today,
} from './index.js';

const { parameters } = seeded('kernel');
/** A day between 2003 and 2096, by its number. */
const day = fc.nat({ max: 34_000 }).map((days) => addDays('2003-07-01', days));

describe('calendar', () => {
  test.each([
    ['2026-06-30', '2025-26'],
    ['2026-07-01', '2026-27'],
    ['2026-12-31', '2026-27'],
    ['2027-01-01', '2026-27'],
    ['2027-06-30', '2026-27'],
    ['2000-06-30', '1999-00'],
    ['2099-12-31', '2099-00'],
  ])('%s is in the financial year %s', (date, year) => {
    expect(fiscalYearOf(date)).toBe(year);
    expect(fiscalYearSchema.safeParse(year).success).toBe(true);
  });

  test('a fiscal year contains exactly the dates within its bounds', () => {
    fc.assert(
      fc.property(day, (date) => {
        const year = fiscalYearOf(date);
        const { from, to } = fiscalYearBounds(year);
        expect(from <= date && date <= to).toBe(true);
        expect([fiscalYearOf(from), fiscalYearOf(to)]).toEqual([year, year]);
        expect(fiscalYearOf(addDays(from, -1))).not.toBe(year);
        expect(fiscalYearOf(addDays(to, 1))).not.toBe(year);
        expect(fiscalYearSchema.parse(year)).toBe(year);
      }),
      parameters,
    );
  });

  test.each(['2026', '2026-26', '2026-28', '2026-2027', '26-27', '2026/27', '1999-01'])(
    '%s is no financial year',
    (year) => expect(fiscalYearSchema.safeParse(year).success).toBe(false),
  );

  test.each(['1999-12-31', '0001-01-01', '9999-12-31', '2100-01-01'])('%s is mistyped', (date) => {
    const code = (schema: z.ZodType, text: string) =>
      schema.safeParse(text).error?.issues.map(({ message }) => message);
    expect(code(businessDateSchema, date)).toEqual(['date_out_of_range']);
    expect(code(monthSchema, monthOf(date))).toEqual(['date_out_of_range']);
  });

  test.each(['2000-01-01', '2099-12-31'])('%s is a business date', (date) => {
    expect(businessDateSchema.parse(date)).toBe(date);
    expect(monthSchema.parse(monthOf(date))).toBe(monthOf(date));
    expect(fiscalYearSchema.parse(fiscalYearOf(date))).toBe(fiscalYearOf(date));
  });

  test.each(['0001-02', '1998-99', '2100-01'])('%s is a mistyped financial year', (year) => {
    const { error } = fiscalYearSchema.safeParse(year);
    expect(error?.issues.map(({ message }) => message)).toEqual(['date_out_of_range']);
  });

  test('days are added across months, years and 29 February', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date);
        expect(addDays(date, days) > date).toBe(days > 0);
        expect(businessDateSchema.parse(addDays(date, days))).toBe(addDays(date, days));
      }),
      parameters,
    );
  });

  test('adding months keeps the day, or takes the last day of a shorter month', () => {
    expect(addMonths('2026-03-31', 6)).toBe('2026-09-30');
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29');
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    fc.assert(
      fc.property(day, fc.integer({ min: -30, max: 30 }), (date, months) => {
        const later = addMonths(date, months);
        const monthsOf = (of: string) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7));
        expect(monthsOf(later) - monthsOf(date)).toBe(months);
        const isLast = monthOf(addDays(later, 1)) !== monthOf(later);
        expect(later.slice(8) === date.slice(8) || isLast).toBe(true);
        expect(businessDateSchema.safeParse(later).success).toBe(true);
      }),
      parameters,
    );
  });

  test('today is the date in Bamako (UTC all year) on any machine', () => {
    const inBamako = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'Africa/Bamako',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    fc.assert(
      fc.property(fc.date({ min: new Date(0), noInvalidDate: true }), (moment) => {
        fc.pre(moment.getUTCFullYear() < 10_000);
        const clock = { now: () => moment.toISOString(), monotonicMs: () => 0 };
        expect(today(clock)).toBe(inBamako.format(moment).padStart(10, '0'));
      }),
      parameters,
    );
    expect(dateOf('2026-06-30T23:59:59.999Z')).toBe('2026-06-30');
  });

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', ''])(
    '%s is no date',
    (text) => expect(businessDateSchema.safeParse(text).success).toBe(false),
  );

  test('a month is a year and a month', () => {
    expect(monthOf('2026-07-14')).toBe('2026-07');
    const accepted = ['2026-01', '2026-12', '2026-00', '2026-13', '2026-1', '2026-07-14'].map(
      (text) => monthSchema.safeParse(text).success,
    );
    expect(accepted).toEqual([true, true, false, false, false, false]);
  });
});

describe('canonical text', () => {
  const json = fc.jsonValue({ stringUnit: 'grapheme' }).map(withoutFractions);

  test('is stable: parsed and written again it is the same, for any order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalText(value);
        expect(canonicalText(JSON.parse(text))).toBe(text);
        expect(canonicalText(reversed(value))).toBe(text);
        expect(canonicalHash(reversed(value))).toBe(
          createHash('sha256').update(text, 'utf8').digest('hex'),
        );
      }),
      parameters,
    );
  });

  test('is RFC 8785: keys in UTF-16 order, no blanks, shortest escapes', () => {
    const value = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb03': 3,
      '1': 4,
      '😀': 5,
      '\u0080': 6,
      ö: [null, true],
    };
    expect(canonicalText(value)).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"ö":[null,true],"\u20ac":1,"😀":5,"\ufb03":3}',
    );
    expect(canonicalText('\u2028"\\/\b\u001f')).toBe('"\u2028\\"\\\\/\\b\\u001f"');
  });

  test('writes the same text for equivalent Unicode and leaves out undefined members', () => {
    expect(canonicalText({ 're\u0301gion': 'e\u0301' })).toBe(canonicalText({ région: 'é' }));
    expect(canonicalText({ a: undefined, b: null })).toBe('{"b":null}');
  });

  test.each([0.1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, -1e21])(
    'refuses %d: amounts and quantities are strings',
    (number) => expect(() => canonicalText({ amount: number })).toThrow('not a safe integer'),
  );

  test('refuses values without a JSON form', () => {
    expect(() => canonicalText(undefined)).toThrow('no JSON form');
    expect(() => canonicalText({ amount: 1n })).toThrow();
  });
});

describe('identifiers', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  test('never change for the same parts: stored events contain them', () => {
    expect(derivedId('fiscal-period', '2026-07')).toBe('9090789c-724c-576c-ae1b-cdbc589516ed');
    expect(derivedId('rate-table', 'USD', '2026-07')).toBe('6c2036cb-44c5-53a1-9728-240cd83e3c60');
    expect(eventId('0198c0de-0000-7000-8000-000000000001', 0, '{}')).toBe(
      '5072f4c1-de05-5c20-8055-6489d740f34d',
    );
  });

  test('differ for different parts and indexes, and are UUIDs of version 5', () => {
    const part = fc.stringMatching(/^[a-z0-9:-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), fc.nat(), (parts, index) => {
        const id = derivedId(...parts);
        expect(id).toMatch(uuid);
        expect(derivedId(...parts)).toBe(id);
        expect(derivedId(...parts, 'more')).not.toBe(id);
        expect(derivedId(parts.join(''), 'x')).not.toBe(derivedId(`${parts.join('')}x`));
        expect(eventId(id, index, 'x')).toMatch(uuid);
        expect(eventId(id, index, 'x')).not.toBe(eventId(id, index + 1, 'x'));
        expect(eventId(id, index, 'x')).not.toBe(eventId(id, index, 'y'));
      }),
      parameters,
    );
  });

  test('of an event are the UUIDv5 of the library, whatever the content', () => {
    const content = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.uuid(), fc.nat(), content, (commandId, index, text) => {
        expect(eventId(commandId, index, text)).toBe(v5(`${index}\n${text}`, commandId));
      }),
      parameters,
    );
  });

  test('of the system are new and ordered; its clock is in UTC', () => {
    const ids = Array.from({ length: 100 }, () => systemIds.next());
    expect(new Set(ids).size).toBe(100);
    expect([...ids].sort()).toEqual(ids);
    expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(systemClock.monotonicMs()).toBeGreaterThan(0);
  });

  test('of a stream contain their category and may contain hyphens', () => {
    const stream = streamOf('budgets.BudgetLine', 'a-b-c');
    expect(stream).toBe('budgets.BudgetLine-a-b-c');
    expect(parseStream(stream)).toEqual({ category: 'budgets.BudgetLine', id: 'a-b-c' });
  });
});

describe('errors', () => {
  const text = { title: 'Balance', detail: '{amount} is missing for {name}.' };
  const declare = (code: string) => defineErrors({ [code]: 409 }, { [code]: text });
  const samples = { kernel_sample: text, kernel_fault: text };
  const specs = { kernel_sample: 409, kernel_fault: { status: 500, level: 'error' } } as const;
  const refuse = defineErrors(specs, samples);

  test('are declared once, in lower_snake, and found by their code', () => {
    expect(refuse.kernel_sample()).toEqual({ code: 'kernel_sample' });
    expect(errorSpec('kernel_sample')).toMatchObject({ status: 409 });
    expect(allErrors().get('kernel_fault')).toMatchObject({ status: 500, level: 'error' });
    expect(errorSpec('kernel_unknown')).toBeUndefined();
    expect(() => declare('kernel_sample')).toThrow('declared twice');
    expect(() => declare('KernelSample')).toThrow('lower_snake');
  });

  test('carry parameters and fields', () => {
    const fields = [{ pointer: '/lines/0/amount', code: 'amount_negative' }];
    expect(refuse.kernel_sample({ amount: '1.00', name: 'Gao' }, fields)).toEqual({
      code: 'kernel_sample',
      params: { amount: '1.00', name: 'Gao' },
      errors: fields,
    });
  });

  test('have the text of the catalogue in each language; samples have their own', () => {
    const read = texts.languages.map((language) => errorText('not_found', language)?.title);
    expect(new Set(read).size).toBe(texts.languages.length);
    expect(errorText('kernel_sample', texts.first)).toEqual(text);
    expect(errorText('kernel_unknown', texts.first)).toBeUndefined();
  });

  test('the first refusal in a list of checks counts', () => {
    const [one, other] = [refuse.kernel_sample(), refuse.kernel_sample({ amount: 2 })];
    expect(firstRefusal(undefined, other, one)).toBe(other);
    expect(firstRefusal(undefined)).toBeUndefined();
  });
});

describe('rules as tables', () => {
  type Event = { type: 'Added'; data: number } | { type: 'Emptied'; data: null };
  const evolve = evolveBy<number, Event>({ Added: (state, n) => state + n, Emptied: () => 0 });
  type Command = { type: 'Add'; n: number };

  test('fold a history and skip events of a newer version', () => {
    const events: Event[] = [1, 2, 3].map((data) => ({ type: 'Added', data }));
    const newer = { type: 'Doubled', data: null } as unknown as Event;
    expect(fold({ initial: 0, evolve }, [...events, newer])).toBe(6);
    expect(fold({ initial: 0, evolve }, [{ type: 'Emptied', data: null }], 9)).toBe(0);
  });

  test('decide by the type of the command; a command without a rule is a bug', () => {
    const decide = decideBy<number, Command, Event>({
      Add: ({ n }, state) =>
        n + state > 9 ? err({ code: 'full' }) : ok([{ type: 'Added', data: n }]),
    });
    expect(decide({ type: 'Add', n: 2 }, 0, { id: '1' })).toEqual(ok([{ type: 'Added', data: 2 }]));
    expect(decide({ type: 'Add', n: 2 }, 8, { id: '1' })).toEqual(err({ code: 'full' }));
    expect(() => decide({ type: 'Sub' } as never, 0, { id: '1' })).toThrow('no rule');
  });
});

function withoutFractions(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(withoutFractions);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutFractions(member)]));
}

/** The same value with the keys of each object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]));
}

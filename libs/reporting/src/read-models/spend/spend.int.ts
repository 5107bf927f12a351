import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { logTimeAfter } from '@tamani/kernel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteReadStore, type SqliteReadStore } from '@tamani/sqlite';
import fc from 'fast-check';
import { ledgerOf } from '../ledger.read-model.js';
import { moneyEvent, type TestEvent } from '../../../testing/money-events.js';
import { dimensions, type DimensionName } from '../../domain/ledger/dimensions.js';
import type { LedgerLine } from '../../domain/ledger/ledger-line.js';
import { figureNames } from './figures.js';
import { conditionsOf, type Selection } from './selection.js';
import { spendOf, type Spend, type SpendQuery } from './spend.js';

const model = ledgerOf(() => []);
let folder: string;
let reads: SqliteReadStore;
let collections = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tamani-ledger-'));
  reads = openSqliteReadStore({ file: join(folder, 'read.db') });
});
afterAll(async () => {
  await reads.close();
  rmSync(folder, { recursive: true });
});

/** A separate ledger with the lines of these events. */
async function ledgerWith(events: readonly TestEvent[]): Promise<string> {
  const name = `ledger_${++collections}`;
  await reads.ensure({ name, fields: model.fields, indexes: model.indexes });
  let last: LedgerLine | undefined;
  const writes = events.map(moneyEvent).flatMap((event) => {
    const seen = { ...event, last };
    return model.keys(event).map((key) => {
      last = model.on['*']!(undefined, seen, key);
      return { collection: name, key, doc: last, position: event.position, expected: undefined };
    });
  });
  await reads.commit({ writes });
  return name;
}

async function spend(ledger: string, query: Partial<SpendQuery>): Promise<Spend> {
  const answer = await spendOf(reads, ledger, { groupBy: [], filters: {}, ...query });
  if (answer === undefined) throw new Error('too many rows');
  return answer;
}
const usd = (amount: string) => ({ amount, currency: 'USD' });
const event = (id: string, change: Partial<TestEvent>): TestEvent => ({
  id,
  position: 1,
  effectiveAt: '2026-10-12',
  recordedAt: '2026-10-12T10:00:00.000Z',
  movements: [{ bucket: 'expended', minor: 100 }],
  ...change,
});

describe('the two clocks', () => {
  // Delivered on 12 October, but the office learned of it in November, after the other one.
  const onTime = event('on-time', {});
  const late = event('late', {
    recordedAt: '2026-11-20T08:00:00.000Z',
    movements: [{ bucket: 'expended', minor: 2_500 }],
  });
  const november = event('november', {
    effectiveAt: '2026-11-03',
    recordedAt: '2026-11-03T10:00:00.000Z',
    movements: [{ bucket: 'expended', minor: 40_000 }],
  });
  const expended = async (selection: Partial<Selection>) => {
    const ledger = await ledgerWith([onTime, november, late]);
    const { totals } = await spend(ledger, selection);
    return totals[0]?.figures.expended?.amount;
  };

  test.each<[Partial<Selection>, string]>([
    [{}, '426.00'],
    [{ asOf: '2026-10-31' }, '26.00'],
    [{ asOf: '2026-10-12' }, '26.00'],
    [{ knownAt: '2026-10-31T23:59:59.999999Z' }, '1.00'],
    [{ asOf: '2026-10-31', knownAt: '2026-11-10T00:00:00.000000Z' }, '1.00'],
    [{ asOf: '2026-10-31', knownAt: '2026-11-20T07:59:59.999999Z' }, '1.00'],
    [{ asOf: '2026-10-31', knownAt: '2026-11-20T08:00:00.000000Z' }, '26.00'],
    [{ knownAt: '2026-11-10T00:00:00.000000Z' }, '401.00'],
  ])('%j', async (selection, amount) => {
    expect(await expended(selection)).toBe(amount);
  });

  test('up to a position the answer is the same as then', async () => {
    const ledger = await ledgerWith([onTime, { ...late, position: 2 }]);
    const { totals } = await spend(ledger, { position: 1n });
    expect(totals[0]?.figures.expended).toEqual(usd('1.00'));
  });

  test('before the first entry there is no row, not a zero', async () => {
    expect(await expended({ knownAt: '2026-10-01T00:00:00.000Z' })).toBeUndefined();
  });
});

describe('figures', () => {
  const movements = [
    { bucket: 'allotted', minor: 6_000_000 },
    { bucket: 'reserved', minor: 100_000 },
    { bucket: 'committed', minor: 2_880_000 },
    { bucket: 'expended', minor: 1_933_333 },
    { bucket: 'transferHold', minor: 500 },
    { bucket: 'disbursed', minor: 1_920_000 },
    { bucket: 'settled', minor: 1_933_333 },
  ];

  test('available is the rest of the allotment; cash does not change it', async () => {
    const { rows } = await spend(await ledgerWith([event('e', { movements })]), {
      groupBy: ['spendClass'],
    });
    expect(rows).toEqual([
      expect.objectContaining({
        group: { spendClass: 'equipment' },
        figures: expect.objectContaining({
          allotted: usd('60000.00'),
          preCommitted: usd('1000.00'),
          committed: usd('28800.00'),
          expended: usd('19333.33'),
          disbursed: usd('19200.00'),
          unliquidated: usd('28800.00'),
          available: usd('10861.67'),
        }),
      }),
    ]);
  });

  test('a month or vendor has no available amount, the total has', async () => {
    const ledger = await ledgerWith([event('e', { movements })]);
    for (const groupBy of ['month', 'vendor'] as const) {
      const { rows, totals } = await spend(ledger, { groupBy: [groupBy] });
      expect(rows[0]?.figures.available).toBeNull();
      expect(totals[0]?.figures.available).toEqual(usd('10861.67'));
    }
    const ofMonth = await spend(ledger, { filters: { month: ['2026-10'] } });
    expect(ofMonth.totals[0]?.figures.available).toBeNull();
  });

  test('amounts of two currencies are never summed', async () => {
    const ledger = await ledgerWith([event('a', {}), event('b', { currency: 'EUR' })]);
    const { rows, totals } = await spend(ledger, { groupBy: ['fund'] });
    expect(rows.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    expect(totals.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
    const one = await spend(ledger, { groupBy: ['fund'], currency: 'EUR' });
    expect(one.rows).toHaveLength(1);
  });

  test('null is a value in groups and filters', async () => {
    const ledger = await ledgerWith([event('a', { region: 'ML07' }), event('b', {})]);
    const { rows } = await spend(ledger, { groupBy: ['region'] });
    expect(rows.map(({ group }) => group)).toEqual([{ region: null }, { region: 'ML07' }]);
    const without = await spend(ledger, { groupBy: ['region'], filters: { region: [null] } });
    expect(without.rows.map(({ group }) => group)).toEqual([{ region: null }]);
    const both = await spend(ledger, { filters: { region: [null, 'ML07'] } });
    expect(both.totals[0]?.figures.expended).toEqual(usd('2.00'));
  });
});

describe('sums are equal in every case', () => {
  const seed = Number(process.env['TAMANI_SEED_FC'] ?? 20_260_915);
  const BUCKETS = ['allotted', 'reserved', 'committed', 'expended', 'disbursed', 'settled'];
  const day = fc.integer({ min: 1, max: 28 }).map((n) => String(n).padStart(2, '0'));
  const dated = fc.tuple(fc.constantFrom('2026-09', '2026-10', '2026-11'), day);
  const one = fc.record({
    effectiveAt: dated.map(([month, d]) => `${month}-${d}`),
    recordedAt: dated.map(([month, d]) => `${month}-${d}T12:00:00.000Z`),
    budgetLineId: fc.constantFrom('l1', 'l2', 'l3'),
    currency: fc.constantFrom('USD', 'EUR'),
    spendClass: fc.constantFrom('equipment', 'printing', 'rehabilitation'),
    region: fc.constantFrom('ML07', 'ML10', null),
    vendorId: fc.constantFrom('v1', 'v2', null),
    movements: fc.array(
      fc.record({
        bucket: fc.constantFrom(...BUCKETS),
        minor: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });
  const history = fc
    .array(one, { minLength: 1, maxLength: 25 })
    .map((events) => events.map((e, n): TestEvent => ({ ...e, id: `e${n}`, position: n + 1 })));
  const grouping = fc.subarray(Object.keys(dimensions) as DimensionName[], { maxLength: 4 });
  const clocks = fc.record({
    asOf: fc.option(fc.constantFrom('2026-09-15', '2026-10-31'), { nil: undefined }),
    knownAt: fc.option(
      fc.constantFrom('2026-10-10T12:00:00.000999Z', '2026-11-01T00:00:00.000000Z'),
      {
        nil: undefined,
      },
    ),
  });
  /** Known is the beginning of the log before the first event that was recorded later. */
  const held = (events: readonly TestEvent[], { asOf, knownAt }: Partial<Selection>) => {
    const isLater = (e: TestEvent) => logTimeAfter(undefined, e.recordedAt) > (knownAt ?? '9');
    const later = events.findIndex(isLater);
    const known = later === -1 ? events : events.slice(0, later);
    return known.filter((e) => asOf === undefined || e.effectiveAt <= asOf);
  };
  const minorOf = (amount: string | undefined): bigint => BigInt((amount ?? '0').replace('.', ''));

  test(`grouped or not, by any dimensions and at any time (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(history, grouping, clocks, async (events, groupBy, clock) => {
        const ledger = await ledgerWith(events);
        const { rows, totals } = await spend(ledger, { groupBy, ...clock });
        for (const currency of ['USD', 'EUR']) {
          const known = held(events, clock).filter((e) => e.currency === currency);
          const total = totals.find((row) => row.currency === currency);
          expect(total === undefined).toBe(known.length === 0);
          const expended = known
            .flatMap((e) => e.movements)
            .filter(({ bucket }) => bucket === 'expended')
            .reduce((sum, { minor }) => sum + BigInt(minor), 0n);
          expect(minorOf(total?.figures.expended?.amount)).toBe(expended);
          for (const figure of figureNames.filter((name) => name !== 'available')) {
            const sum = rows
              .filter((row) => row.currency === currency)
              .reduce((all, row) => all + minorOf(row.figures[figure]?.amount), 0n);
            expect(sum).toBe(minorOf(total?.figures[figure]?.amount));
          }
        }
        await reads.drop(ledger);
      }),
      { seed, numRuns: 60 },
    );
  });

  test(`a row is the sum of the ledger lines it drills down to (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(history, grouping, clocks, async (events, groupBy, clock) => {
        const ledger = await ledgerWith(events);
        const { rows } = await spend(ledger, { groupBy, ...clock });
        for (const { group, currency, figures } of rows) {
          const filters = Object.fromEntries(
            Object.entries(group).map(([name, value]) => [name, [value ?? null]]),
          );
          const where = conditionsOf({ filters, currency, ...clock });
          const { documents } = await reads.find(ledger, { where, limit: 1_000 });
          const expended = documents
            .filter(({ doc }) => doc['bucket'] === 'expended')
            .reduce((sum, { doc }) => sum + BigInt(Number(doc['delta'])), 0n);
          expect(documents.length).toBeGreaterThan(0);
          expect(minorOf(figures.expended?.amount)).toBe(expended);
        }
        await reads.drop(ledger);
      }),
      { seed: seed + 1, numRuns: 30 },
    );
  });
});

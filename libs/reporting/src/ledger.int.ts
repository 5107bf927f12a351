import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemIds } from '@tamani/kernel';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { FakeClock } from '@tamani/testing';
import { ledgerLinesList } from './api/ledger-lines.list.js';
import { spendList } from './api/spend.list.js';
import {
  answerOf,
  answerSchema,
  type LinesAnswer,
  type Raw,
  type SpendAnswer,
} from '../testing/answer-of.js';
import { standIns, standInLedger, standInLine } from '../testing/stand-in-budgets.js';

const folder = mkdtempSync(join(tmpdir(), 'tamani-reporting-'));
const clock = new FakeClock('2026-10-12T10:00:00.000Z');
const ports = {
  store: openSqliteEventStore({ file: join(folder, 'events.db') }),
  bus: openSqliteBus({ file: join(folder, 'bus.db') }),
  reads: openSqliteReadStore({ file: join(folder, 'read.db') }),
  clock,
  ids: systemIds,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
};
const runtime = new Runtime(ports, standIns, { soleWriter: true });
const source = { context: 'reporting', model: standInLedger };

async function accrue(amount: string, effectiveAt: string): Promise<bigint> {
  const commandId = systemIds.next();
  const cause = { correlationId: commandId, causationId: commandId };
  const context = { commandId, requestHash: '', actor: { id: 'x', roles: [] }, ...cause };
  const command = { type: 'Accrue', amount: { amount, currency: 'USD' }, effectiveAt } as const;
  const done = await runtime.commands.execute(standInLine, 'l1', command, context);
  if (!done.ok) throw new Error(done.error.code);
  return done.value.position;
}
const spend = (query: Raw) => answerOf(spendList(source), runtime, query) as Promise<SpendAnswer>;
const lines = (query: Raw) =>
  answerOf(ledgerLinesList(source), runtime, query) as Promise<LinesAnswer>;
const expended = async (query: Record<string, string> = {}) =>
  (await spend(query)).totals[0]?.expended?.amount;

let first: bigint;
beforeAll(async () => {
  await runtime.start({ consume: true });
  first = await accrue('19333.33', '2026-10-12');
  clock.set('2026-11-20T08:00:00.000Z');
  await accrue('100.00', '2026-10-15');
  await accrue('28800.00', '2026-11-10');
  await runtime.settled();
});
afterAll(async () => {
  await runtime.stop();
  await ports.bus.close();
  await ports.store.close();
  await ports.reads.close();
  rmSync(folder, { recursive: true });
});

test('spend has the declared shape, by class and month', async () => {
  const answer = await spend({ groupBy: 'spendClass,month', fiscalYear: '2026-27' });
  expect(answerSchema(spendList(source)).parse(answer)).toEqual(answer);
  expect(answer).toMatchObject({
    asOf: '2026-11-30',
    // Of the last movement: later ones can still be recorded before the answer is read.
    knownAt: '2026-11-20T08:00:00.000001Z',
    currency: 'USD',
    data: [
      { spendClass: 'equipment', month: '2026-10', expended: { amount: '19433.33' } },
      { spendClass: 'equipment', month: '2026-11', expended: { amount: '28800.00' } },
    ],
    totals: [{ expended: { amount: '48233.33' }, committed: { amount: '-48233.33' } }],
  });
});

test('late entries appear by knownAt only', async () => {
  expect(await expended({ asOf: '2026-10-31' })).toBe('19433.33');
  expect(await expended({ asOf: '2026-10-31', knownAt: '2026-10-31' })).toBe('19333.33');
});

test('every figure links to its lines, and each line to its event', async () => {
  const { data } = await spend({ groupBy: 'month', fiscalYear: '2026-27' });
  const [row] = data;
  const link = new URL(row?.ledgerLines ?? '', 'http://host');
  const query = { ...Object.fromEntries(link.searchParams), figure: 'expended' };
  const answer = await lines(query);
  expect(answerSchema(ledgerLinesList(source)).parse(answer)).toEqual(answer);
  expect(answer.data.map(({ amount }) => amount.amount)).toEqual(['100.00', '19333.33']);
  for (const { eventId, effectiveAt } of answer.data) {
    const events = await ports.store.readStream('budgets.BudgetLine-l1');
    const event = events.find(({ id }) => id === eventId);
    expect(JSON.parse(event?.meta ?? '{}')).toMatchObject({ effectiveAt });
  }
});

describe('as of a position', () => {
  test('the answer says how far the ledger has come, and can be made again', async () => {
    const before = await spend({});
    expect(before.position).toBe(String(await ports.store.head()));
    await accrue('1.00', '2026-11-11');
    await runtime.settled();
    expect((await spend({})).totals[0]?.expended?.amount).toBe('48234.33');
    const again = await spend({ position: before.position });
    expect(again.totals).toEqual(before.totals);
    expect(await expended({ position: first.toString() })).toBe('19333.33');
  });

  test('pages of lines go on where they were', async () => {
    const page = await lines({ limit: '1', sort: 'effectiveAt', bucket: 'expended' });
    expect(page.data).toMatchObject([{ effectiveAt: '2026-10-12' }]);
    const next = await lines({
      ...{ limit: '1', sort: 'effectiveAt', bucket: 'expended' },
      cursor: page.nextCursor ?? '',
    });
    expect(next.data).toMatchObject([{ effectiveAt: '2026-10-15' }]);
  });
});

test('a ledger rebuilt from the log is identical, line by line', async () => {
  await runtime.stop();
  const ledger = { context: 'reporting', model: standInLedger };
  const [report] = await runtime.rebuild([ledger], { replace: false });
  expect(report).toMatchObject({ documents: 8, different: 0, missing: 0, extra: 0 });
});

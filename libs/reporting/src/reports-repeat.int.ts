import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { systemIds, type Clock } from '@tamani/kernel';
import { Runtime } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, type SpendAnswer } from '../testing/answer-of.js';
import { standIns, standInLedger, standInLine } from '../testing/stand-in-budgets.js';
import { spendList } from './api/spend.list.js';
import { collectionOf } from './api/ledger.js';

const WRITERS = 6;
const REPORTS = 200;
const source = { context: 'reporting', model: standInLedger };

/** Services whose clocks differ, and stand still for some milliseconds. */
const clockOff = (byMs: number): Clock => ({
  now: () => new Date(Math.floor((Date.now() + byMs) / 8) * 8).toISOString(),
  monotonicMs: () => performance.now(),
});

const folder = mkdtempSync(join(tmpdir(), 'tamani-reports-'));
const ports = {
  store: openSqliteEventStore({ file: join(folder, 'events.db') }),
  bus: openSqliteBus({ file: join(folder, 'bus.db') }),
  reads: openSqliteReadStore({ file: join(folder, 'read.db') }),
  clock: clockOff(0),
  ids: systemIds,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
};
const reporting = new Runtime(ports, standIns);
const services = Array.from({ length: WRITERS }, (_, n) => {
  return new Runtime({ ...ports, clock: clockOff(n * 15 - 40) }, standIns);
});

let isOver = false;
let writers: readonly Promise<number>[];
beforeAll(async () => {
  await reporting.start();
  writers = services.map((service, n) => write(service, `l${n}`));
});
afterAll(async () => {
  await reporting.stop();
  await Promise.all([ports.bus.close(), ports.store.close(), ports.reads.close()]);
  rmSync(folder, { recursive: true });
});

/** One movement after the other, until the reports are made. */
async function write(service: Runtime, line: string): Promise<number> {
  let written = 0;
  for (; !isOver; written++) {
    const commandId = systemIds.next();
    const cause = { correlationId: commandId, causationId: commandId };
    const context = { commandId, requestHash: '', actor: { id: 'x', roles: [] }, ...cause };
    const amount = { amount: `${1 + (written % 9)}.00`, currency: 'USD' };
    const command = { type: 'Accrue', amount, effectiveAt: '2026-10-12' } as const;
    await service.commands.execute(standInLine, line, command, context);
  }
  return written;
}

const report = (query: Record<string, string> = {}) =>
  answerOf(spendList(source), reporting, { groupBy: 'budgetLine', ...query }) as Promise<
    SpendAnswer & { readonly asOf: string; readonly knownAt: string }
  >;

/** The figures, without the links, which also name the position. */
const figuresOf = ({ data, totals }: SpendAnswer) =>
  JSON.stringify([data, totals], (key, value: unknown) =>
    key === 'ledgerLines' ? undefined : value,
  );

/** The rule that does not hold: known is what was recorded before now, by the services' clocks. */
async function byRecordedAt(knownAt: string): Promise<string> {
  const where = [{ field: 'recordedAt', op: 'lte', value: knownAt } as const];
  const query = { where, groupBy: ['budgetLineId', 'bucket'], sums: ['delta'] };
  const rows = await ports.reads.sum(collectionOf(source), query);
  return JSON.stringify(rows, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a report asked again with the dates it stated is the same, while six services write', async () => {
  const first: Awaited<ReturnType<typeof report>>[] = [];
  const control: { readonly knownAt: string; readonly rows: string }[] = [];
  for (let n = 0; n < REPORTS; n++) {
    first.push(await report());
    const knownAt = ports.clock.now();
    control.push({ knownAt, rows: await byRecordedAt(knownAt) });
    await pause(5);
  }
  let [different, controlDifferent] = [0, 0];
  for (const [n, before] of first.entries()) {
    const { asOf, knownAt } = before;
    const again = await report({ asOf, knownAt });
    if (again.knownAt !== knownAt || figuresOf(again) !== figuresOf(before)) different += 1;
    const { knownAt: recorded, rows } = control[n] as (typeof control)[number];
    if ((await byRecordedAt(recorded)) !== rows) controlDifferent += 1;
  }
  isOver = true;
  const written = await Promise.all(writers);
  expect(Math.min(...written)).toBeGreaterThan(REPORTS / 10);
  expect(new Set(first.map(({ knownAt }) => knownAt)).size).toBeGreaterThan(REPORTS / 4);
  expect(different).toBe(0);
  expect(controlDifferent).toBeGreaterThan(0);
}, 60_000);

test('a ledger folded again from the log has the same times', async () => {
  await reporting.settled();
  await reporting.stop();
  const ledger = { context: 'reporting', model: standInLedger };
  const [found] = await reporting.rebuild([ledger], { replace: false });
  expect(found).toMatchObject({ different: 0, missing: 0, extra: 0, invalid: 0 });
  expect(found?.documents).toBeGreaterThan(0);
});

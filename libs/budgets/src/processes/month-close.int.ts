import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { streamOf, systemIds } from '@tamani/kernel';
import { ConcurrencyConflict, type EventStore } from '@tamani/ports';
import { encodeChecked, Runtime } from '@tamani/runtime';
import { reserve } from '../../testing/budget-line.js';
import { BudgetsApp } from '../../testing/budgets-app.js';
import { Purchase } from '../../testing/purchase.js';
import { budgetsContext } from '../budgets.context.js';
import type { AllotFunds, DraftLine } from '../domain/budget-line/budget-line.commands.js';
import { budgetLine } from '../domain/budget-line/budget-line.decide.js';
import { fiscalPeriodEvents } from '../domain/fiscal-period/fiscal-period.events.js';
import { fiscalPeriodId } from '../domain/fiscal-period/fiscal-period-id.js';
import { fiscalPeriod } from '../domain/fiscal-period/fiscal-period.decide.js';
import { budgetLineAggregate } from '../facts/budget-line.facts.js';

let app: BudgetsApp;
let purchase: Purchase;

beforeAll(async () => {
  app = await BudgetsApp.open();
  purchase = new Purchase(app);
  await purchase.rates();
}, 30_000);
afterAll(() => app.close());

const asked = (id: string) => ({ actor: { id: 'x', roles: [] }, commandId: id, requestHash: id });
const cause = { correlationId: 'race', causationId: 'race' };

/** A promise that the test keeps when it wants. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/** Another replica, whose first append to a line stays on its way until it is let go. */
function slowReplica(lineId: string) {
  const { ports } = app.runtime;
  const [held, arrived] = [gate(), gate()];
  let conflicts = 0;
  const append: EventStore['append'] = async (stream, ...rest) => {
    if (stream === streamOf(budgetLine.category, lineId)) {
      arrived.open();
      await held.opened;
    }
    return ports.store.append(stream, ...rest).catch((error: unknown) => {
      if (error instanceof ConcurrencyConflict) conflicts += 1;
      throw error;
    });
  };
  const { store } = ports;
  const slow: EventStore = {
    engine: store.engine,
    append,
    readStream: (...args) => store.readStream(...args),
    readAll: (...args) => store.readAll(...args),
    subscribeAll: (...args) => store.subscribeAll(...args),
    head: () => store.head(),
    mark: (position) => store.mark(position),
    close: () => store.close(),
  };
  const { commands } = new Runtime({ ...ports, store: slow }, [budgetsContext]);
  const reserveIn = (month: string) =>
    commands.execute(budgetLineAggregate, lineId, reserve(lineId, 580_000, `${month}-15`), {
      ...{ ...asked(systemIds.next()), ...cause },
    });
  return { reserveIn, arrived: arrived.opened, letGo: held.open, conflicts: () => conflicts };
}

const openMonth = (month: string) =>
  app.done(app.post('budget-officer', 'fiscal-periods', { month, reason: 'Books' }));
const reservedOn = async (line: string, date: string) => {
  const { body } = await app.get('auditor', `budget-lines/${line}?asOf=${date}`);
  return (body['figures'] as Record<string, { amount: string }>)['preCommitted']?.amount;
};

describe('a posting that was decided before its month was closed, and is written after', () => {
  test('is decided again, and is posted in the first open month', async () => {
    const line = await purchase.line('60000.00');
    const slow = slowReplica(line);
    const { id } = await openMonth('2026-09');
    const posted = slow.reserveIn('2026-09');
    await slow.arrived;
    const path = `fiscal-periods/${id}/close`;
    const closed = await app.done(app.act('budget-officer', path, { reason: 'Month end' }));
    expect(closed['status']).toBe('closed');
    slow.letGo();
    const answer = await posted;
    expect(answer.ok && answer.value.events[0]).toMatchObject({
      ...{ type: 'FundsReserved', effectiveAt: '2026-10-01' },
      data: { documentDate: '2026-09-15' },
    });
    expect(slow.conflicts()).toBe(1);
    expect(await reservedOn(line, '2026-09-30')).toBe('0.00');
    expect(await reservedOn(line, '2026-10-01')).toBe('1000.00');
  });

  test('would change the month if no line had fenced it (control)', async () => {
    const line = await purchase.line('60000.00');
    const slow = slowReplica(line);
    const posted = slow.reserveIn('2026-11');
    await slow.arrived;
    const data = { month: '2026-11', reason: 'Month end', by: { id: 'budget-officer' } };
    const event = { type: 'FiscalPeriodClosed', data } as const;
    const meta = { ...asked('control'), ...cause, recordedAt: '2026-11-25T09:00:00.000Z' };
    const { stored } = encodeChecked(fiscalPeriodEvents, event, meta);
    const stream = streamOf(fiscalPeriod.category, fiscalPeriodId('2026-11'));
    const { store } = app.runtime.ports;
    await store.append(stream, [{ ...stored, id: systemIds.next() }], 'no_stream');
    slow.letGo();
    const answer = await posted;
    expect(answer.ok && answer.value.events[0]?.effectiveAt).toBe('2026-11-15');
    expect(slow.conflicts()).toBe(0);
    expect(await reservedOn(line, '2026-11-30')).toBe('1000.00');
  });

  test('is closed after what is on its way in the same replica, which then counts', async () => {
    const line = await purchase.line('60000.00');
    const { id } = await openMonth('2026-08');
    await purchase.rates({ '2026-08': '580' });
    const posted = app.runtime.commands.execute(
      ...([budgetLineAggregate, line, reserve('same', 580_000, '2026-08-15')] as const),
      { ...asked(systemIds.next()), ...cause },
    );
    const path = `fiscal-periods/${id}/close`;
    const closed = await app.done(app.act('budget-officer', path, { reason: 'Month end' }));
    const before = await reservedOn(line, '2026-08-31');
    expect((await posted).ok).toBe(true);
    expect(closed['status']).toBe('closed');
    expect(await reservedOn(line, '2026-08-31')).toBe(before);
  });
});

describe('a line that is not in the register yet', () => {
  test('takes no posting: whoever closes a month would not know of it', async () => {
    const { commands } = app.runtime;
    const draft: DraftLine = {
      type: 'DraftLine',
      ...{ reference: 'BL-X', title: 'x', currency: 'USD', fund: 'X' },
      ...{ fiscalYear: '2026-27' as const },
      ...({ axis: 'border_security', spendClass: 'other' } as const),
      ...{ projectId: null, donor: null, by: { id: 'x' } },
    };
    const context = () => ({ ...asked(systemIds.next()), ...cause });
    await commands.execute(budgetLineAggregate, 'unknown', draft, context());
    const allot: AllotFunds = {
      type: 'AllotFunds',
      ...{ allotmentId: 'a', contributionId: null, reason: 'x' },
      ...{ by: { id: 'x' }, amount: { amount: '1.00', currency: 'USD' } },
      ...{ effectiveAt: '2026-10-01', today: '2026-11-25' },
    };
    const before = await commands.execute(budgetLineAggregate, 'unknown', allot, context());
    expect(before).toMatchObject({ ok: false, error: { code: 'too_much_contention' } });
    await app.settled();
    const after = await commands.execute(budgetLineAggregate, 'unknown', allot, context());
    expect(after.ok).toBe(true);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@tamani/client';
import { figuresOf } from './figures.js';
import { Flow } from './flow.js';
import { seedOf, shuffled } from './random.js';
import { rebuildReport } from './cli.js';
import { ServerUnderTest } from './server.js';

const USD = (amount: number) => `${amount}.00`;

/** Requisitions in francs at a rate of 500: 500,000 francs are 1,000.00 dollars. */
const THOUSAND_DOLLARS = '500000';

describe('the race for the last dollar', () => {
  let server: ServerUnderTest;
  let flow: Flow;

  beforeAll(async () => {
    server = await ServerUnderTest.start();
    flow = new Flow(server.api, 'race');
    await flow.rates('2026-09', '500');
  });
  afterAll(() => server?.dispose());

  const drafts = (name: string, lineIds: readonly string[]) =>
    Promise.all(
      lineIds.map((lineId, n) =>
        flow.requisition(`${name}-${n}`, [{ lineId, quantity: '1', francs: THOUSAND_DOLLARS }]),
      ),
    );

  const submitAll = (all: readonly Resource[]) =>
    Promise.all(all.map((draft) => flow.submit(draft.id, '2026-09-15')));

  const count = (all: readonly Resource[], status: string) =>
    all.filter((requisition) => requisition.status === status).length;

  /** Sum of the reservations on a line as the ledger has it. */
  async function reservedByLedger(lineId: string): Promise<string | undefined> {
    await server.settled();
    const spend = await server.api.get<{ data: readonly Record<string, unknown>[] }>(
      'reporting-job',
      'spend',
      { groupBy: 'budgetLine', fiscalYear: '2026-27' },
    );
    const row = spend.body.data.find((r) => r['budgetLine'] === lineId);
    return (row?.['preCommitted'] as { amount: string } | undefined)?.amount;
  }

  test('25 of 1,000.00 for 10,000.00: exactly 10 reserved, 15 refused', async () => {
    const line = await flow.line('ten', USD(10_000));
    const ended = await submitAll(await drafts('ten', Array<string>(25).fill(line.id)));
    expect(count(ended, 'funds_reserved')).toBe(10);
    expect(count(ended, 'funds_rejected')).toBe(15);
    const { body } = await server.api.get('budget-officer', `budget-lines/${line.id}`);
    expect(figuresOf(body)).toMatchObject({ preCommitted: '10000.00', available: '0.00' });
    expect(await reservedByLedger(line.id)).toBe('10000.00');
  });

  test.each([1, 2, 3])(
    '200 over 5 lines, shuffled, round %i: no line overspends',
    async (round) => {
      const seed = seedOf(`race over 5 lines, round ${round}`);
      const capacity = [3, 8, 13, 21, 34];
      const lines = await Promise.all(
        capacity.map((thousands, n) => flow.line(`five-${round}-${n}`, USD(thousands * 1000))),
      );
      const lineIds = Array.from({ length: 200 }, (_, n) => lines[n % 5]?.id ?? '');
      const all = await drafts(`five-${round}`, shuffled(lineIds, seed));
      const ended = await submitAll(all);
      expect(count(ended, 'funds_reserved')).toBe(capacity.reduce((a, b) => a + b, 0));
      expect(count(ended, 'funds_rejected')).toBe(200 - capacity.reduce((a, b) => a + b, 0));
      for (const [n, line] of lines.entries()) {
        const expected = USD((capacity[n] ?? 0) * 1000);
        const { body } = await server.api.get('budget-officer', `budget-lines/${line.id}`);
        expect(figuresOf(body)).toMatchObject({ preCommitted: expected, available: '0.00' });
        expect(await reservedByLedger(line.id)).toBe(expected);
      }
    },
    180_000,
  );

  test('one document over two lines, one of them empty: nothing stays reserved', async () => {
    const rich = await flow.line('rich', USD(5000));
    const poor = await flow.line('poor', USD(500));
    const draft = await flow.requisition('both', [
      { lineId: rich.id, quantity: '1', francs: THOUSAND_DOLLARS },
      { lineId: poor.id, quantity: '1', francs: THOUSAND_DOLLARS },
    ]);
    const refused = await flow.submit(draft.id, '2026-09-15');
    expect(refused).toMatchObject({
      status: 'funds_rejected',
      shortfalls: [{ budgetLineId: poor.id, shortfall: { amount: '500.00', currency: 'USD' } }],
    });
    await server.settled();
    for (const { id } of [rich, poor]) {
      const { body } = await server.api.get('budget-officer', `budget-lines/${id}`);
      expect(figuresOf(body)).toMatchObject({ preCommitted: '0.00' });
    }
  });

  test('every read model, rebuilt from the log, is the live one', async () => {
    await server.settled();
    await server.stop();
    const report = await rebuildReport(server.settings);
    expect(report.length).toBeGreaterThan(10);
    for (const model of report) {
      expect(model).toMatchObject({ different: 0, missing: 0, extra: 0 });
    }
    expect(report.reduce((sum, model) => sum + model.documents, 0)).toBeGreaterThan(400);
    await server.up();
  }, 180_000);
});

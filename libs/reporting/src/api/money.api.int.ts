import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventId, type Recorded } from '@tamani/kernel';
import type { ContextApp } from '@tamani/nest/testing';
import { answerSchema } from '../../testing/answer-of.js';
import { openReporting } from '../../testing/reporting-app.js';
import { ledgerLinesList } from './ledger-lines.list.js';
import { ledger } from './ledger.js';
import { spendList } from './spend.list.js';

const stream = 'budgets.BudgetLine-0198aaaa-0000-7000-8000-000000000001';
const ids = [0, 1, 2].map((n) => eventId('00000000-0000-5000-8000-000000000000', n, ''));
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** An event of a budget line as stored; its movements come from its translator. */
function lineEvent(n: number, type: string, of: { amount: string; on: string; known: string }) {
  const coding = {
    fund: 'RSS-TF',
    fiscalYear: '2026-27',
    axis: 'border_security',
    spendClass: 'equipment',
    projectId: null,
    institution: null,
    region: 'ML07',
    donor: null,
  };
  const isAllotment = type === 'FundsAllotted';
  const document = isAllotment ? null : { kind: 'receipt', id: 'r1', reference: 'REC-2026-0001' };
  const moved = { coding, document, vendorId: null, amount: usd(of.amount), documentAmount: null };
  const id = ids[n] ?? '';
  const cause = { correlationId: id, causationId: id, commandId: id, requestHash: '' };
  const actor = { id: 'budget-officer', roles: ['budget-officer'] };
  const when = { recordedAt: `${of.known}T10:00:00.000Z`, effectiveAt: of.on };
  const meta = { actor, ...cause, ...when, schemaVersion: 1 };
  return { id, type, stream, revision: BigInt(n), position: 0n, data: moved, meta } as Recorded;
}

let app: ContextApp;
beforeAll(async () => {
  app = await openReporting([
    lineEvent(0, 'FundsAllotted', { amount: '60000.00', on: '2026-07-01', known: '2026-07-01' }),
    lineEvent(1, 'ExpenditureAccrued', {
      ...{ amount: '19333.33', on: '2026-10-12', known: '2026-10-14' },
    }),
    lineEvent(2, 'ExpenditureAccrued', {
      ...{ amount: '28800.00', on: '2026-10-30', known: '2026-11-10' },
    }),
  ]);
});
afterAll(() => app.close());

const spend = async (query: string) => (await app.get('reporting-job', `spend?${query}`)).body;

test('spend by class, as budgets publishes it', async () => {
  const body = await spend('groupBy=spendClass&fiscalYear=2026-27');
  expect(answerSchema(spendList(ledger)).parse(body)).toEqual(body);
  expect(body).toMatchObject({
    currency: 'USD',
    position: String(await app.head()),
    data: [
      {
        spendClass: 'equipment',
        allotted: usd('60000.00'),
        expended: usd('48133.33'),
        available: usd('11866.67'),
      },
    ],
  });
});

test('as effective at, as known at', async () => {
  const expended = async (query: string) => {
    const { totals } = await spend(query);
    return (totals as readonly { expended: unknown }[])[0]?.expended;
  };
  expect(await expended('asOf=2026-10-31')).toEqual(usd('48133.33'));
  expect(await expended('asOf=2026-10-31&knownAt=2026-10-31')).toEqual(usd('19333.33'));
  expect(await expended('asOf=2026-09-30')).toEqual(usd('0.00'));
});

test('a figure leads to its lines and events through the link of its row', async () => {
  const { data } = await spend('groupBy=region&region=ML07&region=none');
  const [row] = data as readonly { ledgerLines: string }[];
  const link = row?.ledgerLines.replace('/v1/', '') ?? '';
  const { body } = await app.get('auditor', `${link}&figure=expended&sort=effectiveAt`);
  expect(answerSchema(ledgerLinesList(ledger)).parse(body)).toEqual(body);
  expect(body['data']).toMatchObject([
    { eventId: ids[1], amount: usd('19333.33'), documentReference: 'REC-2026-0001' },
    { eventId: ids[2], amount: usd('28800.00') },
  ]);
});

test.each([
  ['spend?groupBy=colour', '/groupBy', 'group_by_unknown'],
  ['spend?colour=red', '/colour', 'unknown_parameter'],
  ['spend?knownAt=31.10.2026', '/knownAt', 'moment_malformed'],
  ['ledger-lines?bucket=colour', '/bucket', 'invalid_value'],
  ['ledger-lines?documentKind=colour', '/documentKind', 'invalid_value'],
  ['ledger-lines?documentId=REC-2026-0001', '/documentId', 'invalid_format'],
  ['ledger-lines?spendClass=colour', '/spendClass', 'invalid_value'],
  ['ledger-lines?axis=colour', '/axis', 'invalid_value'],
  ['ledger-lines?vendor=VEN-2026-0001', '/vendor', 'invalid_format'],
  ['ledger-lines?budgetLineId=x', '/budgetLineId', 'unknown_parameter'],
  ['spend?month=2026-13', '/month', 'month_malformed'],
  ['spend?fiscalYear=2026-28', '/fiscalYear', 'fiscal_year_malformed'],
  ['spend?currency=XXY', '/currency', 'currency_unknown'],
  ['ledger-lines?limit=201', '/limit', 'limit_out_of_range'],
  ['ledger-lines?cursor=x', '/cursor', 'cursor_invalid'],
])('%s is refused: %s %s', async (path, pointer, code) => {
  const { status, body } = await app.get('auditor', path);
  expect(status).toBe(422);
  expect(body['errors']).toEqual([{ pointer, code, detail: expect.stringMatching(/\.$/) }]);
});

test('it waits for a position; one that no write has got is refused by name', async () => {
  const head = await app.head();
  expect((await app.get('auditor', `spend?minPosition=${head}`)).status).toBe(200);
  for (const name of ['minPosition', 'position']) {
    const far = await app.get('auditor', `spend?${name}=${head + 1n}`, { prefer: 'wait=0' });
    const errors = [{ pointer: `/${name}`, code: 'position_beyond_head' }];
    expect(far).toMatchObject({ status: 422, body: { errors } });
  }
});

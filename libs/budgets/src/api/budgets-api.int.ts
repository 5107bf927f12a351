import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BudgetsApp } from '../../testing/budgets-app.js';
import { Purchase } from '../../testing/purchase.js';
import { contributionSchema } from '../read-models/contribution.resource.js';

let app: BudgetsApp;
let purchase: Purchase;

beforeAll(async () => {
  app = await BudgetsApp.open();
  purchase = new Purchase(app);
  await purchase.rates();
}, 30_000);
afterAll(() => app.close());
afterEach(() => expect(app.problems).toEqual([]));

const usd = (amount: string) => ({ amount, currency: 'USD' });
const officer = 'budget-officer';
const refusal = (status: number, code: string) => ({ status, body: { code } });

describe('budget lines', () => {
  const ids = { line: '', next: '' };

  test('a draft is allotted, opened, frozen, revised', async () => {
    ids.line = await purchase.draft({ fund: 'RSS-TF' });
    const { body } = await app.get('auditor', `budget-lines/${ids.line}`);
    expect(body).toMatchObject({
      ...{ reference: 'BL-2026-0001', status: 'draft', fund: 'RSS-TF', fiscalYear: '2026-27' },
      ...{ projectId: null, donor: null, heldDeliveries: [], overrun: null },
      figures: { allotted: usd('0.00'), available: usd('0.00') },
    });
    await purchase.act(ids.line, 'allotments', { amount: usd('60000.00'), reason: 'Year' });
    await purchase.act(ids.line, 'open');
    const frozen = await purchase.act(ids.line, 'freeze', { reason: 'Audit' });
    expect(frozen).toMatchObject({ status: 'frozen', reason: 'Audit' });
    await purchase.act(ids.line, 'unfreeze', { reason: 'Audit done' });
    const revised = { amount: usd('50000.00'), effectiveAt: '2026-11-25', reason: 'Cut' };
    expect(await purchase.act(ids.line, 'allotment-revisions', revised)).toMatchObject({
      figures: { allotted: usd('50000.00') },
    });
  });

  test('an amount in another currency is refused at its field', async () => {
    const francs = { amount: { amount: '580', currency: 'XOF' }, reason: 'x' };
    const answer = await app.act(officer, `budget-lines/${ids.line}/allotments`, francs);
    expect(answer).toMatchObject(refusal(422, 'budget_line_currency'));
    expect(answer.body['errors']).toMatchObject([{ pointer: '/amount/currency' }]);
  });

  test('an allotment is not dated tomorrow', async () => {
    const body = { amount: usd('1.00'), effectiveAt: '2026-11-26', reason: 'x' };
    const answer = await app.act(officer, `budget-lines/${ids.line}/allotments`, body);
    expect(answer).toMatchObject(refusal(409, 'date_in_future'));
  });

  test('an unknown project is refused', async () => {
    const projectId = '0197a2b4-0000-7000-8000-000000000001';
    await expect(purchase.draft({ projectId })).rejects.toThrow('project_unknown');
  });

  test('available funds go to the line of the next year', async () => {
    ids.next = await purchase.draft({ fund: 'RSS-TF', fiscalYear: '2027-28' });
    const carried = { toLineId: ids.next, amount: usd('50000.00'), reason: 'Year end' };
    const more = { ...carried, amount: usd('50000.01') };
    const path = `budget-lines/${ids.line}/carry-overs`;
    expect(await app.act(officer, path, more)).toMatchObject(refusal(409, 'insufficient_funds'));
    const back = { ...carried, toLineId: ids.line };
    const refused = refusal(409, 'carry_over_destination');
    expect(await app.act(officer, path, back)).toMatchObject(refused);
    await purchase.act(ids.line, 'carry-overs', carried);
    await app.settled();
    expect((await purchase.figures(ids.line))['allotted']).toBe('0.00');
    expect((await purchase.figures(ids.next))['allotted']).toBe('50000.00');
  });

  test('of one fund, year, axis, class and project one line is open at a time', async () => {
    const twin = await purchase.draft({ fund: 'RSS-TF' });
    const path = `budget-lines/${twin}/open`;
    const refused = await app.act(officer, path, {});
    expect(refused).toMatchObject(refusal(409, 'budget_line_exists'));
    expect(refused.body['detail']).toContain('BL-2026-0001');
    expect(await app.get('auditor', `budget-lines/${twin}`)).toMatchObject({
      body: { status: 'draft' },
    });
    const both = [await purchase.draft({ fund: 'TWIN' }), await purchase.draft({ fund: 'TWIN' })];
    const answers = await Promise.all(
      both.map((id) => app.act(officer, `budget-lines/${id}/open`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
  });

  test('a line is soft-closed, then closed', async () => {
    await purchase.act(ids.line, 'soft-close', { reason: 'Year end' });
    const closed = await purchase.act(ids.line, 'close', { reason: 'Settled' });
    expect(closed.status).toBe('closed');
    const allotment = { amount: usd('1.00'), reason: 'x' };
    const answer = await app.act(officer, `budget-lines/${ids.line}/allotments`, allotment);
    expect(answer).toMatchObject(refusal(409, 'budget_line_wrong_status'));
    const successor = await purchase.draft({ fund: 'RSS-TF' });
    expect((await purchase.act(successor, 'open')).status).toBe('open');
  });

  test('a line with a reservation is not closed', async () => {
    const line = await purchase.line('100.00');
    await purchase.submit('R1', { [line]: 58_000 });
    await app.settled();
    await purchase.act(line, 'soft-close', { reason: 'Year end' });
    const answer = await app.act(officer, `budget-lines/${line}/close`, { reason: 'x' });
    expect(answer).toMatchObject(refusal(409, 'budget_line_in_use'));
  });

  test('only the programme manager authorises an overrun', async () => {
    const line = await purchase.line('100.00');
    const body = {
      ...{ cap: usd('50.00'), expiresOn: '2026-12-31', authority: 'Chef de section' },
      reason: 'Rate',
    };
    const path = `budget-lines/${line}/overruns`;
    expect(await app.act(officer, path, body)).toMatchObject({ status: 403 });
    const answer = await app.done(app.act('programme-manager', path, body));
    expect(answer['overrun']).toEqual({
      ...{ cap: usd('50.00'), expiresOn: '2026-12-31', authority: 'Chef de section' },
    });
  });
});

describe('budget transfers', () => {
  const pair = async (dollars: string) => {
    const fund = `TRANSFER-${dollars}`;
    const from = await purchase.line(dollars, { fund });
    return {
      fromLineId: from,
      toLineId: await purchase.line('1.00', { fund, spendClass: 'other' }),
    };
  };
  const asked = (lines: object, amount: string) =>
    app.post(officer, 'budget-transfers', { ...lines, amount: usd(amount), reason: 'More posts' });

  test('move allotment up to the share that may leave the source', async () => {
    const lines = await pair('1000.00');
    expect(await asked(lines, '200.01')).toMatchObject(refusal(409, 'transfer_limit_exceeded'));
    const { id } = await app.done(asked(lines, '200.00'));
    const path = `budget-transfers/${id}/approve`;
    expect(await app.act(officer, path, {})).toMatchObject({ status: 403 });
    const done = await app.done(app.act('programme-manager', path, {}));
    expect(done).toMatchObject({ status: 'completed', transferredOn: '2026-11-25' });
    const source = await purchase.figures(lines.fromLineId);
    expect(source).toMatchObject({ allotted: '800.00', transferHold: '0.00' });
    expect((await purchase.figures(lines.toLineId))['allotted']).toBe('201.00');
    await app.settled();
    const listed = await app.get('auditor', `budget-transfers?fromLineId=${lines.fromLineId}`);
    expect(listed.body['data']).toMatchObject([{ id, reference: 'TRF-2026-0001' }]);
  });

  test('of two at once for the same share one is refused', async () => {
    const lines = await pair('2000.00');
    const both = [await app.done(asked(lines, '400.00')), await app.done(asked(lines, '400.00'))];
    const answers = await Promise.all(
      both.map(({ id }) => app.act('programme-manager', `budget-transfers/${id}/approve`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
    expect(await purchase.figures(lines.fromLineId)).toMatchObject({
      ...{ allotted: '1600.00', transferHold: '0.00' },
    });
  });

  test('are withdrawn or rejected before their approval', async () => {
    const lines = await pair('3000.00');
    const [one, other] = [
      await app.done(asked(lines, '1.00')),
      await app.done(asked(lines, '1.00')),
    ];
    const why = { reason: 'Not needed' };
    const withdrawn = app.act(officer, `budget-transfers/${one.id}/withdraw`, why);
    expect(await app.done(withdrawn)).toMatchObject({ status: 'withdrawn', ...why });
    const rejected = app.act('programme-manager', `budget-transfers/${other.id}/reject`, why);
    expect((await app.done(rejected)).status).toBe('rejected');
  });
});

describe('budget checks', () => {
  test('answer before submission, and reserve nothing', async () => {
    const line = await purchase.line('10000.00');
    const xof = (amount: string) => ({ budgetLineId: line, amount: { amount, currency: 'XOF' } });
    const check = (...lines: readonly unknown[]) =>
      app.done(app.post('requisitioner', 'budget-checks', { effectiveAt: '2026-09-15', lines }));
    expect(await check(xof('5800000'))).toMatchObject({
      sufficient: true,
      lines: [{ requested: usd('10000.00'), shortfall: usd('0.00'), code: null }],
    });
    // Two lines of a document on one budget line are checked together.
    expect(await check(xof('3000000'), xof('3000000'))).toMatchObject({
      sufficient: false,
      lines: [
        {
          ...{ budgetLineId: line, requested: usd('10344.83'), available: usd('10000.00') },
          ...{ shortfall: usd('344.83'), code: 'insufficient_funds' },
        },
      ],
    });
    expect((await purchase.figures(line))['preCommitted']).toBe('0.00');
  });

  test('refuse what is no amount in all, and say where', async () => {
    const line = await purchase.line('1.00');
    const most = { budgetLineId: line, amount: { amount: '1000000000000000', currency: 'XOF' } };
    const check = (...lines: readonly unknown[]) =>
      app.post('requisitioner', 'budget-checks', { effectiveAt: '2026-09-15', lines });
    expect(await check(most)).toMatchObject({ status: 200, body: { sufficient: false } });
    expect(await check(most, most)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/lines/1/amount/amount', code: 'amount_too_large' }] },
    });
  });

  test('report an unusable date', async () => {
    const line = await purchase.line('1.00');
    const lines = [{ budgetLineId: line, amount: { amount: '1', currency: 'XOF' } }];
    const check = (effectiveAt: string) =>
      app.post('requisitioner', 'budget-checks', { effectiveAt, lines });
    expect(await check('2026-08-15')).toMatchObject(refusal(409, 'rate_missing'));
    expect(await check('2026-12-01')).toMatchObject(refusal(409, 'date_in_future'));
  });
});

describe('rate tables', () => {
  test('are published once per month; a correction is a new version', async () => {
    const body = {
      ...{ month: '2026-07', base: 'USD', source: 'UN' },
      rates: [{ currency: 'XOF', rate: '600' }],
    };
    const { id } = await app.done(app.post(officer, 'rate-tables', body));
    const again = await app.post(officer, 'rate-tables', body);
    expect(again).toMatchObject(refusal(409, 'rate_table_exists'));
    const correction = {
      ...{ source: 'UN', reason: 'Mistyped' },
      rates: [{ currency: 'XOF', rate: '601' }],
    };
    const corrected = await app.done(app.act(officer, `rate-tables/${id}/corrections`, correction));
    expect(corrected).toMatchObject({ version: 2, reason: 'Mistyped' });
    const was = await app.get('auditor', `rate-tables/${id}?version=0`);
    expect(was.body).toMatchObject({ version: 1, rates: [{ currency: 'XOF', rate: '600' }] });
    const mistyped = { ...body, month: '2026-08', rates: [{ currency: 'XOF', rate: '0.601' }] };
    const unlikely = await app.post(officer, 'rate-tables', mistyped);
    expect(unlikely).toMatchObject({
      ...refusal(422, 'rate_unlikely'),
      body: { errors: [{ pointer: '/rates/0/rate', code: 'rate_unlikely' }] },
    });
    expect(unlikely.body['detail']).toContain('601');
    const said = { acknowledged: true, reason: 'A new franc' };
    const taken = await app.post(officer, 'rate-tables', { ...mistyped, ...said });
    expect(taken).toMatchObject({ status: 201, body: said });
    for (const month of ['0001-01', '9999-12'])
      expect(await app.post(officer, 'rate-tables', { ...body, month })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/month', code: 'date_out_of_range' }] },
      });
    const euro = await app.post(officer, 'rate-tables', { ...body, base: 'EUR' });
    expect(euro.body).toMatchObject({
      errors: [{ pointer: '/base', code: 'rate_base_unsupported' }],
    });
  });
});

describe('fiscal periods', () => {
  test('a closed period accepts nothing until it is reopened', async () => {
    const line = await purchase.line('1.00');
    const opened = app.post(officer, 'fiscal-periods', { month: '2026-10' });
    const { id } = await app.done(opened);
    const allot = () =>
      app.act(officer, `budget-lines/${line}/allotments`, {
        ...{ amount: usd('1.00'), effectiveAt: '2026-10-05', reason: 'x' },
      });
    expect((await allot()).status).toBe(200);
    await app.done(app.act(officer, `fiscal-periods/${id}/soft-close`, { reason: 'Month end' }));
    await app.done(app.act(officer, `fiscal-periods/${id}/close`, { reason: 'Month end' }));
    expect(await allot()).toMatchObject(refusal(409, 'period_closed'));
    const why = { reason: 'Late invoice' };
    const own = await app.act(officer, `fiscal-periods/${id}/reopen`, why);
    expect(own).toMatchObject(refusal(409, 'segregation_period'));
    const certify = app.act('certifying-officer', `fiscal-periods/${id}/certify`, why);
    expect((await app.done(certify)).status).toBe('certified');
    expect(await allot()).toMatchObject(refusal(409, 'period_closed'));
    const reopened = app.act('programme-manager', `fiscal-periods/${id}/reopen`, why);
    expect(await app.done(reopened)).toMatchObject({ status: 'reopened', ...why });
    expect((await allot()).status).toBe(200);
  });

  test.each(['0000-01', '1999-12', '2100-01', '9999-12'])('%s is in no book', async (month) => {
    const answer = await app.post(officer, 'fiscal-periods', { month });
    expect(answer).toMatchObject({ status: 422 });
    expect(answer.body['errors']).toMatchObject([{ pointer: '/month', code: 'date_out_of_range' }]);
  });

  test('are asked what is still open in them before they are closed', async () => {
    const line = await purchase.line('1000.00');
    const { id } = await app.done(app.post(officer, 'fiscal-periods', { month: '2026-09' }));
    const checks = async () => {
      await app.settled();
      const { body } = await app.get('auditor', `fiscal-periods/${id}/checks`);
      const data = body['data'] as { check: string; open: number; documents: unknown[] }[];
      return Object.fromEntries(data.map(({ check, ...found }) => [check, found]));
    };
    const before = (await checks())['reservation']?.open ?? 0;
    await purchase.submit('open-1', { [line]: 58_000 });
    const open = (await checks())['reservation'];
    expect(open?.open).toBe(before + 1);
    expect(open?.documents).toContainEqual({
      ...{ budgetLineId: line, href: '/v1/requisitions/open-1', amount: usd('100.00') },
      document: { kind: 'requisition', id: 'open-1', reference: 'REQ-open-1' },
    });
    await purchase.approve('open-2', { requisitionId: 'open-1', prices: { [line]: 58_000 } });
    const ordered = await checks();
    expect(ordered['reservation']?.open).toBe(before);
    expect(JSON.stringify(ordered['commitment'])).toContain('/v1/purchase-orders/open-2');
    await purchase.deliver('open-3', {
      ...{ orderId: 'open-2', amounts: { [line]: 58_000 }, on: '2026-09-28', final: true },
    });
    expect(JSON.stringify(await checks())).not.toContain('open-2');
    const unknown = await app.get('auditor', 'fiscal-periods/none/checks');
    expect(unknown.status).toBe(404);
  });
});

describe('contributions', () => {
  const amount = { amount: '500000', currency: 'EUR' };

  test('pledged, agreed, received in parts', async () => {
    const body = { donor: 'Luxembourg', title: 'Appui', amount, pledgedOn: '2026-08-01' };
    const { id } = await app.done(app.post(officer, 'contributions', body));
    const path = `contributions/${id}`;
    await app.done(app.act(officer, `${path}/agree`, {}));
    const part = { amount: { amount: '200000.50', currency: 'EUR' }, receivedOn: '2026-10-01' };
    expect(await app.done(app.act(officer, `${path}/receipts`, part))).toMatchObject({
      ...{ status: 'partially_received', agreedOn: '2026-11-25' },
      received: { amount: '200000.50', currency: 'EUR' },
      outstanding: { amount: '299999.50', currency: 'EUR' },
    });
    await app.settled();
    const listed = await app.get('auditor', 'contributions?donor=Luxembourg');
    expect(listed.body['data']).toMatchObject([{ id, reference: 'CON-2026-0001' }]);
  });

  test('counts for allotments as far as it is received', async () => {
    const made = { donor: 'Norvège', title: 'Appui', amount: usd('1000.00') };
    const pledge = app.post(officer, 'contributions', { ...made, pledgedOn: '2026-08-01' });
    const { id: contributionId } = await app.done(pledge);
    const path = `contributions/${contributionId}`;
    const zero = { amount: usd('0.00'), receivedOn: '2026-08-02' };
    expect(await app.act(officer, `${path}/receipts`, zero)).toMatchObject({ status: 422 });
    const early = { amount: usd('1.00'), receivedOn: '2026-07-31' };
    expect(await app.act(officer, `${path}/receipts`, early)).toMatchObject(
      refusal(409, 'contribution_date_before'),
    );
    const part = { amount: usd('300.00'), receivedOn: '2026-09-01' };
    await app.done(app.act(officer, `${path}/receipts`, part));
    const lines = [await purchase.draft(), await purchase.draft()];
    const allot = (line: string | undefined, amount: string) =>
      app.act(officer, `budget-lines/${line}/allotments`, {
        ...{ amount: usd(amount), effectiveAt: '2026-09-15', reason: 'x', contributionId },
      });
    const [one, other] = lines;
    expect(await allot(one, '300.01')).toMatchObject(refusal(409, 'contribution_used_up'));
    const answers = await Promise.all([allot(one, '200.00'), allot(other, '200.00')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await app.settled();
    expect((await app.get('auditor', path)).body).toMatchObject({ allotted: usd('200.00') });
    const sums = await Promise.all(lines.map((line) => purchase.figures(line)));
    expect(sums.map(({ allotted }) => allotted).sort()).toEqual(['0.00', '200.00']);
  });

  test('at each of its versions it has a status that its schema knows', async () => {
    const made = { donor: 'Suède', title: 'Appui', amount: usd('10.00') };
    const { id } = await app.done(
      app.post(officer, 'contributions', { ...made, receivedOn: '2026-08-01' }),
    );
    for (const version of [0, 1, 2]) {
      const { body } = await app.get('auditor', `contributions/${id}?version=${version}`);
      expect(contributionSchema.parse(body)).toMatchObject({ id });
    }
    const beyond = await app.get('auditor', `contributions/${id}?version=3`);
    expect(beyond).toMatchObject({ status: 404 });
  });

  test('an imported contribution is registered once', async () => {
    const body = {
      ...{ donor: 'Kuwait', title: 'Support', amount: { amount: '36000000', currency: 'KWD' } },
      ...{ receivedOn: '2020-11-23', origin: { source: 'FTS', externalId: '228103', line: 3 } },
    };
    const first = await app.done(app.post(officer, 'contributions', body));
    expect(first).toMatchObject({ status: 'received', pledgedOn: null, origin: { line: 3 } });
    const again = await app.post(officer, 'contributions', body);
    expect(again).toMatchObject(refusal(409, 'contribution_exists'));
    await app.settled();
    const found = await app.get('auditor', 'contributions?externalId=228103');
    expect(found.body['data']).toMatchObject([{ id: first.id }]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { officer, openedBudgets, refusal, usd } from '../../testing/opened-budgets.js';

const { app, purchase } = await openedBudgets();

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
    expect(answer.body['detail']).toContain('REQ-');
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

import { describe, expect, test } from '@jest/globals';
import { officer, openedBudgets, refusal } from '../../../testing/opened-budgets.js';

const { app } = await openedBudgets();

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
    const [field] = unlikely.body['errors'] as readonly { readonly detail: string }[];
    expect(field?.detail).toBe(unlikely.body['detail']);
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

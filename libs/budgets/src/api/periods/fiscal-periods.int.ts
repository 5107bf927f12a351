import { describe, expect, test } from '@jest/globals';
import { officer, openedBudgets, refusal, usd } from '../../../testing/opened-budgets.js';

const { app, purchase } = await openedBudgets();

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

import { describe, expect, test } from '@jest/globals';
import { officer, openedBudgets, refusal, usd } from '../../testing/opened-budgets.js';

const { app, purchase } = await openedBudgets();

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

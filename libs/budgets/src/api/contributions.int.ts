import { describe, expect, test } from '@jest/globals';
import { officer, openedBudgets, refusal, usd } from '../../testing/opened-budgets.js';
import { contributionSchema } from '../read-models/contribution.resource.js';

const { app, purchase } = await openedBudgets();

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
    const served = sums[0]?.['allotted'] === '200.00' ? one : other;
    const less = { amount: usd('150.00'), effectiveAt: '2026-09-20', reason: 'Less' };
    await app.done(app.act(officer, `budget-lines/${served}/allotment-revisions`, less));
    await app.settled();
    expect((await app.get('auditor', path)).body).toMatchObject({ allotted: usd('150.00') });
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

import { describe, expect, test } from '@jest/globals';
import { derivedId, type DomainEvent } from '@tamani/kernel';
import { officer, openedBudgets, refusal, usd } from '../../testing/opened-budgets.js';

const { app, purchase } = await openedBudgets();

const by = { id: 'project-officer' };
const profile = {
  ...{ title: 'Poste de Bourem', description: null, kind: 'qip', axis: 'border_security' },
  ...{ institution: 'Police', region: 'ML07', donors: ['Allemagne', 'Japon'] },
  ...{ ceiling: usd('50000.00'), plannedStart: '2026-09-01', plannedEnd: '2027-02-28' },
};
const identified: DomainEvent = {
  type: 'ProjectIdentified',
  data: { reference: 'PRJ-2026-0001', profile, by },
};
const approved = { type: 'ProjectApproved', data: { committee: null, by, on: '2026-08-03' } };
const suspended = { type: 'ProjectSuspended', data: { reason: 'Insécurité', by } };

const project = async (name: string, ...events: readonly DomainEvent[]): Promise<string> => {
  const id = derivedId('project', name);
  await app.project(id, identified, ...events);
  return id;
};
const allot = (line: string, amount: string) =>
  app.act(officer, `budget-lines/${line}/allotments`, { amount: usd(amount), reason: 'Year' });

describe('the lines of a project', () => {
  test('have its axis, and none but its donors', async () => {
    const projectId = await project('drafts', approved);
    const draft = (more: object) =>
      app.post(officer, 'budget-lines', {
        ...{ title: 'x', fund: 'F', fiscalYear: '2026-27', axis: 'border_security' },
        ...{ spendClass: 'equipment', currency: 'USD', projectId, ...more },
      });
    const axis = await draft({ axis: 'democratic_control' });
    expect(axis).toMatchObject(refusal(422, 'line_axis_differs'));
    expect(axis.body['errors']).toMatchObject([{ pointer: '/axis' }]);
    const donor = await draft({ donor: 'Norvège' });
    expect(donor).toMatchObject(refusal(422, 'line_donor_differs'));
    expect(await app.done(draft({ donor: 'Japon' }))).toMatchObject({ donor: 'Japon' });
  });

  test('are allotted its ceiling and no more, however many ask at once', async () => {
    const projectId = await project('ceiling', approved);
    const drafted = await Promise.all([1, 2, 3, 4].map(() => purchase.draft({ projectId })));
    const answers = await Promise.all(drafted.map((line) => allot(line, '20000.00')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
    for (const answer of answers.filter(({ status }) => status === 409)) {
      expect(answer.body).toMatchObject({ code: 'project_ceiling_exceeded' });
    }
    await app.settled();
    const all = await Promise.all(drafted.map((line) => purchase.figures(line)));
    const sums = all.map(({ allotted }) => allotted);
    expect([...sums].sort()).toEqual(['0.00', '0.00', '20000.00', '20000.00']);
    const funded = drafted.find((_, n) => sums[n] === '20000.00') ?? '';
    const less = { amount: usd('5000.00'), reason: 'Cut' };
    await purchase.act(funded, 'allotment-revisions', less);
    const other = drafted.find((_, n) => sums[n] === '0.00') ?? '';
    expect(await allot(other, '25000.01')).toMatchObject(refusal(409, 'project_ceiling_exceeded'));
    expect((await allot(other, '25000.00')).status).toBe(200);
  });

  test('are reserved from once it is approved', async () => {
    const projectId = await project('identified');
    const line = await purchase.line('1000.00', { projectId });
    const lines = [{ budgetLineId: line, amount: usd('1.00') }];
    const check = app.post('requisitioner', 'budget-checks', { effectiveAt: '2026-09-15', lines });
    expect(await app.done(check)).toMatchObject({
      ...{ sufficient: false, lines: [{ code: 'project_may_not_spend' }] },
    });
    await purchase.submit('P1', { [line]: 580 });
    await app.settled();
    expect(app.of('budgets.DocumentFundsRejected.v1').at(-1)).toMatchObject({
      ...{ documentId: 'P1', shortfalls: [{ code: 'project_may_not_spend' }] },
    });
  });

  test('have no new one while it is suspended', async () => {
    const projectId = await project('waiting', approved, suspended);
    await expect(purchase.draft({ projectId })).rejects.toThrow('project_closed_to_spending');
  });

  test('by a transfer get no more than its ceiling either, and the source has its money back', async () => {
    const projectId = await project('transfer', approved);
    const fund = 'TRANSFER';
    const to = await purchase.line('49900.00', { projectId, fund });
    const from = await purchase.line('1000.00', { fund, spendClass: 'other' });
    const move = async (amount: string, lines = { fromLineId: from, toLineId: to }) => {
      const body = { ...lines, amount: usd(amount), reason: 'More', donorConsent };
      const { id } = await app.done(app.post(officer, 'budget-transfers', body));
      const answer = await app.act('programme-manager', `budget-transfers/${id}/approve`, {});
      return { id, answer };
    };
    const donorConsent = { reference: 'D-1', date: '2026-09-01' };
    const refused = await move('100.01');
    expect(refused.answer).toMatchObject(refusal(409, 'project_ceiling_exceeded'));
    const { body } = await app.get('auditor', `budget-transfers/${refused.id}`);
    expect(body).toMatchObject({ status: 'hold_released', refusal: 'project_ceiling_exceeded' });
    expect(await purchase.figures(from)).toMatchObject({
      ...{ allotted: '1000.00', transferHold: '0.00', available: '1000.00' },
    });
    expect((await move('100.00')).answer.body).toMatchObject({ status: 'completed' });
    const within = await purchase.draft({ projectId, fund, spendClass: 'printing' });
    const inside = await move('5000.00', { fromLineId: to, toLineId: within });
    expect(inside.answer.body).toMatchObject({ status: 'completed' });
    expect(await allot(within, '0.01')).toMatchObject(refusal(409, 'project_ceiling_exceeded'));
    const out = await move('50.00', { fromLineId: to, toLineId: from });
    expect(out.answer.body).toMatchObject({ status: 'completed' });
    expect((await allot(within, '50.00')).status).toBe(200);
    await app.settled();
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, addMonths } from '@tamani/kernel';
import type { ContextApp } from '@tamani/nest/testing';
import { openProjects } from '../../testing/projects-app.js';
import { projectSchema } from '../read-models/project.resource.js';
import { siteSchema } from '../read-models/site.resource.js';

const start = '2026-11-25';
const body = {
  title: 'Réhabilitation du poste frontière d’Ansongo',
  kind: 'qip',
  axis: 'border_security',
  institution: 'Direction nationale des frontières',
  region: 'ML07',
  donors: ['Allemagne'],
  ceiling: { amount: '48000.00', currency: 'USD' },
  plannedStart: start,
  plannedEnd: addMonths(start, 6),
};
const place = {
  name: 'Poste frontière d’Ansongo',
  kind: 'border_post',
  institution: 'Direction nationale des frontières',
  pcode: 'ML0701',
  point: { latitude: '15.6597', longitude: '0.5022' },
};

let app: ContextApp;
beforeAll(async () => {
  app = await openProjects();
});
afterAll(() => app.close());

const identify = async (change: object = {}) =>
  app.post('project-officer', 'projects', { ...body, ...change });

describe('a quick impact project over REST', () => {
  let path: string;
  const act = (user: Parameters<ContextApp['act']>[0], action: string, sent?: unknown) =>
    app.act(user, `${path}/${action}`, sent);

  test('identified, with a reference and every field of its schema', async () => {
    const made = await identify();
    expect(made).toMatchObject({ status: 201, body: { status: 'identified', description: null } });
    expect(made.body['reference']).toMatch(/^PRJ-\d{4}-0001$/);
    expect(projectSchema.parse(made.body)).toEqual(made.body);
    path = `projects/${String(made.body['id'])}`;
  });

  test('from submission to implementation, each step by its role', async () => {
    expect(await act('project-officer', 'submit')).toMatchObject({ status: 200 });
    const appraisal = { recommendation: 'recommended', findings: 'Besoin établi' };
    expect(await act('project-officer', 'appraise', appraisal)).toMatchObject({ status: 403 });
    expect(await act('budget-officer', 'appraise', appraisal)).toMatchObject({ status: 200 });
    const undecided = await act('programme-manager', 'approve');
    expect(undecided).toMatchObject({ status: 409, body: { code: 'committee_decision_missing' } });
    const committee = { reference: 'PV 7', decidedOn: start };
    await act('programme-manager', 'approve', { committee });
    const agreement = { reference: 'PA-1', partner: 'DNF' };
    await act('programme-manager', 'sign-agreement', agreement);
    const started = await act('project-officer', 'start-implementation');
    expect(started).toMatchObject({
      status: 200,
      body: { status: 'implementation', startedOn: start, agreement: { signedOn: start } },
    });
    expect(projectSchema.parse(started.body)).toEqual(started.body);
  });

  test('suspended with a reason, and resumed in its previous status', async () => {
    const blank = await act('programme-manager', 'suspend', { reason: ' ' });
    expect(blank).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reason', code: 'text_blank' }] },
    });
    const reason = 'Insécurité';
    const suspended = await act('programme-manager', 'suspend', { reason });
    expect(suspended.body).toMatchObject({ status: 'suspended', suspendedFrom: 'implementation' });
    const resumed = await act('programme-manager', 'resume', { reason: 'Accès rétabli' });
    expect(resumed.body).toMatchObject({ status: 'implementation', reason: null });
  });

  test('its history and the list', async () => {
    const { body: history } = await app.get('auditor', `${path}/events`);
    expect(history['data']).toHaveLength(8);
    await app.runtime.settled();
    const { body: list } = await app.get('auditor', 'projects?status=implementation&region=ML07');
    expect(list['data']).toMatchObject([{ reference: expect.stringMatching(/0001$/) }]);
    const { body: none } = await app.get('auditor', 'projects?status=identified');
    expect(none['data']).toEqual([]);
  });
});

describe('refusals', () => {
  test.each([
    [{ region: 'Gao' }, '/region', 'pcode_malformed'],
    [{ region: 'ML77' }, '/region', 'project_region_unknown'],
    [{ title: '' }, '/title', 'text_blank'],
    [{ plannedEnd: addDays(start, -1) }, '/plannedEnd', 'project_dates_reversed'],
    [{ ceiling: { amount: '0.00', currency: 'USD' } }, '/ceiling/amount', 'amount_not_positive'],
  ])('%j: %s %s, with a sentence', async (change, pointer, code) => {
    const { status, body: problem } = await identify(change);
    expect(status).toBe(422);
    expect(problem['errors']).toEqual([
      { pointer, code, detail: expect.stringMatching(/^\P{Ll}.*\.$/u) },
    ]);
    expect(JSON.stringify(problem)).not.toMatch(/\{\w+\}/);
  });

  test('a QIP above the ceiling, when it is submitted', async () => {
    const made = await identify({ ceiling: { amount: '50000.01', currency: 'USD' } });
    const path = `projects/${String(made.body['id'])}`;
    const submitted = await app.act('project-officer', `${path}/submit`);
    expect(submitted).toMatchObject({ status: 409, body: { code: 'qip_above_ceiling' } });
    expect(submitted.body['detail']).toContain('50000.00 USD');
  });
});

describe('sites and places', () => {
  test('a site is registered, linked to a project, corrected', async () => {
    const made = await app.post('project-officer', 'sites', place);
    expect(made).toMatchObject({ status: 201, body: { region: 'ML07', projectId: null } });
    expect(siteSchema.parse(made.body)).toEqual(made.body);
    const path = `sites/${String(made.body['id'])}`;
    const project = await identify({ kind: 'pilot' });
    const projectId = project.body['id'];
    const tied = await app.act('project-officer', `${path}/assign`, { projectId });
    expect(tied.body).toMatchObject({ projectId });
    const correction = { ...place, pcode: 'ML0703', reason: 'Cercle erroné' };
    const right = await app.act('project-officer', `${path}/correct`, correction);
    expect(right.body).toMatchObject({ pcode: 'ML0703', projectId });
    await app.runtime.settled();
    const { body: list } = await app.get('auditor', `sites?projectId=${String(projectId)}`);
    expect(list['data']).toMatchObject([{ pcode: 'ML0703' }]);
  });

  test('swapped coordinates are refused, with the field', async () => {
    const point = { latitude: '0.5022', longitude: '15.6597' };
    const answer = await app.post('project-officer', 'sites', { ...place, point });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'site_outside_country', errors: [{ pointer: '/point' }] },
    });
  });

  test('the places and their P-codes', async () => {
    const { body: places } = await app.get('requisitioner', 'places');
    expect(places['data']).toContainEqual({ pcode: 'ML0703', name: 'Gao', region: 'ML07' });
  });
});

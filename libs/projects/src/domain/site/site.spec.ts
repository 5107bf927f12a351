import { expect, test } from '@jest/globals';
import { fold } from '@tamani/kernel';
import { givenWhenThen } from '@tamani/testing';
import type { SiteCommand } from './site.commands.js';
import { site, type SiteFacts } from './site.decide.js';
import type { SiteEvent, SiteProfile } from './site.events.js';

const by = { id: 'officer' };
const bounds = { south: '10.1', north: '25.1', west: '-12.3', east: '4.3' };
const facts: SiteFacts['RegisterSite'] = {
  bounds,
  cercle: { pcode: 'ML0703', name: 'Gao', region: 'ML07' },
  project: { reference: 'PRJ-2026-0001', status: 'implementation' },
};
const profile: SiteProfile = {
  name: 'Brigade de gendarmerie de Gao',
  kind: 'gendarmerie_post',
  institution: 'Direction générale de la gendarmerie nationale',
  pcode: 'ML0703',
  point: { latitude: '16.2717', longitude: '-0.0447' },
};
const register = (change: Partial<SiteProfile> = {}, projectId: string | null = null) =>
  ({
    type: 'RegisterSite',
    reference: 'SITE-2026-0001',
    profile: { ...profile, ...change },
    projectId,
    by,
  }) satisfies SiteCommand;
const rules = givenWhenThen(site);
function decide(
  command: SiteCommand,
  given: SiteFacts['RegisterSite'] = facts,
  ...events: SiteEvent[]
) {
  const outcome = rules.given(events).when(command, given);
  // In every test: events can be stored, and the texts of refusals are complete.
  if (outcome.result.ok) outcome.events();
  else outcome.thenRejected(outcome.result.error.code);
  return outcome.result;
}
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) });
const registered: SiteEvent = {
  type: 'SiteRegistered',
  data: { reference: 'SITE-2026-0001', profile, region: 'ML07', projectId: null, by },
};

test('a site is registered with the region of its cercle', () => {
  expect(decide(register())).toEqual({ ok: true, value: [registered] });
});

test('a place unknown to the gazetteer is refused, with the field', () => {
  expect(decide(register({ pcode: 'ML9999' }), { ...facts, cercle: null })).toMatchObject({
    error: { code: 'site_place_unknown', errors: [{ pointer: '/pcode' }] },
  });
});

test.each([
  ['swapped', { latitude: '-0.0447', longitude: '16.2717' }],
  ['a millionth too far south', { latitude: '10.099999', longitude: '0' }],
  ['a millionth too far east', { latitude: '16', longitude: '4.300001' }],
  ['too precise to be one', { latitude: '16.1234567', longitude: '0' }],
])('a point outside the country is refused: %s', (_, point) => {
  expect(decide(register({ point }))).toEqual(refused('site_outside_country'));
});

test('the corners of the country are inside, and a site may have no point', () => {
  const corner = { latitude: '10.1', longitude: '-12.3' };
  expect(decide(register({ point: corner })).ok).toBe(true);
  expect(decide(register({ point: null })).ok).toBe(true);
});

test('its project must exist and not have ended', () => {
  const unknown = decide(register({}, 'p1'), { ...facts, project: null });
  expect(unknown).toEqual(refused('site_project_unknown'));
  const project = { reference: 'PRJ-2026-0001', status: 'cancelled' } as const;
  expect(decide(register({}, 'p1'), { ...facts, project })).toEqual(refused('site_project_ended'));
  expect(decide(register({}, 'p1')).ok).toBe(true);
});

test('a second assignment to the same project has no effect; the link can be removed', () => {
  const assign = { type: 'AssignSite', projectId: 'p1', by } satisfies SiteCommand;
  const assigned: SiteEvent = { type: 'SiteAssignedToProject', data: { projectId: 'p1', by } };
  expect(decide(assign, facts, registered)).toEqual({ ok: true, value: [assigned] });
  expect(decide(assign, facts, registered, assigned)).toEqual({ ok: true, value: [] });
  const freed = decide({ ...assign, projectId: null }, facts, registered, assigned);
  expect(freed).toMatchObject({ value: [{ data: { projectId: null } }] });
});

test('a correction moves it and keeps the reason', () => {
  const ansongo = { pcode: 'ML0701', name: 'Ansongo', region: 'ML07' };
  const correct: SiteCommand = {
    type: 'CorrectSite',
    profile: { ...profile, pcode: 'ML0701' },
    reason: 'Cercle erroné',
    by,
  };
  const answer = decide(correct, { ...facts, cercle: ansongo }, registered);
  const events = answer.ok ? answer.value : [];
  expect(fold(site, [registered, ...events]).profile?.pcode).toBe('ML0701');
  expect(events).toMatchObject([{ data: { reason: 'Cercle erroné' } }]);
});

import { expect, test } from '@jest/globals';
import { fold, type Recorded } from '@tamani/kernel';
import type { ProjectEvent, ProjectProfile } from '../domain/project/project.events.js';
import type { SiteEvent } from '../domain/site/site.events.js';
import {
  maySpend,
  takesFunds,
  projectView,
  projectsEvents,
  siteView,
  translateProjects,
  type ProjectsEventType,
} from './index.js';

const by = { id: 'officer' };
const profile: ProjectProfile = {
  title: 'Réhabilitation du poste de police de Bourem',
  description: 'Personne à contacter : …',
  kind: 'qip',
  axis: 'border_security',
  institution: 'Direction régionale de la police de Gao',
  region: 'ML07',
  donors: ['Allemagne'],
  ceiling: { amount: '45000.00', currency: 'USD' },
  plannedStart: '2026-09-01',
  plannedEnd: '2027-02-28',
};
const identified: ProjectEvent = {
  type: 'ProjectIdentified',
  data: { reference: 'PRJ-2026-0001', profile, by },
};
const suspended: ProjectEvent = {
  type: 'ProjectSuspended',
  data: { reason: 'Insécurité', by },
};
const resumed: ProjectEvent = {
  type: 'ProjectResumed',
  data: { reason: 'Accès rétabli', by, to: 'agreement_signed' },
};
const history: readonly ProjectEvent[] = [
  identified,
  { type: 'ProjectRevised', data: { profile: { ...profile, region: 'ML10' }, by } },
  { type: 'ProjectSubmitted', data: { by, on: '2026-08-01' } },
  { type: 'ProjectReturned', data: { comments: 'Devis ?', by } },
  {
    type: 'ProjectAppraised',
    data: { recommendation: 'recommended', findings: 'x', by, on: '2026-08-02' },
  },
  { type: 'ProjectApproved', data: { committee: null, by, on: '2026-08-03' } },
  {
    type: 'AgreementSigned',
    data: { agreement: { reference: 'A', partner: 'P', signedOn: '2026-08-04' }, by },
  },
  { type: 'ImplementationStarted', data: { startedOn: '2026-08-05', by } },
  suspended,
  resumed,
  { type: 'ProjectCancelled', data: { reason: 'x', by } },
  { type: 'ProjectRejected', data: { reason: 'x', by } },
];
const site = { name: 'Bourem', kind: 'police_post', institution: 'x', pcode: 'ML0702' } as const;
const registered: SiteEvent = {
  type: 'SiteRegistered',
  data: {
    reference: 'SITE-2026-0001',
    profile: { ...site, point: null },
    region: 'ML07',
    projectId: null,
    by,
  },
};
const siteHistory: readonly SiteEvent[] = [
  registered,
  { type: 'SiteAssignedToProject', data: { projectId: 'p1', by } },
  {
    type: 'SiteCorrected',
    data: { profile: { ...site, name: 'B', point: null }, region: 'ML07', reason: 'x', by },
  },
];
const messagesOf = (stream: string, event: ProjectEvent | SiteEvent) =>
  translateProjects({ ...event, stream } as Recorded);

test('the view of a project follows its stream', () => {
  expect(fold(projectView, [])).toBeNull();
  expect(fold(projectView, history.slice(0, 3))).toEqual({
    reference: 'PRJ-2026-0001',
    title: profile.title,
    kind: 'qip',
    axis: 'border_security',
    institution: profile.institution,
    region: 'ML10',
    donors: ['Allemagne'],
    ceiling: profile.ceiling,
    status: 'submitted',
  });
  expect(fold(projectView, history.slice(0, 9))?.status).toBe('suspended');
  expect(fold(projectView, history.slice(0, 10))?.status).toBe('agreement_signed');
});

test('a project takes funds until it is suspended or ends, and spends them once approved', () => {
  const views = history.map((_, n) => fold(projectView, history.slice(0, n + 1)));
  const statuses = (may: typeof maySpend) =>
    new Set(views.flatMap((view) => (view && may(view) ? [view.status] : [])));
  const spending = ['approved', 'agreement_signed', 'implementation'];
  expect(statuses(maySpend)).toEqual(new Set(spending));
  expect(statuses(takesFunds)).toEqual(
    new Set(['identified', 'submitted', 'appraised', ...spending]),
  );
});

test('the view of a site follows its stream', () => {
  expect(fold(siteView, siteHistory)).toEqual({
    ...site,
    name: 'B',
    reference: 'SITE-2026-0001',
    region: 'ML07',
    projectId: 'p1',
  });
});

test('every event gives one message, of the declared shape and keyed by its aggregate', () => {
  const all = [
    ...history.map((event) => messagesOf('projects.Project-p-1', event)),
    ...siteHistory.map((event) => messagesOf('projects.Site-s-1', event)),
  ];
  for (const messages of all) {
    expect(messages).toHaveLength(1);
    const [message] = messages;
    const schema = projectsEvents[message?.type as ProjectsEventType];
    expect(schema.strict().parse(message?.data)).toEqual(message?.data);
    expect(['p-1', 's-1']).toContain(message?.key);
  }
});

test('the description, which may name people, is not published', () => {
  expect(JSON.stringify(messagesOf('projects.Project-p', identified))).not.toContain('contacter');
});

test('a resumption has the status, a suspension the reason', () => {
  expect(messagesOf('projects.Project-p', suspended)[0]?.data).toMatchObject({
    status: 'suspended',
    reason: 'Insécurité',
  });
  expect(messagesOf('projects.Project-p', resumed)[0]?.data).toMatchObject({
    status: 'agreement_signed',
  });
});

test('streams without an aggregate publish nothing', () => {
  expect(messagesOf('projects.Counter-PRJ-2026', identified)).toEqual([]);
});

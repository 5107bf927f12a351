import { expect, test } from '@jest/globals';
import type { Recorded } from '@tamani/kernel';
import { beginning, shownOf, stepped, type AnyReadModel } from '@tamani/runtime';
import type { ProjectProfile } from '../domain/project/project.events.js';
import { projectSchema } from './project.resource.js';
import { projectsReadModel } from './projects.read-model.js';
import { siteSchema } from './site.resource.js';
import { sitesReadModel } from './sites.read-model.js';

const by = { id: 'officer' };
const ID = '0190f3c2-7d1e-7c3a-9b2f-5a1c8e4d6f70';
const profile: ProjectProfile = {
  title: 'Réhabilitation du bureau d’inspection de Ménaka',
  description: null,
  kind: 'pilot',
  axis: 'defence_security_reform',
  institution: 'Inspection de la garde nationale',
  region: 'ML10',
  donors: ['Pays-Bas'],
  ceiling: { amount: '65000.00', currency: 'USD' },
  plannedStart: '2026-09-01',
  plannedEnd: '2027-08-31',
};

/** The document after these events of one stream, as the projector folds it. */
function documentOf(model: AnyReadModel, events: readonly { type: string; data: unknown }[]) {
  const meta = { recordedAt: '2026-09-15T10:00:00.000Z' } as Recorded['meta'];
  const recorded = events.map((event, n) => {
    const place = { id: `e${n}`, stream: 's', revision: BigInt(n), position: BigInt(n + 1), meta };
    return { ...event, ...place, aggregateId: ID };
  });
  const fold = recorded[0] && model.shows?.(recorded[0]);
  if (!fold) throw new Error(`${model.name} shows nothing`);
  const state = recorded.reduce((last, one) => stepped(fold, last, one), beginning(fold));
  return shownOf(fold, ID, state);
}

test('a project’s document is the resource plus the filter fields', () => {
  const doc = documentOf(projectsReadModel, [
    { type: 'ProjectIdentified', data: { reference: 'PRJ-2026-0001', profile, by } },
    { type: 'ProjectSubmitted', data: { by, on: '2026-09-15' } },
  ]);
  expect(doc).toMatchObject({ status: 'submitted', region: 'ML10', kind: 'pilot' });
  expect(projectSchema.parse(doc['item'])).toEqual(doc['item']);
  expect(doc['item']).toMatchObject({ id: ID, submission: { by, on: '2026-09-15' } });
  for (const field of Object.keys(projectsReadModel.fields)) expect(doc).toHaveProperty(field);
});

test('so is a site’s document', () => {
  const doc = documentOf(sitesReadModel, [
    {
      type: 'SiteRegistered',
      data: {
        reference: 'SITE-2026-0001',
        profile: {
          name: 'Bureau d’inspection de Ménaka',
          kind: 'inspection_office',
          institution: 'Inspection de la garde nationale',
          pcode: 'ML1001',
          point: { latitude: '15.9182', longitude: '2.4022' },
        },
        region: 'ML10',
        projectId: null,
        by,
      },
    },
    { type: 'SiteAssignedToProject', data: { projectId: ID, by } },
  ]);
  expect(doc).toMatchObject({ pcode: 'ML1001', region: 'ML10', projectId: ID });
  expect(siteSchema.parse(doc['item'])).toEqual(doc['item']);
  for (const field of Object.keys(sitesReadModel.fields)) expect(doc).toHaveProperty(field);
});

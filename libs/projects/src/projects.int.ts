import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { derivedId, systemClock, systemIds, type Command, type DomainEvent } from '@tamani/kernel';
import { collectionName, Runtime, type Aggregate } from '@tamani/runtime';
import { openSqliteBus, openSqliteEventStore, openSqliteReadStore } from '@tamani/sqlite';
import type { ProjectProfile } from './domain/project/project.events.js';
import { projectAggregate } from './facts/project.facts.js';
import { siteAggregate } from './facts/site.facts.js';
import { projectsContext } from './projects.context.js';
import { PROJECTS_TOPIC, projectView } from './published/index.js';
import { projectsReadModel } from './read-models/projects.read-model.js';
import { sitesReadModel } from './read-models/sites.read-model.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const folder = mkdtempSync(join(tmpdir(), 'tamani-projects-'));
const ports = {
  store: openSqliteEventStore({ file: join(folder, 'events.db') }),
  bus: openSqliteBus({ file: join(folder, 'bus.db') }),
  reads: openSqliteReadStore({ file: join(folder, 'read.db') }),
  clock: systemClock,
  ids: systemIds,
  log: silent,
};
const runtime = new Runtime(ports, [projectsContext], { soleWriter: true });
const projectId = derivedId('test', 'project');
const siteId = derivedId('test', 'site');
const officer = { id: 'officer' };

beforeAll(() => runtime.start({ consume: true }));
afterAll(async () => {
  await runtime.stop();
  await ports.bus.close();
  await ports.store.close();
  await ports.reads.close();
  rmSync(folder, { recursive: true });
});

let commands = 0;
function run<S, C extends Command, E extends DomainEvent, F>(
  of: Aggregate<S, C, E, F>,
  id: string,
  command: NoInfer<C>,
) {
  const commandId = derivedId('test', String(++commands));
  const cause = { correlationId: commandId, causationId: commandId };
  const actor = { id: 'officer', roles: ['project-officer'] };
  const context = { commandId, requestHash: '', actor, ...cause };
  return runtime.commands.execute(of, id, command, context);
}
const refusedAs = (code: string) => ({ ok: false, error: { code } });

const profile: ProjectProfile = {
  title: 'Réhabilitation du poste frontière d’Ansongo',
  description: null,
  kind: 'qip',
  axis: 'border_security',
  institution: 'Direction nationale des frontières',
  region: 'ML07',
  donors: ['Allemagne'],
  ceiling: { amount: '50000.01', currency: 'USD' },
  plannedStart: '2026-09-01',
  plannedEnd: '2027-02-28',
};
const registered = {
  type: 'RegisterSite',
  reference: 'SITE-2026-0001',
  profile: {
    name: 'Poste frontière d’Ansongo',
    kind: 'border_post',
    institution: 'Direction nationale des frontières',
    pcode: 'ML0701',
    point: { latitude: '15.6597', longitude: '0.5022' },
  },
  projectId,
  by: officer,
} as const;

test('a project and its site, from the rule to the list and the bus', async () => {
  const early = await run(siteAggregate, siteId, registered);
  expect(early).toMatchObject(refusedAs('site_project_unknown'));

  const identify = {
    type: 'IdentifyProject',
    reference: 'PRJ-2026-0001',
    profile,
    by: officer,
  } as const;
  expect(await run(projectAggregate, projectId, identify)).toMatchObject({ ok: true });
  const submit = { type: 'SubmitProject', by: officer, today: '2026-08-01' } as const;
  const over = await run(projectAggregate, projectId, submit);
  expect(over).toMatchObject(refusedAs('qip_above_ceiling'));
  const ceiling = { amount: '50000.00', currency: 'USD' };
  const revised = { ...profile, ceiling };
  await run(projectAggregate, projectId, { type: 'ReviseProject', profile: revised, by: officer });
  expect(await run(projectAggregate, projectId, submit)).toMatchObject({ ok: true });

  const site = await run(siteAggregate, siteId, registered);
  expect(site).toMatchObject({ ok: true, value: { state: { region: 'ML07', projectId } } });
  // The event stores the revision of the project that the rule read.
  const facts = [{ stream: `projects.Project-${projectId}`, revision: '2' }];
  expect(site.ok && site.value.events[0]?.meta.facts).toEqual(facts);

  await runtime.settled();
  const documents = await Promise.all([
    ports.reads.get(collectionName('projects', projectsReadModel), projectId),
    ports.reads.get(collectionName('projects', sitesReadModel), siteId),
  ]);
  expect(documents.map((document) => document?.doc['item'])).toMatchObject([
    { id: projectId, status: 'submitted', title: profile.title, ceiling },
    { id: siteId, pcode: 'ML0701', projectId },
  ]);
  const fact = await runtime.commands.load(projectView, projectId);
  expect(fact?.state).toMatchObject({ status: 'submitted', region: 'ML07' });
  expect(await ports.bus.lag('test.group', [PROJECTS_TOPIC])).toBe(4);
});

import { projectsContext, ProjectsModule } from '@tamani/projects';
import { Load } from '../load/api-load.mjs';
import { echoControllers } from '../support/echo-modules.mjs';
import { serve } from '../support/serve.mjs';

const CONNECTIONS = 64;
const JOURNEYS = 64;
const ROUND_MS = 3_000;
const REVISIONS = 8;

const profile = {
  title: 'Réhabilitation du poste de frontière de Labbezanga',
  description: null,
  kind: 'pilot',
  axis: 'border_security',
  institution: 'Gendarmerie nationale',
  region: 'ML07',
  donors: ['Danemark'],
  ceiling: { amount: '45000.00', currency: 'USD' },
  plannedStart: '2026-09-01',
  plannedEnd: '2027-01-31',
};

/** A project is identified, revised some times and submitted: one stream, no process. */
async function journey(/** @type {import('../load/api-load.mjs').Api} */ api) {
  const officer = 'project-officer';
  let made = await api.create(officer, 'projects', profile);
  const resource = `projects/${made.id}`;
  for (let n = 0; n < REVISIONS; n++) {
    const body = { ...profile, title: `${profile.title} (${n})` };
    made = await api.act(officer, `${resource}/revise`, { etag: made.etag, body });
  }
  await api.act(officer, `${resource}/submit`, { etag: made.etag });
}

/** @type {Record<string, (folder: string) => Promise<import('../support/types.mjs').Contender>>} */
export const contenders = {
  tamani: (folder) => serve(folder, { contexts: [projectsContext], modules: [ProjectsModule] }),
  echo: (folder) => serve(folder, { contexts: [], controllers: echoControllers([ProjectsModule]) }),
};

/** @type {Map<string, Load>} */
const loads = new Map();

/** @type {readonly import('../support/types.mjs').Scenario[]} */
export const scenarios = [
  {
    name: 'command-project-c64',
    what: '64 connections, commands on one project each; control: an echo of the same API',
    module: new URL(import.meta.url),
    subject: 'tamani',
    control: 'echo',
    unit: 'command',
    target: 0.7,
    async drive(address, side) {
      const users = ['project-officer'];
      const how = { users, connections: CONNECTIONS, echo: side === 'echo' };
      const load = loads.get(side) ?? (await Load.open(address, how, async () => journey));
      loads.set(side, load);
      return load.round({ journeys: JOURNEYS, milliseconds: ROUND_MS });
    },
    done: () => {
      for (const load of loads.values()) load.close();
    },
  },
];

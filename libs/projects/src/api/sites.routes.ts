import { resource } from '@tamani/nest';
import { refuse } from '../domain/site/site.rejections.js';
import { siteAggregate } from '../facts/site.facts.js';
import { renderSite, siteSchema } from '../read-models/site.resource.js';
import { sitesReadModel } from '../read-models/sites.read-model.js';
import { assignSiteBody, correctSiteBody, registerSiteBody } from './sites.schemas.js';

const roles = ['project-officer', 'programme-manager'] as const;

export const sites = resource(siteAggregate)({
  path: 'sites',
  about: 'Posts, offices and centres, each at a place of the gazetteer',
  context: 'projects',
  list: sitesReadModel,
  schema: siteSchema,
  render: renderSite,
  filters: ['kind', 'institution', 'pcode', 'region', 'projectId', 'reference'],
  reference: 'SITE',
  refusals: [refuse],
  create: {
    body: registerSiteBody,
    roles,
    summary: 'Register a site',
    command: ({ projectId, ...profile }, { reference, by }) => ({
      type: 'RegisterSite',
      reference,
      profile,
      projectId,
      by,
    }),
  },
  actions: {
    correct: {
      body: correctSiteBody,
      roles,
      summary: 'Correct a registered site',
      command: ({ reason, ...profile }, { by }) => ({ type: 'CorrectSite', profile, reason, by }),
    },
    assign: {
      body: assignSiteBody,
      roles,
      summary: 'Link a site to a project',
      description: '`null` removes the link.',
      command: (body, { by }) => ({ type: 'AssignSite', ...body, by }),
    },
  },
});

import { aggregateReadModel } from '@tamani/runtime';
import { site } from '../domain/site/site.decide.js';
import { renderSite } from './site.resource.js';

/** The list of sites. One document per site, folded by the site's own evolve. */
export const sitesReadModel = aggregateReadModel({
  name: 'sites',
  version: 1,
  context: 'projects',
  decider: site,
  fields: {
    reference: 'text',
    name: 'text',
    kind: 'text',
    institution: 'text',
    pcode: 'text',
    region: 'text',
    projectId: 'text',
  },
  indexes: [['projectId'], ['region'], ['kind']],
  values: (state, at) => {
    const { reference, name, kind, institution, pcode, region, projectId } = renderSite(state, at);
    return { reference, name, kind, institution, pcode, region, projectId };
  },
  search: ['reference', 'name', 'institution', 'pcode'],
  order: ['reference', 'name', 'institution'],
  render: renderSite,
});

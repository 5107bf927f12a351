import type { Aggregate } from '@tamani/runtime';
import type { SiteCommand } from '../domain/site/site.commands.js';
import { site, type SiteFacts } from '../domain/site/site.decide.js';
import type { SiteEvent } from '../domain/site/site.events.js';
import type { SiteState } from '../domain/site/site.state.js';
import { projectFact } from '../published/index.js';
import { gazetteer } from './gazetteer.js';

/** The site with its facts: its cercle by the gazetteer, its project by the project's stream. */
export const siteAggregate: Aggregate<SiteState, SiteCommand, SiteEvent, SiteFacts> = {
  decider: site,
  async facts(command, _, read) {
    const { bounds } = gazetteer;
    const cercle = 'profile' in command ? gazetteer.cercleOf(command.profile.pcode) : undefined;
    const projectId = 'projectId' in command ? command.projectId : null;
    if (projectId === null) return { bounds, cercle };
    return { bounds, cercle, project: await read.state(projectFact, projectId) };
  },
};

import { Controller } from '@nestjs/common';
import {
  Action,
  Caller,
  Create,
  Id,
  Input,
  ResourceController,
  type ResourceDefinition,
} from '@tamani/nest';
import type { SiteCommand } from '../domain/site/site.commands.js';
import type { SiteState } from '../domain/site/site.state.js';
import { siteAggregate } from '../facts/site.facts.js';
import { siteSchema, renderSite } from '../read-models/site.resource.js';
import { sitesReadModel } from '../read-models/sites.read-model.js';
import {
  assignSiteBody,
  correctSiteBody,
  registerSiteBody,
  type AssignSiteBody,
  type CorrectSiteBody,
  type RegisterSiteBody,
} from './sites.schemas.js';

const siteResource: ResourceDefinition<SiteState> = {
  path: 'sites',
  context: 'projects',
  aggregate: siteAggregate,
  list: sitesReadModel,
  schema: siteSchema,
  render: renderSite,
  filters: ['kind', 'institution', 'pcode', 'region', 'projectId', 'reference'],
  referencePrefix: 'SITE',
};
const roles = ['project-officer', 'programme-manager'];

@Controller('v1/sites')
export class SitesController extends ResourceController(siteResource) {
  @Create({ body: registerSiteBody, roles, summary: 'Register a site' })
  register(@Caller() caller: Caller, @Input() body: RegisterSiteBody) {
    const { projectId, ...profile } = body;
    return this.create(caller, ({ reference }) =>
      command({ type: 'RegisterSite', reference, profile, projectId, by: caller.person }),
    );
  }

  @Action('correct', { body: correctSiteBody, roles, summary: 'Put right what was registered' })
  correct(@Caller() caller: Caller, @Id() id: string, @Input() body: CorrectSiteBody) {
    const { reason, ...profile } = body;
    return this.act(
      caller,
      id,
      command({ type: 'CorrectSite', profile, reason, by: caller.person }),
    );
  }

  @Action('assign', {
    body: assignSiteBody,
    roles,
    summary: 'Tie a site to a project, or, with null, to none',
  })
  assign(@Caller() caller: Caller, @Id() id: string, @Input() body: AssignSiteBody) {
    return this.act(caller, id, command({ type: 'AssignSite', ...body, by: caller.person }));
  }
}

/** A command of a site, checked by the compiler. */
const command = (one: SiteCommand): SiteCommand => one;

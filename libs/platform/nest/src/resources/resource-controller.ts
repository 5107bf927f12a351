import { Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { GatedRequest } from '../http/caller.js';
import { Id, Policy, QueryInput } from '../http/decorators.js';
import { answerList, listPolicy } from '../lists/list-answer.js';
import type { ResourceBase } from './resource-base.js';
import type { ResourceDefinition } from './resource-definition.js';
import { historyList, resourceList } from './resource-lists.js';
import {
  diffQuery,
  ResourceReads,
  versionQuery,
  type DiffQuery,
  type VersionQuery,
} from './resource-reads.js';

/**
 * The routes that every resource has: the list, one (now or as it was), its history, and the
 * difference of two versions. A controller extends it and adds the commands.
 */
export function ResourceController<S>(
  definition: ResourceDefinition<S>,
): abstract new () => ResourceBase<S> {
  const { path, readRoles: roles = 'authenticated', schema: response } = definition;
  const all = resourceList(definition);
  const history = historyList(definition);

  abstract class Resources extends ResourceReads<S> {
    protected override readonly definition = definition;

    @Get()
    @Policy(listPolicy(all))
    list(@Req() request: GatedRequest, @Res() reply: FastifyReply) {
      return answerList(all, { request, reply, platform: this.platform });
    }

    @Get(':id')
    @Policy({ roles, summary: `One of ${path}, now or as it was`, response, answers: 'resource' })
    read(
      @Id() id: string,
      @QueryInput(versionQuery) query: VersionQuery,
      @Res() reply: FastifyReply,
    ) {
      return this.answerOne(id, query, reply);
    }

    @Get(':id/events')
    @Policy(listPolicy(history))
    events(@Req() request: GatedRequest, @Res() reply: FastifyReply) {
      return answerList(history, { request, reply, platform: this.platform });
    }

    @Get(':id/diff')
    @Policy({ roles, summary: `What changed between versions of one of ${path}`, answers: 'diff' })
    diff(@Id() id: string, @QueryInput(diffQuery) query: DiffQuery) {
      return this.difference(id, query);
    }
  }
  return Resources;
}

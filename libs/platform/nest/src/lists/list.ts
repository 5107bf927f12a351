import { Controller, Get, Inject, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { GatedRequest } from '../http/caller.js';
import { Access } from '../http/decorators.js';
import type { ParameterMap } from '../http/query-parameters.js';
import { Platform } from '../platform.js';
import { answerList, listAccess } from './list-answer.js';
import type { ListDefinition } from './list-definition.js';

/**
 * A list or a report as a controller: `GET /v1/<path>` in every format, paged, filtered and
 * sorted as declared. It is registered with its context's module like any controller.
 */
export function list<P extends ParameterMap>(definition: ListDefinition<P>): Type {
  const { path } = definition;

  @Controller('v1')
  class List {
    constructor(@Inject(Platform) private readonly platform: Platform) {}

    @Get(path)
    @Access(listAccess(definition))
    list(@Req() request: GatedRequest, @Res() reply: FastifyReply): Promise<void> {
      return answerList(definition, { request, reply, platform: this.platform });
    }
  }
  Object.defineProperty(List, 'name', { value: `${nameOf(path)}Controller` });
  return List;
}

/** `audit/entities/:category/:id`: AuditEntities. */
const nameOf = (path: string): string =>
  path
    .split(/[/-]/)
    .filter((part) => part !== '' && !part.startsWith(':'))
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
